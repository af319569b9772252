"""The days of the account, week by week: weeks that are equal are worked out once."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.benefit.account import Day, Week
from domain.benefit.claim import Claim
from domain.benefit.computation import Computation, changes
from domain.benefit.days import NOTHING, DayLines, Template, Templates
from domain.benefit.other_benefits import Part, Parts, parts_by_week, set_off
from domain.benefit.pieces import Cutting, Piece
from domain.benefit.plan import Plan
from domain.benefit.schedule import HUNDREDTHS, monday_of
from domain.benefit.weeks import Caps, Rotas, payees_of
from domain.rules.labour_market_contribution import PERCENT
from domain.rules.rates import WEEKLY_HOURS, WEEKLY_MAXIMUM
from domain.shared.money import Money

PRICED_BY = (WEEKLY_MAXIMUM, WEEKLY_HOURS, PERCENT)
CLAIMS = 1_000_000  # keeps the numbers of one claim's pieces apart from another's
Row = list[Piece]
WeekKey = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Equal:
    """Weeks that are equal but for their Monday."""

    days: list[Template]
    amount: Money
    by_payee: dict[str, Money]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of pieces, one for each claim, and the weeks already worked out."""

    comp: Computation
    plan: Plan
    rows: Sequence[Row]
    numbers: Sequence[tuple[int, ...]]
    price_changes: Sequence[int]
    caps: Caps
    templates: Templates = field(default_factory=Templates)
    known: dict[WeekKey, Equal] = field(default_factory=dict[WeekKey, Equal])
    elsewhere: Mapping[int, int] = field(default_factory=dict[int, int])  # øre, by Monday
    received: Parts = field(default_factory=dict[int, Sequence[Part]])
    places: Sequence[int] = ()  # whose hours a row has, where some have those of another
    changes: Sequence[int] = ()  # days (ordinals, ascending) on which any row goes on otherwise

    def filled(self) -> tuple[tuple[Day, ...], tuple[Week, ...]]:
        """Give all days, and the weeks they make."""
        days, weeks, new = list[Day](), list[Week](), tuple[object].__new__
        for monday, first, equal in self.equal_weeks():
            days += [
                new(Day, (date.fromordinal(day), *one.shown))
                for day, one in enumerate(equal.days, first)
            ]
            weeks.append(Week(date.fromordinal(monday), equal.amount, equal.by_payee))
        return tuple(days), tuple(weeks)

    def equal_weeks(self) -> Iterator[tuple[int, int, Equal]]:
        """Give each week's Monday, its first day of the account and what it comes to."""
        start, end = self.comp.first, self.comp.last
        before: Equal | None = None
        for monday in range(monday_of(start), end + 1, 7):
            first, last = max(start, monday), min(end, monday + 6)
            if before is None or last < monday + 6 or not self.as_before(monday):
                before = self.week(monday, first - start, last - start + 1)
            yield monday, first, before

    def as_before(self, monday: int) -> bool:
        """Tell whether nothing begins or ends from the Monday of the week before on."""
        hours, elsewhere, last_week = self.plan.hours, self.elsewhere, monday - 7
        return (
            bisect_right(self.changes, last_week) == bisect_right(self.changes, monday + 6)
            and last_week >= self.comp.first
            and hours[monday] is hours[last_week]
            and elsewhere.get(monday, 0) == elsewhere.get(last_week, 0)
            and not self.received
        )

    def week(self, monday: int, begin: int, end: int) -> Equal:
        """Work out the days from `begin` to before `end`, counted from the first day."""
        of_claims, offset = self.plan.hours[monday], begin + self.comp.first - monday
        hours = [of_claims[at] for at in self.places] if self.places else of_claims
        numbers = [row[begin:end] for row in self.numbers]
        since = bisect_right(self.price_changes, monday)
        elsewhere = self.elsewhere.get(monday, 0)
        received = self.received.get(monday, ())
        of_others = tuple([part.key for part in received])
        key = offset, since, elsewhere, of_others, *numbers, *map(id, hours)
        known = self.known.get(key)
        if known is None:
            pieces = [row[begin:end] for row in self.rows]
            drawn = self.templates.week(numbers, pieces, hours, offset)
            whole = sum(sum(one.scheduled) for one in of_claims) if self.caps.rotas else 0
            paid = self.caps.applied(monday, since, drawn, elsewhere, whole)
            paid = set_off(paid, offset, received) if received else paid
            known = self.known[key] = self.equal(paid)
        return known

    def equal(self, week: list[DayLines]) -> Equal:
        by_payee = payees_of(week)
        amount = summed(list(by_payee.values()))
        return Equal(self.templates.shown(week), amount, by_payee)


def summed(amounts: Sequence[Money]) -> Money:
    if len(amounts) == 1:
        return amounts[0]
    return Money(sum([money.oere for money in amounts])) if amounts else NOTHING


def sheet_of(comp: Computation, plan: Plan) -> Sheet:
    price_changes = changes(comp.law, PRICED_BY)
    cutting = Cutting(
        comp.law,
        comp.first,
        comp.last,
        plan.counted,
        price_changes,
        plan.technical,
        plan.notes,
    )
    claims, places = with_those_beside(plan.claims)
    rows = [cutting.row(claim, at * CLAIMS) for at, claim in enumerate(claims)]
    ways = sorted({*price_changes, *cutting.starts})
    numbers = [tuple([piece.number for piece in row]) for row in rows]
    caps = Caps(comp.law, rotas_of(comp, plan.claims))
    return Sheet(
        comp,
        plan,
        rows,
        numbers,
        price_changes,
        caps,
        elsewhere=elsewhere_of(comp),
        received=parts_by_week(comp),
        places=places,
        changes=ways,
    )


def elsewhere_of(comp: Computation) -> Mapping[int, int]:
    """Give what other cases have decided of a week, in øre, by the ordinal of its Monday."""
    return {one.monday.toordinal(): int(one.amount * 100) for one in comp.facts.weeks_elsewhere}


def rotas_of(comp: Computation, claims: Sequence[Claim]) -> Rotas | None:
    if not any(claim.rota for claim in claims):
        return None
    rotas = [[sum(week) for week in claim.schedule.weeks] for claim in claims]
    hours = [[Decimal(week) / HUNDREDTHS for week in rota] for rota in rotas]
    return Rotas(comp.facts.first_day_of_absence, hours, longest=sum(map(max, rotas)))


def with_those_beside(claims: Sequence[Claim]) -> tuple[Sequence[Claim], Sequence[int]]:
    """Put what the citizen has beside a wage after its employment, whose hours it has."""
    if all(claim.beside is None for claim in claims):
        return claims, ()
    found = [(one, at) for at, claim in enumerate(claims) for one in (claim, claim.beside) if one]
    return [one for one, _ in found], [at for _, at in found]
