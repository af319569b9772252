"""What the citizen received of other benefits for the time, set off week by week.

It takes from what the citizen gets of the days it was received for, never from an employer's
refund; what a week does not have is not taken from another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from domain.benefit.account import CITIZEN, PAID, DayKind
from domain.benefit.computation import Computation
from domain.benefit.days import DayLines, Drawn
from domain.benefit.facts_of_course import Received
from domain.benefit.schedule import monday_of
from domain.benefit.weeks import paying
from domain.rules.set_off import part_of_week
from domain.shared.law import Finding
from domain.shared.money import Amount, Money
from domain.shared.period import Period

SATURDAY = 5
TIME_PAID_FOR = PAID | {DayKind.DAY_OFF, DayKind.PUBLIC_HOLIDAY}
SET_OFF = "other_benefit_set_off"


class Part(NamedTuple):
    """What of a benefit is set off on some days of a week, counted from Monday as 0."""

    first: int
    last: int
    found: Finding[Money]

    @property
    def key(self) -> tuple[object, ...]:
        return self.first, self.last, self.found.output, *self.found.inputs.values()


Parts: TypeAlias = Mapping[int, Sequence[Part]]


def parts_by_week(comp: Computation) -> Parts:
    """Give the parts of each week of the account (ordinals of its Monday)."""
    weeks: defaultdict[int, list[Part]] = defaultdict(list)
    for one in sorted(comp.facts.other_benefits, key=in_time):
        for monday, part in parts_of(comp, one):
            weeks[monday].append(part)
    return weeks


def in_time(one: Received) -> tuple[date, date, object]:
    """Put first what ends first: it has the fewest days to be taken from."""
    return one.to_day, one.from_day, one.amount


def parts_of(comp: Computation, one: Received) -> Iterator[tuple[int, Part]]:
    begin, end = one.from_day.toordinal(), one.to_day.toordinal()
    for monday in range(monday_of(max(begin, comp.first)), min(end, comp.last) + 1, 7):
        time = Period(one.from_day, one.to_day)
        found = part_of_week(comp.law, date.fromordinal(monday), one.amount, time)
        yield monday, Part(max(0, begin - monday), min(6, end - monday), found)


def set_off(week: Sequence[DayLines], offset: int, parts: Sequence[Part]) -> list[DayLines]:
    """Take each part from the lines, Monday to Sunday; `offset` is the first day of the week."""
    left = list(week)
    for part in parts:
        found = of_days_paid(part, week, offset)
        oere = found.output.oere
        for at in range(max(0, part.first - offset), min(len(left), part.last - offset + 1)):
            of_day = left[at]
            left[at] = tuple(less(of_day, oere, found))
            oere -= citizens(of_day) - citizens(left[at])
    return left


def of_days_paid(part: Part, week: Sequence[DayLines], offset: int) -> Finding[Money]:
    """Leave out the days that sickness benefit is not for: those before it, a holiday, the rest.

    A day off or a public holiday among those that are paid for is one of them.
    """
    found, days = part.found, range(part.first, part.last + 1)
    if not found.output.oere:
        return found
    here = days if len(days) == found.inputs["days"] else [day for day in days if day < SATURDAY]
    paid = [
        day for day in here if offset <= day < offset + len(week) and is_for(week[day - offset])
    ]
    if len(paid) == len(here):
        return found
    money = Amount(Decimal(found.output.oere) / 100 * len(paid) / len(here)).rounded()
    return found._replace(output=money, inputs={**found.inputs, "days": len(paid)})


def is_for(lines: DayLines) -> bool:
    return any(one.line.kind in TIME_PAID_FOR for one in lines)


def citizens(lines: DayLines) -> int:
    return sum(one.oere for one in lines if one.line.payee == CITIZEN)


def less(lines: DayLines, oere: int, found: Finding[Money]) -> Iterator[Drawn]:
    for one in lines:
        taken = min(one.oere, oere) if one.line.payee == CITIZEN else 0
        oere -= taken
        yield line_less(one, taken, found) if taken else one


def line_less(one: Drawn, taken: int, found: Finding[Money]) -> Drawn:
    rest = one.oere - taken
    inputs: dict[str, object] = {"of_week": found.output, "cvr": one.line.cvr}
    inputs |= {"before": one.line.amount}
    finding = Finding(SET_OFF, found.citation, inputs, Money(rest), found.parameter)
    return paying(one, rest, found, finding)
