"""From facts to the account: the one calculation of sickness benefit."""

from collections.abc import Iterable
from datetime import date

from domain.benefit.account import Account, Day, Reason
from domain.benefit.computation import Computation, changes, computation
from domain.benefit.days import Template, Templates
from domain.benefit.employments import widest
from domain.benefit.facts import Facts
from domain.benefit.pieces import Cutting, Piece
from domain.benefit.plan import Plan, duration, planned
from domain.benefit.schedule import monday_of
from domain.benefit.terms import deadlines_of
from domain.benefit.weeks import capped, weeks_of
from domain.rules.labour_market_contribution import PERCENT
from domain.rules.rates import WEEKLY_HOURS, WEEKLY_MAXIMUM
from domain.shared.dated import Law
from domain.shared.money import Money

LAW = Law()
PRICED_BY = (WEEKLY_MAXIMUM, WEEKLY_HOURS, PERCENT)
CLAIMS = 1_000_000  # keeps the numbers of one claim's pieces apart from another's


def calculate(facts: Facts, until: date | None = None, law: Law = LAW) -> Account:
    """Give every day from the first of absence its kind, amount, payee and findings.

    Raises UntilNeeded when nothing says where the account ends. The same facts give the same
    account, whatever the order they are in.
    """
    return account_of(computation(facts, until, law))


def account_of(comp: Computation) -> Account:
    plan = planned(comp)
    templates = Templates()
    days = days_of(comp, plan, templates)
    weeks = weeks_of(days)
    return Account(
        employer_period=widest([one.employer_period for one in plan.claims]),
        entitled=any(day.amount.oere for day in days),
        reasons=in_order(templates.reasons),
        deadlines=deadlines_of(comp, plan.claims),
        reassessment_date=plan.reassessed.output,
        duration=duration(comp, plan),
        days=days,
        weeks=weeks,
        total=Money(sum(week.amount.oere for week in weeks)),
        unconfirmed=tuple(sorted(comp.law.unconfirmed)),
        assumed=tuple(sorted(comp.assumed)),
    )


def days_of(comp: Computation, plan: Plan, templates: Templates) -> tuple[Day, ...]:
    by_day = pieces_by_day(comp, plan)
    days: list[Day] = []
    for monday in range(monday_of(comp.first), comp.last + 1, 7):
        hours = plan.hours[monday]
        first, last = max(comp.first, monday), min(comp.last, monday + 6)
        week = [
            templates.day(by_day[day - comp.first], hours, day - monday)
            for day in range(first, last + 1)
        ]
        week = capped(comp.law, date.fromordinal(monday), week)
        days += [dated(date.fromordinal(first + at), one) for at, one in enumerate(week)]
    return tuple(days)


def pieces_by_day(comp: Computation, plan: Plan) -> list[tuple[Piece, ...]]:
    cutting = Cutting(
        comp.law,
        comp.first,
        comp.last,
        plan.count_from,
        changes(comp.law, PRICED_BY),
        plan.technical,
        plan.notes,
    )
    rows = [cutting.row(claim, at * CLAIMS) for at, claim in enumerate(plan.claims)]
    return list(zip(*rows, strict=True))


def dated(day: date, one: Template) -> Day:
    return Day(
        day,
        one.kind,
        one.hours,
        one.lines[0].hourly_rate if len(one.lines) == 1 else None,
        Money(one.oere),
        one.lines[0].payee if len(one.lines) == 1 else None,
        one.counts,
        one.lines,
        one.findings,
    )


def in_order(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (reason.code, str(reason.citation))))
