"""Recomputes every hash of the log and names the first event that does not fit."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from psycopg import Connection

from infrastructure.log.exports import ExportedRoot
from infrastructure.log.merkle import BEGINNING, ENVELOPE, SIZE, leaf, root_of
from infrastructure.log.signing import is_signed

PAGE = 5_000  # events
LOWEST = -(2**63)  # what stands before the first position was put there by somebody

BLOCKS = b"""
    select number, positions, leaves, previous_root, root, signature from sdp_log.block
    where number > %b order by number limit 10
"""
EVENTS = f"""
    select e.position, {ENVELOPE}, e.payload, e.payload_hash from sdp_log.event e
    where e.position > %b and e.position <= %b order by e.position limit %b
""".encode()  # noqa: S608  (our own column names)
HEAD = b"select coalesce(max(position), 0) from sdp_log.event"
SHORT = b"""
    select d.last_position, d.case_id, d.version, count(e.position)
    from sdp_log.dossier d left join sdp_log.event e on e.case_id = d.case_id
    group by d.case_id having count(e.position) <> d.version order by 1 limit 1
"""
EMPTY = b"""
    select d.case_id from sdp_log.dossier d where d.last_position >= %b
    and not exists (select from sdp_log.event e where e.case_id = d.case_id)
    order by d.last_position limit 1
"""


@dataclass(frozen=True, slots=True)
class Mismatch:
    position: int
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    events: int = 0
    blocks: int = 0
    unsealed: int = 0  # recorded since the last block; only their payloads and number are checked
    head: int = 0
    seconds: float = 0.0
    first_mismatch: Mismatch | None = None

    @property
    def rate(self) -> float:
        """Events a second."""
        return self.events / self.seconds if self.seconds else 0.0


@dataclass(slots=True)
class _Count:
    events: int = 0
    blocks: int = 0
    sealed_until: int = LOWEST
    unsealed: int = 0

    @property
    def next(self) -> int:
        """Give the place where the next event should stand."""
        return max(self.sealed_until, 0) + 1


def verify(
    connection: Connection[Any],
    log_id: UUID,
    public_key: bytes,
    anchors: Sequence[ExportedRoot] = (),
) -> Verified:
    """Check the whole log; the connection is one of sdp_projector, in repeatable read."""
    began, count = time.perf_counter(), _Count()
    with connection.transaction():
        head = _one(connection, HEAD)
        found = _mismatches(connection, log_id, public_key, anchors, count, head)
        first = min(found, key=lambda mismatch: mismatch.position, default=None)
    seconds = time.perf_counter() - began
    return Verified(count.events, count.blocks, count.unsealed, head, seconds, first)


def _mismatches(  # noqa: PLR0913, PLR0917  (what is checked, against what)
    connection: Connection[Any],
    log_id: UUID,
    public_key: bytes,
    anchors: Sequence[ExportedRoot],
    count: _Count,
    head: int,
) -> Iterator[Mismatch]:
    """Give the first of each kind: within blocks, after them, against anchors, of dossiers."""
    sealed = _sealed(connection, log_id, public_key, count)
    yield from _first(sealed)
    for _ in sealed:  # count the rest
        pass
    yield from _first(_unsealed(connection, count, head))
    yield from _first(_cut(connection, anchors))
    yield from _short(connection)


def _first(mismatches: Iterator[Mismatch]) -> Iterator[Mismatch]:
    yield from [found for found in [next(mismatches, None)] if found]


def _sealed(
    connection: Connection[Any], log_id: UUID, public_key: bytes, count: _Count
) -> Iterator[Mismatch]:
    """Walk the blocks in order and the events in them."""
    number, previous = 0, BEGINNING
    while blocks := connection.execute(BLOCKS, (number,), binary=True).fetchall():
        for found, positions, leaves, before, root, signature in blocks:
            hashes = [leaves[at : at + SIZE] for at in range(0, len(leaves), SIZE)]
            number += 1
            if found != number:
                yield Mismatch(count.next, f"block {number} is missing")
            elif before != previous:
                yield Mismatch(count.next, f"block {number} does not follow the one before it")
            if root != root_of(log_id, found, before, positions, hashes):
                yield Mismatch(count.next, f"block {found} is not what was sealed")
            if not is_signed(public_key, root, signature):
                yield Mismatch(count.next, f"block {found} is not signed by our key")
            expected = dict(zip(positions, hashes, strict=False))
            yield from _block(connection, expected, count)
            number, previous, count.blocks = found, root, count.blocks + 1


def _block(
    connection: Connection[Any], expected: Mapping[int, bytes], count: _Count
) -> Iterator[Mismatch]:
    first, last = count.sealed_until, max(expected, default=count.sealed_until)
    rows = {row[0]: row for row in _events(connection, first, last)}
    count.events, count.sealed_until = count.events + len(rows), last
    for position in sorted(expected.keys() | rows.keys()):
        if position not in rows:
            yield Mismatch(position, _missing(connection, position))
        elif position not in expected:
            yield Mismatch(position, "the event was put in after the block was sealed")
        elif what := _wrong(rows[position], expected[position]):
            yield Mismatch(position, what)


def _wrong(row: Sequence[Any], expected: bytes | None) -> str | None:
    """Say what is wrong with an event; a payload that was erased is none."""
    _, envelope, payload, payload_hash = row
    if payload is not None and sha256(payload).digest() != payload_hash:
        return "the payload was altered"
    if expected is not None and leaf(envelope) != expected:
        return "the event was altered"
    return None


def _missing(connection: Connection[Any], position: int) -> str:
    empty = connection.execute(EMPTY, (position,)).fetchone()
    return (
        f"the event is missing, and all of dossier {empty[0]}" if empty else "the event is missing"
    )


def _unsealed(connection: Connection[Any], count: _Count, head: int) -> Iterator[Mismatch]:
    for row in _events(connection, count.sealed_until, head):
        count.events, count.unsealed = count.events + 1, count.unsealed + 1
        if what := _wrong(row, None):
            yield Mismatch(row[0], what)


def _cut(connection: Connection[Any], anchors: Iterable[ExportedRoot]) -> Iterator[Mismatch]:
    """Look for every exported block; it names the first of its events that is gone."""
    for anchor in sorted(anchors, key=lambda anchor: anchor.block):
        query = "select root from sdp_log.block where number = %s"
        row = connection.execute(query, (anchor.block,)).fetchone()
        if row is None or row[0].hex() != anchor.root:
            first, last = anchor.positions[0][0], anchor.positions[-1][1]
            there = {each[0] for each in _events(connection, first - 1, last)}
            gone = (p for a, b in anchor.positions for p in range(a, b + 1) if p not in there)
            state = "was cut away" if row is None else "is another than was exported"
            yield Mismatch(next(gone, first), f"block {anchor.block} {state}")


def _short(connection: Connection[Any]) -> Iterator[Mismatch]:
    """Compare each dossier with the number of its events."""
    if row := connection.execute(SHORT).fetchone():
        position, case_id, version, events = row
        yield Mismatch(position, f"dossier {case_id} had {version} events, {events} are left")


def _events(connection: Connection[Any], after: int, last: int) -> Iterator[tuple[Any, ...]]:
    while rows := connection.execute(EVENTS, (after, last, PAGE), binary=True).fetchall():
        yield from rows
        after = rows[-1][0]


def _one(connection: Connection[Any], query: bytes) -> int:
    row = connection.execute(query).fetchone()
    return row[0] if row else 0
