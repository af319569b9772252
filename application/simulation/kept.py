"""A journal whose dossiers stay folded in memory: whoever alone writes a log need not read it.

The append still says which dossier version it expects, so that a second writer is noticed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from application.ports.journal import Decided, Journal, Loaded, Order, Receipt
from domain.dossier import dossier as dossiers
from domain.dossier.dossier import Dossier, Recorded
from domain.shared.envelope import CaseId, Municipality

Seen = Callable[[Order, Decided, Dossier], None]


@dataclass(slots=True)
class Kept:
    dossier: Dossier
    municipality: Municipality
    version: int


@dataclass
class KeptDossiers:
    """The port `Journal`; `seen` is told of everything that was recorded.

    `asks_for_receipts`: an order may have been carried out before, by a program that was killed.
    """

    journal: Journal
    seen: Seen
    asks_for_receipts: bool = False
    kept: dict[CaseId, Kept] = field(default_factory=dict[CaseId, Kept])

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

    def _take(self, order: Order, decided: Decided, after: Dossier, version: int) -> None:
        self.kept[order.case_id] = Kept(after, order.actor.municipality, version)
        self.seen(order, decided, after)
