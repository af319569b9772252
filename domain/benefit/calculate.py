"""From facts to the account: the one calculation of sickness benefit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.benefit.account import Account, Day, Duration, Reason
from domain.benefit.claim import Claim
from domain.benefit.computation import Computation, changes, computation
from domain.benefit.conditions import conditions
from domain.benefit.counting import paid_days
from domain.benefit.days import Template, Templates
from domain.benefit.employments import employment_claims, widest
from domain.benefit.endings import endings
from domain.benefit.facts import Facts
from domain.benefit.hours import hours_of_week
from domain.benefit.pauses import pauses
from domain.benefit.pieces import Cutting, Piece, row_of_pieces
from domain.benefit.prolonging import prolonging
from domain.benefit.schedule import monday_of
from domain.benefit.spans import Cover
from domain.benefit.terms import deadlines_of
from domain.benefit.weeks import capped, weeks_of
from domain.rules.counted_days import not_counted_at_start
from domain.rules.duration import reassessment_date, used
from domain.rules.labour_market_contribution import PERCENT
from domain.rules.rates import WEEKLY_HOURS, WEEKLY_MAXIMUM
from domain.shared.dated import Law
from domain.shared.law import Finding
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
    failed, held = conditions(comp)
    everywhere = (*failed, *pauses(comp), *endings(comp))
    claims = [with_covers(claim, everywhere) for claim in employment_claims(comp)]
    not_counted = not_counted_at_start(
        comp.law, comp.facts.first_day_of_absence, comp.facts.citizen.kind
    )
    count_from = not_counted.output.last_day.toordinal() + 1
    reassessed = reassessment(comp, claims, count_from)
    prolonged = prolonging(comp, reassessed)
    claims = [with_covers(claim, prolonged.covers) for claim in claims]
    cutting = Cutting(
        comp.first,
        comp.last,
        count_from,
        changes(comp.law, PRICED_BY),
        prolonged.technical,
        prolonged.findings,
        held,
    )
    rows = [
        row_of_pieces(comp.law, claim, number * CLAIMS, cutting)
        for number, claim in enumerate(claims)
    ]
    days = days_of(comp, claims, rows)
    weeks = weeks_of(days)
    return Account(
        employer_period=widest(
            [claim.employer_period for claim in claims if claim.employer_period]
        ),
        entitled=any(day.amount.oere for day in days),
        reasons=reasons(rows),
        deadlines=deadlines_of(comp, claims),
        reassessment_date=reassessed.output,
        duration=duration(comp, claims, count_from),
        days=days,
        weeks=weeks,
        total=Money(sum(week.amount.oere for week in weeks)),
        unconfirmed=tuple(sorted(comp.law.unconfirmed)),
        assumed=tuple(sorted(comp.assumed)),
    )


def with_covers(claim: Claim, more: tuple[Cover, ...]) -> Claim:
    return replace(claim, covers=(*claim.covers, *more)) if more else claim


def reassessment(
    comp: Computation, claims: Sequence[Claim], count_from: int
) -> Finding[date | None]:
    """Plan as if the absence went on: the day does not depend on where the account ends."""
    paid = paid_days(comp, claims, count_from, as_if_going_on=True)
    return reassessment_date(comp.law, comp.facts.first_day_of_absence, paid)


def duration(comp: Computation, claims: Sequence[Claim], count_from: int) -> Duration:
    paid = paid_days(comp, claims, count_from, as_if_going_on=False)
    until = date.fromordinal(comp.last)
    found = used(comp.law, comp.facts.first_day_of_absence, until, paid).output
    return Duration(found.counted_days, found.weeks)


def days_of(
    comp: Computation, claims: Sequence[Claim], rows: Sequence[list[Piece]]
) -> tuple[Day, ...]:
    templates, days = Templates(), list[Day]()
    by_day = list(zip(*rows, strict=True))
    for monday in range(monday_of(comp.first), comp.last + 1, 7):
        hours = hours_of_week(claims, comp.facts.partial_resumptions, monday)
        first, last = max(comp.first, monday), min(comp.last, monday + 6)
        week = [
            templates.day(by_day[day - comp.first], hours, day - monday)
            for day in range(first, last + 1)
        ]
        week = capped(comp.law, date.fromordinal(monday), week)
        days += [dated(date.fromordinal(first + at), one) for at, one in enumerate(week)]
    return tuple(days)


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


def reasons(rows: Sequence[Sequence[Piece]]) -> tuple[Reason, ...]:
    found = {piece.reason for row in rows for piece in row if piece.reason is not None}
    return tuple(sorted(found, key=lambda reason: (reason.code, str(reason.citation))))
