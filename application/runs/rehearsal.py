"""A run rehearsed: everything is read and decided as it would be, and nothing is recorded."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from application.ports.journal import Decided, Journal, Loaded, Order, Receipt
from application.ports.payment_file import PaymentAnswer, PaymentFiles
from application.ports.run_locks import StillHeld, nothing_lost
from application.runs.office import Office
from domain.dossier.dossier import Dossier, DossierEvent, Recorded, take
from domain.run.events import RunFinished
from domain.shared.envelope import CaseId, Municipality, RunId


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an order would record in a dossier."""

    case_id: CaseId
    events: tuple[DossierEvent, ...]


@dataclass
class Rehearsal:
    """A journal that reads the real one and keeps to itself what would be recorded."""

    journal: Journal
    foreseen: list[Foreseen] = field(default_factory=list[Foreseen])
    imagined: dict[CaseId, Dossier] = field(default_factory=dict[CaseId, Dossier])

    async def load(self, order: Order) -> Loaded:
        loaded = await self.journal.load(order)
        kept = self.imagined.get(order.case_id)
        if kept is None:
            return loaded
        return replace(loaded, recorded=(), kept=kept, kept_version=loaded.version)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        events = tuple(fact.event for fact in decided.facts if not is_summary(fact.event))
        if events:
            self.foreseen.append(Foreseen(order.case_id, events))
        before = await self.folded(order.case_id)
        self.imagined[order.case_id] = take(before, decided.facts, order.actor.id)
        return Receipt(order.case_id, expected_version, 0, order.fingerprint)

    async def history(
        self, case_id: CaseId, *, until: datetime | None = None, position: int | None = None
    ) -> Sequence[Recorded]:
        return await self.journal.history(case_id, until=until, position=position)

    async def folded(self, case_id: CaseId) -> Dossier:
        return self.imagined.get(case_id) or await self.journal.folded(case_id)


def is_summary(event: DossierEvent) -> bool:
    return isinstance(event, RunFinished)


@dataclass(frozen=True)
class NoFiles:
    """Payment files that are read and never written."""

    files: PaymentFiles

    def write(self, run_id: RunId, lines: tuple[str, ...]) -> str:
        del lines
        return f"{run_id}.csv"

    def answer(self, run_id: RunId) -> PaymentAnswer | None:
        return self.files.answer(run_id)


class NoLocks:
    """Where nobody else can be doing a run, or would be disturbed by it."""

    @asynccontextmanager
    async def held(self, name: str, municipality: Municipality) -> AsyncGenerator[StillHeld]:
        del name, municipality
        yield nothing_lost


def rehearsed(office: Office) -> tuple[Office, Rehearsal]:
    journal = Rehearsal(office.journal)
    files = NoFiles(office.files)
    alone = replace(office, journal=journal, files=files, locks=NoLocks(), hands=None)
    return replace(alone, recorded=None), journal
