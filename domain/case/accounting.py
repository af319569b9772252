"""The account a decision is made on: computed from the file, kept as totals and rulings."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, partial
from hashlib import sha256
from itertools import chain
from typing import TypeAlias

from domain.benefit.account import Account, Day
from domain.benefit.calculate import calculate, calculate_until, reassessment_of
from domain.benefit.computation import LONGEST
from domain.benefit.facts import Facts
from domain.case.events import AccountTotals, WeekTotal
from domain.case.facts import facts_of
from domain.case.file import CaseFile
from domain.case.rulings import Spoken, canonical, rulings, spoken
from domain.case.surroundings import Surroundings
from domain.rules.atp import hours_of_supplement
from domain.shared.dated import Law
from domain.shared.law import Parameter
from domain.shared.money import Money
from domain.shared.period import Period
from domain.shared.rounding import to_oere

DAYS_OF_A_WEEK = 7
A_DAY = timedelta(days=1)
UNPLANNED = timedelta(days=400)  # an account without reassessment date; later days as they come
FURTHEST = timedelta(days=LONGEST - 1)
Owed: TypeAlias = tuple[str, Decimal, int, int]  # payee, hours, øre, and those beside a wage


def account_of(file: CaseFile, around: Surroundings) -> Account:
    """Compute to the last day there is: of absence, of entitlement, or the reassessment date."""
    known = facts_of(file, around.earlier_benefit, around.weeks_elsewhere)
    if last := known_end(known):
        return calculate(known, last)
    return calculate_until(known, partial(going_on_until, known, around.today))


def until_of(facts: Facts, today: date) -> date:
    """Give the last day of the account of these facts, as it is computed today."""
    unplanned = facts.first_day_of_absence + UNPLANNED
    return known_end(facts) or going_on_until(facts, today, reassessment_of(facts, unplanned))


def known_end(facts: Facts) -> date | None:
    ends = [facts.last_day_of_absence, facts.ended and facts.ended.on]
    last = min((end for end in ends if end), default=None)
    return last and max(facts.first_day_of_absence, last)


def going_on_until(facts: Facts, today: date, reassessed: date | None) -> date:
    """Go on past a reassessment date on which nobody decided: payment does too.

    A plan may reach further than an account does.
    """
    first = facts.first_day_of_absence
    planned = reassessed or first + UNPLANNED
    extended = [each.to_day or today for each in facts.extensions]
    last = min(max([planned, *extended]), first + FURTHEST)
    return last if last >= today else month_end(today)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def totals_of(account: Account, today: date, from_day: date = date.min) -> AccountTotals:
    said = tuple(spoken(account))
    until_today = account.days[: max(0, (today - account.days[0].date).days + 1)]
    counted = sum([day.counts_towards_duration for day in until_today])
    return AccountTotals(
        calculated_until=account.days[-1].date,
        weeks=tuple(week_totals(account, from_day)),
        rulings=tuple(rulings(said)),
        reassessment_date=account.reassessment_date,
        weeks_used=(Decimal(counted) / DAYS_OF_A_WEEK).quantize(Decimal("0.01")),
        parameter_set=parameter_set(said),
        unconfirmed=account.unconfirmed,
        assumed=account.assumed,
    )


def same(one: AccountTotals, other: AccountTotals) -> bool:
    """Tell whether two accounts decide the same; the weeks used grow with every day."""
    return one == other.model_copy(update={"weeks_used": one.weeks_used})


def kept_before(cut_off: date, before: AccountTotals, now: AccountTotals) -> AccountTotals:
    """Keep the weeks that ended before the cut-off as they were decided."""
    old = (week for week in before.weeks if week.monday + 6 * A_DAY < cut_off)
    new = (week for week in now.weeks if week.monday + 6 * A_DAY >= cut_off)
    return now.model_copy(update={"weeks": (*old, *new)})


def touched(before: AccountTotals, now: AccountTotals) -> tuple[Period, ...]:
    """Give the weeks in which somebody's total changed."""
    old, new = by_week(before), by_week(now)
    mondays = sorted({monday for monday, _ in old.items() ^ new.items()})
    return tuple(Period(monday, monday + 6 * A_DAY) for monday in mondays)


def by_week(totals: AccountTotals) -> dict[date, tuple[tuple[str, int], ...]]:
    weeks: defaultdict[date, list[tuple[str, int]]] = defaultdict(list)
    for week in totals.weeks:
        weeks[week.monday].append((week.payee, week.amount.oere))
    return {monday: tuple(sorted(paid)) for monday, paid in weeks.items()}


def week_totals(account: Account, from_day: date) -> Iterator[WeekTotal]:
    """Sum what each payee gets in each week, of the days from `from_day` on.

    Weeks that are equal share their sums by payee, and are read once.
    """
    known: dict[int, Sequence[Owed]] = {}
    begin, start = 0, account.days[0].date
    for week in account.weeks:
        end = (week.monday - start).days + DAYS_OF_A_WEEK
        if week.monday < from_day:
            found = owed([day for day in account.days[begin:end] if day.date >= from_day])
        elif (found := known.get(id(week.by_payee))) is None:
            found = known[id(week.by_payee)] = owed(account.days[begin:end])
        begin = end
        for payee, hours, oere, beside in found:
            absent = hours + hours_beside(week.monday, Money(beside)) if beside else hours
            yield WeekTotal(monday=week.monday, payee=payee, hours=absent, amount=Money(oere))


def owed(days: Sequence[Day]) -> Sequence[Owed]:
    hours: defaultdict[str, Decimal] = defaultdict(Decimal)
    oere: defaultdict[str, int] = defaultdict(int)
    beside: defaultdict[str, int] = defaultdict(int)
    for line in chain.from_iterable([day.lines for day in days if day.amount.oere]):
        if line.payee is not None and line.amount.oere:
            hours[line.payee] += line.hours
            oere[line.payee] += line.amount.oere
            if not line.hours:
                beside[line.payee] += line.amount.oere
    return [(payee, hours[payee], paid, beside[payee]) for payee, paid in sorted(oere.items())]


def hours_beside(monday: date, supplement: Money) -> Decimal:
    """BEK 1348/2015 § 1, stk. 4: a supplement to wages has the hours that it would pay."""
    if not supplement.oere:
        return Decimal(0)
    return to_oere(hours_of_supplement(Law(), monday, supplement).output)


def parameter_set(said: Iterable[Spoken]) -> str:
    """Digest every value of law that a finding used: the same law gives the same digest."""
    shared = {id(findings): findings for _, _, findings in said}
    used = {
        id(finding.parameter): finding.parameter
        for findings in shared.values()
        for finding in findings
        if finding.parameter
    }
    return sha256("\n".join(sorted(set(map(text_of, used.values())))).encode()).hexdigest()


@cache
def text_of(parameter: Parameter[object]) -> str:
    return canonical(parameter.as_data())
