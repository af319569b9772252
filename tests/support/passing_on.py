"""A journal that passes everything on: what a test does in between, it says in a subclass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.ports.journal import Decided, Journal, Loaded, Order, Receipt
from domain.dossier.dossier import Dossier, Recorded
from domain.shared.envelope import CaseId, Municipality


@dataclass
class PassingOn:
    """The port `Journal`, by another one."""

    journal: Journal

    async def load(self, order: Order) -> Loaded:
        return await self.journal.load(order)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        return await self.journal.append(order, decided, expected_version)

    async def history(
        self,
        case_id: CaseId,
        *,
        until: datetime | None = None,
        position: int | None = None,
        municipality: Municipality | None = None,
    ) -> Sequence[Recorded]:
        return await self.journal.history(
            case_id, until=until, position=position, municipality=municipality
        )

    async def folded(self, case_id: CaseId) -> Dossier:
        return await self.journal.folded(case_id)
