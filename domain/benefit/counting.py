"""Duration of this case: the days that count, the reassessment date, what goes on after it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.benefit.account import DayKind
from domain.benefit.claim import Claim
from domain.benefit.computation import Computation
from domain.benefit.conditions import earlier_spans
from domain.benefit.spans import FOREVER, Cover, stretches, uppermost
from domain.rules.counted_days import PaidDays
from domain.shared.period import Period


@dataclass(frozen=True, slots=True)
class Counted:
    """From which day on days count (an ordinal), and spans of days that never do."""

    since: int
    never: Sequence[tuple[int, int]] = ()

    def on(self, day: int) -> bool:
        return day >= self.since and not any(first <= day <= last for first, last in self.never)

    @property
    def bounds(self) -> set[int]:
        return {self.since} | {bound for span in self.never for bound in (span[0], span[1] + 1)}


def paid_days(
    comp: Computation, claims: Sequence[Claim], days: Counted, *, as_if_going_on: bool
) -> PaidDays:
    """Find the days that count for at least one claim; a plan looks beyond the end of the case."""
    counted = list(counting_spans(claims, days, as_if_going_on=as_if_going_on))
    closed = [Period(*map(date.fromordinal, span)) for span in counted if span[1] < FOREVER]
    open_end = [date.fromordinal(first) for first, last in counted if last >= FOREVER]
    return PaidDays((*earlier_spans(comp), *closed), open_end[0] if open_end else None)


def counting_spans(
    claims: Sequence[Claim], days: Counted, *, as_if_going_on: bool
) -> Iterator[tuple[int, int]]:
    start, covers_of = None, [telling(claim, as_if_going_on=as_if_going_on) for claim in claims]
    for first, last in stretches(bounds_of(claims) | days.bounds, days.since, FOREVER):
        counts = days.on(first) and any(counts_on(covers, first) for covers in covers_of)
        if counts and start is None:
            start = first
        if not counts and start is not None:
            yield start, first - 1
            start = None
        if counts and last == FOREVER and start is not None:
            yield start, FOREVER


def bounds_of(claims: Sequence[Claim]) -> set[int]:
    covers = [one for claim in claims for one in claim.covers]
    return {one.first for one in covers} | {one.last + 1 for one in covers}


def telling(claim: Claim, *, as_if_going_on: bool) -> Sequence[Cover]:
    """Give the covers of a claim that say which days count: no end, where it is to go on."""
    if not as_if_going_on:
        return claim.covers
    return [one for one in claim.covers if one.kind is not DayKind.AFTER_END]


def counts_on(covers: Sequence[Cover], day: int) -> bool:
    above = uppermost(covers, day)
    return above is None or above.counts
