"""Spans of days with one answer: what is true from a day to a day, and cutting time at its bounds.

Days are ordinals inside the computation: whole numbers compare and add faster than dates.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from domain.benefit.account import RANK, DayKind, Findings, Reason

FOREVER = date.max.toordinal() - 1  # one less, so that the day after it still exists


class Cover(NamedTuple):
    """Something other than payment that is true from a day to a day, both included.

    A tuple, as dozens are made for each account.
    """

    first: int
    last: int
    kind: DayKind
    findings: Findings
    reason: Reason | None = None
    counts: bool = False  # towards duration, although nothing is paid
    at_work: bool = False  # not absent here: another employment names the day


class Note(NamedTuple):
    """Findings that stand on the paid days of a span, both bounds included."""

    first: int
    last: int
    findings: Findings


def ordinal(day: date | None, otherwise: int = FOREVER) -> int:
    return otherwise if day is None else day.toordinal()


def cover(  # noqa: PLR0913 the fields of a Cover, the span first
    first: int,
    last: int,
    kind: DayKind,
    findings: Findings,
    reason: Reason | None = None,
    *,
    counts: bool = False,
) -> tuple[Cover, ...]:
    """Cover a span that may turn out to be empty."""
    return (Cover(first, last, kind, findings, reason, counts),) if first <= last else ()


def uppermost(covers: Sequence[Cover], day: int) -> Cover | None:
    """Find what the day is called for: the first that holds it, of covers in precedence."""
    for one in covers:
        if one.first <= day <= one.last:
            return one
    return None


def ordered(covers: Iterable[Cover]) -> tuple[Cover, ...]:
    return tuple(sorted(covers, key=in_precedence))


def in_precedence(one: Cover) -> tuple[int, int, int]:
    return RANK[one.kind], one.first, one.last


def stretches(bounds: Iterable[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut the days from `first` to `last` before each bound."""
    starts = sorted({first, *(bound for bound in bounds if first < bound <= last)})
    yield from zip(starts, [start - 1 for start in starts[1:]] + [last], strict=True)


def gaps(spans: Iterable[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Find the days from `first` to `last` that no span holds."""
    for start, end in sorted(spans):
        if first < start:
            yield first, min(start - 1, last)
        first = max(first, end + 1)
        if first > last:
            return
    if first <= last:
        yield first, last
