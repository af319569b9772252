"""A journal whose dossiers stay folded in memory: whoever alone writes a log need not read it.

The append still says which dossier version it expects, so that a second writer is noticed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from application.ports.journal import Decided, Journal, Loaded, Order, Receipt
from domain.dossier import dossier as dossiers
from domain.dossier.dossier import Dossier, DossierCommand, Recorded
from domain.shared.envelope import CaseId, Municipality
from domain.shared.errors import Rejected

Seen = Callable[[Order, Decided, Dossier], None]


@dataclass(slots=True)
class Kept:
    dossier: Dossier
    municipality: Municipality
    version: int


class Refused(NamedTuple):
    """What a dossier, as it was then, refused and will refuse on any later day."""

    dossier: Dossier
    command: DossierCommand
    code: str


@dataclass
class KeptDossiers:
    """The port `Journal`; `seen` is told of everything that was recorded.

    It is the port `Refusals` as well: a dossier that is the same one refuses the same.

    `asks_for_receipts`: an order may have been carried out before, by a program that was killed.
    """

    journal: Journal
    seen: Seen
    asks_for_receipts: bool = False
    kept: dict[CaseId, Kept] = field(default_factory=dict[CaseId, Kept])
    standing_refusals: dict[CaseId, Refused] = field(default_factory=dict[CaseId, Refused])

    async def load(self, order: Order) -> Loaded:
        receipt = (await self.journal.load(order)).receipt if self.asks_for_receipts else None
        found = self.kept.get(order.case_id)
        if found is None or found.municipality != order.actor.municipality:
            return Loaded(receipt=receipt)
        return Loaded((), found.municipality, receipt, found.dossier, found.version)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        if not decided.facts and not self.asks_for_receipts:
            return Receipt(order.case_id, expected_version, 0, order.fingerprint)
        receipt = await self.journal.append(order, decided, expected_version)
        if decided.after and not receipt.replayed:
            self._take(order, decided, decided.after, receipt.version)
        return receipt

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
        found = self.kept.get(case_id)
        return found.dossier if found else Dossier(case_id)

    def recall(self, recorded: Iterable[Recorded]) -> None:
        """Take up what another program recorded before."""
        by_case: dict[UUID, list[Recorded]] = {}
        for each in recorded:
            by_case.setdefault(each.envelope.case_id, []).append(each)
        for case_id, history in by_case.items():
            dossier = dossiers.fold(CaseId(case_id), history)
            here = history[0].envelope.municipality
            self.kept[CaseId(case_id)] = Kept(dossier, here, len(history))

    def standing(self, case_id: CaseId, command: DossierCommand) -> str | None:
        found = self.standing_refusals.get(case_id)
        if found is None or found.dossier is not self.kept[case_id].dossier:
            return None
        return found.code if found.command == command else None

    def refused(self, case_id: CaseId, command: DossierCommand, why: Rejected) -> None:
        if why.stands and (kept := self.kept.get(case_id)):
            self.standing_refusals[case_id] = Refused(kept.dossier, command, why.code)

    def _take(self, order: Order, decided: Decided, after: Dossier, version: int) -> None:
        self.kept[order.case_id] = Kept(after, order.actor.municipality, version)
        self.seen(order, decided, after)
