"""The days of the account, week by week: weeks that are equal are worked out once."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.benefit.account import Day
from domain.benefit.computation import Computation, changes
from domain.benefit.days import Template, Templates
from domain.benefit.hours import Hours
from domain.benefit.pieces import Cutting, Piece
from domain.benefit.plan import Plan
from domain.benefit.schedule import monday_of
from domain.benefit.weeks import capped
from domain.rules.labour_market_contribution import PERCENT
from domain.rules.rates import WEEKLY_HOURS, WEEKLY_MAXIMUM

PRICED_BY = (WEEKLY_MAXIMUM, WEEKLY_HOURS, PERCENT)
CLAIMS = 1_000_000  # keeps the numbers of one claim's pieces apart from another's
Row = list[Piece]
WeekKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of pieces, one for each claim, and the weeks already worked out."""

    comp: Computation
    plan: Plan
    rows: Sequence[Row]
    numbers: Sequence[list[int]]
    price_changes: Sequence[int]
    templates: Templates = field(default_factory=Templates)
    weeks: dict[WeekKey, list[Template]] = field(default_factory=dict[WeekKey, list[Template]])

    def days(self) -> tuple[Day, ...]:
        start, end = self.comp.first, self.comp.last
        days: list[Day] = []
        for monday in range(monday_of(start), end + 1, 7):
            first, last = max(start, monday), min(end, monday + 6)
            week = self.week(monday, first - start, last - start + 1)
            days += [dated(date.fromordinal(first + at), one) for at, one in enumerate(week)]
        return tuple(days)

    def week(self, monday: int, begin: int, end: int) -> list[Template]:
        """Work out the days from `begin` to before `end`, counted from the first day."""
        hours = self.plan.hours[monday]
        key = (
            begin + self.comp.first - monday,
            bisect_right(self.price_changes, monday),
            *[tuple(row[begin:end]) for row in self.numbers],
            *[id(week) for week in hours],
        )
        known = self.weeks.get(key)
        if known is None:
            drawn = self.drawn_week(hours, monday, begin, end)
            known = self.weeks[key] = capped(self.comp.law, date.fromordinal(monday), drawn)
        return known

    def drawn_week(
        self, hours: Sequence[Hours], monday: int, begin: int, end: int
    ) -> list[Template]:
        offset = self.comp.first - monday
        return [
            self.templates.day([row[day] for row in self.rows], hours, day + offset)
            for day in range(begin, end)
        ]


def sheet_of(comp: Computation, plan: Plan) -> Sheet:
    price_changes = changes(comp.law, PRICED_BY)
    cutting = Cutting(
        comp.law,
        comp.first,
        comp.last,
        plan.count_from,
        price_changes,
        plan.technical,
        plan.notes,
    )
    rows = [cutting.row(claim, at * CLAIMS) for at, claim in enumerate(plan.claims)]
    numbers = [[piece.number for piece in row] for row in rows]
    return Sheet(comp, plan, rows, numbers, price_changes)


def dated(day: date, one: Template) -> Day:
    return Day(
        day,
        one.kind,
        one.hours,
        one.hourly_rate,
        one.amount,
        one.payee,
        one.counts,
        one.lines,
        one.findings,
    )
