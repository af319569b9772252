"""Folds pages of the log into read models: rows and checkpoint in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

import psycopg

from domain.dossier.dossier import Recorded
from infrastructure.readmodels import slots
from infrastructure.readmodels.gathering import Gatherer, gatherers
from infrastructure.readmodels.ports import Feed, Kinds, Shard
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.writer import TableWriter
from projections import folding

PAGE = 5_000  # events
WHOLE: Shard = (0, 1)


class Fence(Protocol):
    def hold(self, connection: psycopg.Connection) -> None: ...


@dataclass
class NotWritten(Exception):
    """The database refuses what a slot would write, and would again."""

    slot: Slot
    code: str


@dataclass(frozen=True, slots=True)
class Stepped:
    """How far a step came: the last position scanned, the log's head, events seen."""

    scanned: int
    head: int
    events: int


@dataclass
class Runner:
    """`parks`: a failing event holds back its case only; otherwise any failure stops.

    `filling`: a build that nobody reads yet, so that only what it folds is read, and what is
    gathered from its rows is made at the end.
    """

    connection: psycopg.Connection
    feed: Feed
    fence: Fence
    parks: bool = True
    filling: bool = False
    limit: int = PAGE
    shard: Shard = WHOLE
    _writers: dict[str, tuple[TableWriter, ...]] = field(
        default_factory=dict[str, tuple[TableWriter, ...]]
    )
    _gatherers: dict[str, tuple[Gatherer, ...]] = field(
        default_factory=dict[str, tuple[Gatherer, ...]]
    )
    _careful_until: int = 0

    def step(self, group: Sequence[Slot], position: int, until: int | None = None) -> Stepped:
        """Bring slots that stand at one position a page further, none beyond `until`."""
        limit = 1 if position < self._careful_until else self.limit
        kinds = folded_by(group) if self.filling else None
        page = self.feed.source.page(self.connection, position, limit, self.shard, kinds)
        scanned = page.scanned if until is None else min(page.scanned, until)
        events = unseen(page.recorded, position, scanned)
        if scanned > position:
            scanned = self._write(group, events, position, scanned)
        return Stepped(scanned, page.head, len(events))

    def _write(
        self, group: Sequence[Slot], events: Sequence[Recorded], position: int, scanned: int
    ) -> int:
        """Write, and give the position reached."""
        try:
            with self.connection.transaction():
                self.fence.hold(self.connection)
                for slot in group:
                    slots.move(self.connection, slot, position, scanned, self.shard[0])
                    self.apply(slot, events)
        except NotWritten as failure:
            self._writers.clear()  # their temporary tables were undone too
            return self._be_careful(failure, group, events, position, scanned)
        except BaseException:
            self._writers.clear()
            raise
        return scanned

    def _be_careful(
        self,
        failure: NotWritten,
        group: Sequence[Slot],
        events: Sequence[Recorded],
        position: int,
        scanned: int,
    ) -> int:
        """Go on one event at a time, and park the case of the one that cannot be written."""
        if not self.parks:
            raise failure
        if len(events) > 1:
            self._careful_until = scanned
            return self._write(group, events[:1], position, events[0].envelope.position)
        with self.connection.transaction():
            self.fence.hold(self.connection)
            slots.park(self.connection, failure.slot, [parked(events[0], failure.code)])
        return self._write(group, events, position, scanned)

    def apply(self, slot: Slot, events: Sequence[Recorded]) -> None:
        """Fold events into the rows of a slot and write what changed."""
        kept_back = slots.parked_cases(self.connection, slot) if self.parks else set[UUID]()
        writers, work = self.writers(slot), folding.working(slot.projection)
        try:
            for writer, table, keys in zip(
                writers, work, folding.keys(slot.projection, events), strict=True
            ):
                table.start(writer.load(self.connection, keys))
            rows = self._fold(slot, work, events, kept_back)
            for writer, table in zip(writers, work, strict=True):
                writer.save(self.connection, table)
            if not self.filling:
                self.gather(slot, sorted(changed_cases(work)))
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise NotWritten(slot, error.sqlstate or type(error).__name__) from error
        if rows:
            slots.park(self.connection, slot, rows)

    def gather(self, slot: Slot, cases: Sequence[UUID]) -> None:
        """Make anew what is gathered from the rows of these cases."""
        if slot.schema not in self._gatherers:
            self._gatherers[slot.schema] = gatherers(slot)
        for gatherer in self._gatherers[slot.schema]:
            gatherer.refresh(self.connection, cases)

    def _fold(
        self,
        slot: Slot,
        work: tuple[folding.Working, ...],
        events: Sequence[Recorded],
        kept_back: set[UUID],
    ) -> list[tuple[int, UUID, str, str]]:
        """Fold what can be folded; gives what is parked."""
        rows: list[tuple[int, UUID, str, str]] = []
        for recorded in events:
            if kept_back and recorded.envelope.case_id in kept_back:
                rows.append(parked(recorded, "behind"))
                continue
            try:
                folding.fold(slot.projection, work, recorded)
            except Exception as error:
                if not self.parks:
                    raise
                kept_back.add(recorded.envelope.case_id)
                rows.append(parked(recorded, type(error).__name__))
        return rows

    def writers(self, slot: Slot) -> tuple[TableWriter, ...]:
        if slot.schema not in self._writers:
            self._writers[slot.schema] = tuple(
                TableWriter(folded, slot.schema, self.feed.ciphers, filling=self.filling)
                for folded in slot.projection.folded
            )
        return self._writers[slot.schema]


def folded_by(group: Sequence[Slot]) -> Kinds:
    return frozenset(kind for slot in group for kind in slot.projection.steps)


def changed_cases(work: Sequence[folding.Working]) -> set[UUID]:
    """Name the cases of which a row is not what it was; figures are of no case."""
    rows = (row for table in work for change in table.changed() for row in change[1:])
    return {case_id for row in rows if (case_id := getattr(row, "case_id", None)) is not None}


def unseen(page: Sequence[Recorded], position: int, until: int) -> list[Recorded]:
    """Leave out what was seen before; what is delivered twice changes nothing."""
    events: list[Recorded] = []
    for recorded in page:
        if position < recorded.envelope.position <= until:
            position = recorded.envelope.position
            events.append(recorded)
    return events


def parked(recorded: Recorded, code: str) -> tuple[int, UUID, str, str]:
    envelope = recorded.envelope
    return envelope.position, envelope.case_id, type(recorded.event).__name__, code
