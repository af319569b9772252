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
from domain.rules.partial_incapacity import (
    absent_hours,
    paid_in_full_though_partly_fit,
    self_employed_share,
)
from domain.shared.dated import Law
from domain.shared.law import Finding

WeekOfHours = tuple[int, ...]
DayKey = tuple[int, int, int]  # hundredths scheduled, hundredths absent, number of the part
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a partial resumption made of one scheduled week."""

    number: int
    absent: WeekOfHours
    findings: Findings

    @property
    def of_week(self) -> int:
        return sum(self.absent)


@dataclass(frozen=True, slots=True)
class Hours:
    """One claim's week, Monday first: hundredths of hours scheduled, and of those absent."""

    scheduled: WeekOfHours
    absent: WeekOfHours
    keys: tuple[DayKey, ...]
    parts: tuple[Part | None, ...] = (None,) * 7
    resumed: bool = False
    even: bool = True  # resumed in one way, or not at all, from Monday to Sunday


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The hours of every week of a case; equal weeks share what was computed for them.

    `resumptions` stand in the order in which a later one goes before an earlier one.
    """

    law: Law
    claims: Sequence[Claim]
    resumptions: Sequence[tuple[PartialResumption, tuple[int, int]]]
    known: dict[Key, Part] = field(default_factory=dict[Key, Part])
    equal: dict[Key, Hours] = field(default_factory=dict[Key, Hours])

    def week(self, monday: int) -> list[Hours]:
        scheduled = [claim.schedule.week_of(monday) for claim in self.claims]
        running = [one for one, span in self.resumptions if touches(span, monday)]
        if not running:
            return [self.in_full(week) for week in scheduled]
        return [self.partial(running, scheduled, at, monday) for at in range(len(scheduled))]

    def in_full(self, week: WeekOfHours) -> Hours:
        known = self.equal.get((id(week),))  # a schedule's weeks stay the same objects
        if known is None:
            keys = tuple([(hours, hours, 0) for hours in week])
            known = self.equal[id(week),] = Hours(week, week, keys)
        return known

    def partial(
        self,
        running: Sequence[PartialResumption],
        scheduled: Sequence[WeekOfHours],
        at: int,
        monday: int,
    ) -> Hours:
        ruling = self.ruling(running, at, monday)
        if not any(ruling):
            return self.in_full(scheduled[at])
        distinct = {id(one): one for one in ruling if one}
        made = {key: self.part(one, scheduled, at, monday) for key, one in distinct.items()}
        parts = [made[id(one)] if one else None for one in ruling]
        key = (scheduled[at], *map(id, parts))
        known = self.equal.get(key)
        if known is None:
            known = self.equal[key] = resumed(scheduled[at], parts)
        return known

    def ruling(
        self, running: Sequence[PartialResumption], at: int, monday: int
    ) -> list[PartialResumption | None]:
        """Find the resumption that rules each day of a week: the last that covers it."""
        claim, days = self.claims[at], list[PartialResumption | None]([None] * 7)
        if claim.always_in_full:
            return days
        for one in running:
            if concerns(one, claim):
                begin = max(0, one.from_day.toordinal() - monday)
                end = min(7, ordinal(one.to_day) - monday + 1)
                days[begin:end] = [one] * (end - begin)
        return days

    def part(
        self, one: PartialResumption, scheduled: Sequence[WeekOfHours], at: int, monday: int
    ) -> Part:
        share = self.share(one, monday)
        others = scheduled if one.cvr is None else [scheduled[at]]
        key = (at, id(one), id(share and share.parameter), *others)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = part(len(self.known) + 1, one, scheduled, at, share)
        return known

    def share(self, one: PartialResumption, monday: int) -> Finding[Fraction] | None:
        if one.capacity is None:
            return None
        return self_employed_share(self.law, date.fromordinal(monday), one.capacity)


def concerns(one: PartialResumption, claim: Claim) -> bool:
    """Apply what names no employer to all; but a capacity is that of the business alone."""
    if one.cvr is None and one.capacity is not None:
        return claim.cvr is None
    return one.cvr in {None, claim.cvr}


def resumed(week: WeekOfHours, parts: Sequence[Part | None]) -> Hours:
    absent = [part.absent[day] if part else week[day] for day, part in enumerate(parts)]
    numbers = [part.number if part else 0 for part in parts]
    keys = tuple(zip(week, absent, numbers, strict=True))
    even = len(set(map(id, parts))) == 1
    return Hours(week, tuple(absent), keys, tuple(parts), resumed=any(parts), even=even)


def working_time(
    law: Law, claims: Sequence[Claim], resumptions: Sequence[PartialResumption]
) -> WorkingTime:
    """Let the latest resumption rule; of one day, the one that names an employer."""
    in_order = sorted(resumptions, key=lambda one: (one.from_day, one.cvr is not None, str(one)))
    spans = [(one, (one.from_day.toordinal(), ordinal(one.to_day))) for one in in_order]
    return WorkingTime(law, claims, spans)


def touches(span: tuple[int, int], monday: int) -> bool:
    return span[0] <= monday + 6 and span[1] >= monday


def part(
    number: int,
    one: PartialResumption,
    scheduled: Sequence[WeekOfHours],
    at: int,
    share: Finding[Fraction] | None,
) -> Part:
    week = scheduled[at]
    if share is not None:
        return Part(number, away(week, part_of(sum(week), 1 - share.output)), (share,))
    if one.in_full_because is not None:
        in_full = paid_in_full_though_partly_fit(one.in_full_because)
        worked = 0 if in_full.output else hours_worked(one, scheduled, at)
        absent = away(week, worked)
        return Part(number, absent, (in_full,))
    worked = hours_worked(one, scheduled, at)
    found = absent_hours(in_hours(sum(week)), in_hours(worked))
    absent = away(week, sum(week) - hundredths(found.output))
    return Part(number, absent, (found, *spread_over(one, scheduled)))


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
