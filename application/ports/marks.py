"""How far a long run has come, kept durably: what a killed run is not to touch again."""

from typing import Protocol

from domain.shared.envelope import CaseId


class Marks(Protocol):
    def reached(self, run: str) -> CaseId | None:
        """Give the last case, in the order of ids, up to which all is done."""
        ...

    def reach(self, run: str, case_id: CaseId) -> None:
        """Keep it durably before this returns."""
        ...
