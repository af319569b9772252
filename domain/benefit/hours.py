"""Hours of absence in a week, claim by claim: the schedule less what was worked after all."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.benefit.claim import Claim
from domain.benefit.facts import PartialResumption
from domain.benefit.schedule import away, hundredths
from domain.benefit.spans import ordinal

WORKED = {"1/2": 2, "1/4": 4}  # a capacity of a quarter is a quarter of the week worked


@dataclass(frozen=True, slots=True)
class Hours:
    """One claim's week, Monday first: hundredths of hours scheduled, and of those absent."""

    scheduled: tuple[int, ...]
    absent: tuple[int, ...]


def hours_of_week(
    claims: Sequence[Claim], resumptions: Sequence[PartialResumption], monday: int
) -> list[Hours]:
    scheduled = [claim.schedule.week_of(monday) for claim in claims]
    running = [one for one in resumptions if touches(one, monday)]
    if not running:
        return [Hours(week, week) for week in scheduled]
    return [
        Hours(week, absent_in(claims, scheduled, running, index, monday))
        for index, week in enumerate(scheduled)
    ]


def touches(one: PartialResumption, monday: int) -> bool:
    return one.from_day.toordinal() <= monday + 6 and ordinal(one.to_day) >= monday


def absent_in(
    claims: Sequence[Claim],
    scheduled: Sequence[tuple[int, ...]],
    running: Sequence[PartialResumption],
    index: int,
    monday: int,
) -> tuple[int, ...]:
    week, claim = scheduled[index], claims[index]
    by_resumption: dict[int, tuple[int, ...]] = {}
    absent = list(week)
    for offset in range(7):
        one = in_force(running, claim, monday + offset)
        if one is None or claim.always_in_full:
            continue
        if id(one) not in by_resumption:
            by_resumption[id(one)] = away(week, worked(one, scheduled, index))
        absent[offset] = by_resumption[id(one)][offset]
    return tuple(absent)


def in_force(
    running: Sequence[PartialResumption], claim: Claim, day: int
) -> PartialResumption | None:
    """Find the latest that covers the day; on one day the one that names the employer."""
    found = [
        one
        for one in running
        if one.cvr in {None, claim.cvr} and one.from_day.toordinal() <= day <= ordinal(one.to_day)
    ]
    return max(found, key=lambda one: (one.from_day, one.cvr is not None, str(one)), default=None)


def worked(one: PartialResumption, scheduled: Sequence[tuple[int, ...]], index: int) -> int:
    """Hundredths of hours worked in this claim; without an employer spread over all of them."""
    own = sum(scheduled[index])
    if one.capacity is not None:
        return own // WORKED[one.capacity]
    hours = hundredths(one.hours_worked_per_week) if one.hours_worked_per_week is not None else 0
    total = sum(map(sum, scheduled))
    if one.cvr is not None or not total:
        return hours
    before = sum(map(sum, scheduled[:index]))
    return hours * (before + own) // total - hours * before // total
