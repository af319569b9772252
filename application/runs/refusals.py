"""What a dossier refused, so that it need not be asked again while nothing has changed in it."""

from typing import Protocol

from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import CaseId
from domain.shared.errors import Rejected


class Refusals(Protocol):
    """Known to who alone writes a log, and sees every dossier change."""

    def standing(self, case_id: CaseId, command: DossierCommand) -> str | None:
        """Give the code with which the order is refused; none where it must be asked."""
        ...

    def refused(self, case_id: CaseId, command: DossierCommand, why: Rejected) -> None: ...


class Unknown:
    """Where others write as well, each order is asked: what was refused may be allowed by now."""

    def standing(self, case_id: CaseId, command: DossierCommand) -> None: ...

    def refused(self, case_id: CaseId, command: DossierCommand, why: Rejected) -> None: ...
