"""A journal in memory, for tests and for trying things out; it stores what a real one stores."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from application.errors import WEEKLY_CAP, KeyReused, Taken, VersionMismatch
from application.ports.clock import Clock
from application.ports.journal import Decided, Loaded, NewCitizen, Order, Page, Receipt, Told
from application.simulation.registry import Registry
from domain.dossier.dossier import Dossier, Fact, Recorded, fold
from domain.shared.envelope import CaseId, CitizenId, ClientId, Envelope, Municipality
from domain.shared.errors import NotFound, Rejected
from infrastructure.stored_names import Stored, decode, encode


class MemoryJournal:
    """Journal, Citizens and LogReader of one process; the clock gives the recorded time."""

    def __init__(self, clock: Clock, release: str = "memory") -> None:
        self._clock, self._release = clock, release
        self._log: list[tuple[Envelope, Stored]] = []
        self._receipts: dict[tuple[ClientId, str], tuple[Municipality, Receipt]] = {}
        self._registry = Registry()
        self._citizens: dict[str, CitizenId] = {}
        self._cases: dict[CitizenId, list[CaseId]] = {}

    async def load(self, order: Order) -> Loaded:
        receipt = self._accepted(order) if self._here(order) else None
        recorded = self._of(order.case_id)
        if self._municipality(order.case_id) != order.actor.municipality:
            return Loaded(receipt=receipt)  # row security hides what is somebody else's
        return Loaded(recorded, order.actor.municipality, receipt)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        if known := self._accepted(order):
            return known
        stored = [encode(fact.event) for fact in decided.facts]
        self._check(order, decided, expected_version)
        present = self._of(order.case_id)
        began = self._began(present, decided.facts)
        self._register(order, decided)
        self._record(order, zip(decided.facts, stored, strict=True))
        return self._receipt(order, self._of(order.case_id), began)

    async def append_page(self, page: Sequence[Told]) -> None:
        refused = [error for one in page if (error := await self._refusal(*one))]
        if refused:
            raise refused[0]

    async def _refusal(
        self, order: Order, decided: Decided, expected_version: int
    ) -> Rejected | None:
        try:
            await self.append(order, decided, expected_version)
        except Rejected as error:
            return error
        return None

    async def history(
        self,
        case_id: CaseId,
        *,
        until: datetime | None = None,
        position: int | None = None,
        municipality: Municipality | None = None,
    ) -> Sequence[Recorded]:
        return tuple(
            each
            for each in self._of(case_id)
            if (until is None or each.envelope.recorded_at <= until)
            and (position is None or each.envelope.position <= position)
            and municipality in {None, each.envelope.municipality}
        )

    async def folded(self, case_id: CaseId) -> Dossier:
        return fold(case_id, await self.history(case_id))

    async def identify(self, cpr: str) -> CitizenId | None:
        return self._citizens.get(cpr)

    async def cases_of(self, citizen_id: CitizenId) -> Sequence[CaseId]:
        return tuple(self._cases.get(citizen_id, ()))

    async def pages(self, after: int = 0) -> AsyncIterator[Page]:
        head = len(self._log)
        if after < head:
            yield Page(tuple(map(read, self._log[after:head])), head, head)

    def _check(self, order: Order, decided: Decided, expected_version: int) -> None:
        """Refuse what the append of the real log refuses, in its order."""
        if self._municipality(order.case_id) not in (None, order.actor.municipality):
            raise NotFound("there is no such case")
        if (present := len(self._of(order.case_id))) != expected_version:
            raise VersionMismatch(present)
        if self._another(decided.citizen):
            raise VersionMismatch(present)
        self._registry.check(order.case_id, decided.claims)
        if decided.only_case_of and self._others(order.case_id, decided.only_case_of):
            raise Taken(WEEKLY_CAP)

    def _others(self, case_id: CaseId, citizen: CitizenId) -> set[CaseId]:
        return set(self._cases.get(citizen, ())) - {case_id}

    def _another(self, new: NewCitizen | None) -> bool:
        """Tell whether somebody gave this CPR number another id since it was looked up."""
        return new is not None and self._citizens.get(new.cpr, new.citizen_id) != new.citizen_id

    def _register(self, order: Order, decided: Decided) -> None:
        self._registry.take(order.case_id, decided.claims)
        if new := decided.citizen:
            self._citizens[new.cpr] = new.citizen_id
            cases = self._cases.setdefault(new.citizen_id, [])
            cases.extend({order.case_id} - set(cases))

    def _record(self, order: Order, entries: Iterable[tuple[Fact, Stored]]) -> None:
        head, now = len(self._log), self._now()
        for fact, stored in entries:
            self._log.append((self._envelope(order, fact, head, now), stored))

    def _envelope(self, order: Order, fact: Fact, head: int, now: datetime) -> Envelope:
        return Envelope(
            position=1 + len(self._log),
            case_id=order.case_id,
            stream_id=fact.stream_id,
            version=1 + sum(e.stream_id == fact.stream_id for e, _ in self._log),
            dossier_version=1 + sum(e.case_id == order.case_id for e, _ in self._log),
            recorded_at=now,
            received_at=order.received_at,
            municipality=order.actor.municipality,
            actor=order.actor.id,
            role=order.actor.role,
            purpose=order.purpose,
            correlation=order.correlation,
            causation=None if fact.follows is None else head + 1 + fact.follows,
            command_id=order.command_id,
            release=self._release,
        )

    def _receipt(
        self, order: Order, recorded: tuple[Recorded, ...], began: tuple[Fact, ...]
    ) -> Receipt:
        position = recorded[-1].envelope.position if recorded else 0
        created = tuple(fact.stream_id for fact in began)
        receipt = Receipt(order.case_id, len(recorded), position, order.fingerprint, created)
        self._receipts[order.actor.client, order.key] = order.actor.municipality, receipt
        return receipt

    def _began(self, present: tuple[Recorded, ...], facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Give the first fact of every stream that was not there."""
        first = {fact.stream_id: fact for fact in reversed(facts)}
        for each in present:
            first.pop(each.envelope.stream_id, None)
        return tuple(fact for fact in facts if first.get(fact.stream_id) is fact)

    def _accepted(self, order: Order) -> Receipt | None:
        _, receipt = self._receipts.get((order.actor.client, order.key), (None, None))
        if receipt is None:
            return None
        if receipt.fingerprint != order.fingerprint or not self._here(order):
            raise KeyReused("this idempotency key was used for another request")
        return replace(receipt, replayed=True)

    def _here(self, order: Order) -> bool:
        """Tell whether the key was used in this municipality, if anywhere."""
        place, _ = self._receipts.get((order.actor.client, order.key), (None, None))
        return place in {None, order.actor.municipality}

    def _of(self, case_id: CaseId) -> tuple[Recorded, ...]:
        return tuple(read(entry) for entry in self._log if entry[0].case_id == case_id)

    def _municipality(self, case_id: CaseId) -> Municipality | None:
        return next((e.municipality for e, _ in self._log if e.case_id == case_id), None)

    def _now(self) -> datetime:
        """Ask the clock; recorded time never goes back."""
        return max([self._clock(), *(envelope.recorded_at for envelope, _ in self._log[-1:])])


def read(entry: tuple[Envelope, Stored]) -> Recorded:
    envelope, stored = entry
    return Recorded(decode(stored.name, stored.version, stored.payload), envelope)
