"""Hours of absence in a week, claim by claim: the schedule less what was worked after all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.benefit.account import Findings
from domain.benefit.claim import Claim
from domain.benefit.facts import PartialResumption
from domain.benefit.schedule import HUNDREDTHS, away, hundredths
from domain.benefit.spans import ordinal
from domain.rules.partial_incapacity import absent_hours, self_employed_share
from domain.shared.dated import Law
from domain.shared.law import Finding

WeekOfHours = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a partial resumption made of one scheduled week."""

    number: int
    absent: WeekOfHours
    findings: Findings


@dataclass(frozen=True, slots=True)
class Hours:
    """One claim's week, Monday first: hundredths of hours scheduled, and of those absent."""

    scheduled: WeekOfHours
    absent: WeekOfHours
    parts: tuple[Part | None, ...] = (None,) * 7
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The hours of every week of a case; equal weeks share what was computed for them."""

    law: Law
    claims: Sequence[Claim]
    resumptions: tuple[PartialResumption, ...]
    known: dict[tuple[object, ...], Part] = field(default_factory=dict[tuple[object, ...], Part])

    def week(self, monday: int) -> list[Hours]:
        scheduled = [claim.schedule.week_of(monday) for claim in self.claims]
        running = [one for one in self.resumptions if touches(one, monday)]
        if not running:
            return [Hours(week, week) for week in scheduled]
        return [self.partial(running, scheduled, at, monday) for at in range(len(scheduled))]

    def partial(
        self,
        running: Sequence[PartialResumption],
        scheduled: Sequence[WeekOfHours],
        at: int,
        monday: int,
    ) -> Hours:
        week, claim, parts = scheduled[at], self.claims[at], list[Part | None]()
        for day in range(monday, monday + 7):
            one = None if claim.always_in_full else in_force(running, claim, day)
            parts.append(self.part(one, scheduled, at, day) if one else None)
        absent = [part.absent[day] if part else week[day] for day, part in enumerate(parts)]
        return Hours(week, tuple(absent), tuple(parts), resumed=any(parts))

    def part(
        self, one: PartialResumption, scheduled: Sequence[WeekOfHours], at: int, day: int
    ) -> Part:
        key = (at, id(one), scheduled[at], sum(map(sum, scheduled)))
        if key not in self.known:
            number = len(self.known) + 1
            self.known[key] = part(self.law, number, one, scheduled, at, date.fromordinal(day))
        return self.known[key]


def touches(one: PartialResumption, monday: int) -> bool:
    return one.from_day.toordinal() <= monday + 6 and ordinal(one.to_day) >= monday


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


def part(  # noqa: PLR0913, PLR0917 a week of one claim among the others
    law: Law,
    number: int,
    one: PartialResumption,
    scheduled: Sequence[WeekOfHours],
    at: int,
    day: date,
) -> Part:
    week = scheduled[at]
    if one.capacity is not None:
        share = self_employed_share(law, day, one.capacity)
        return Part(number, away(week, part_of(sum(week), 1 - share.output)), (share,))
    worked = hours_worked(one, scheduled, at)
    found = absent_hours(in_hours(sum(week)), in_hours(worked))
    return Part(number, away(week, worked), (found, *spread_over(one, scheduled)))


def hours_worked(one: PartialResumption, scheduled: Sequence[WeekOfHours], at: int) -> int:
    """Hundredths worked in this claim; without an employer spread over all as they are long."""
    hours = hundredths(one.hours_worked_per_week or Decimal(0))
    total = sum(map(sum, scheduled))
    if one.cvr is not None or not total:
        return hours
    before, own = sum(map(sum, scheduled[:at])), sum(scheduled[at])
    return hours * (before + own) // total - hours * before // total


def spread_over(one: PartialResumption, scheduled: Sequence[WeekOfHours]) -> Findings:
    if one.cvr is not None or len(scheduled) == 1:
        return ()
    weeks = [in_hours(sum(week)) for week in scheduled]
    inputs = {"worked": one.hours_worked_per_week, "scheduled": weeks}
    citation = absent_hours(Decimal(0), Decimal(0)).citation
    return (Finding("worked_hours_spread", citation, inputs, output=True),)


def part_of(hours: int, share: Fraction) -> int:
    return int(hours * share)


def in_hours(hundredths_of_hours: int) -> Decimal:
    return Decimal(hundredths_of_hours) / HUNDREDTHS
