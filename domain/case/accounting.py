"""The account a decision is made on: computed from the file, kept as totals and rulings."""

import calendar
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import groupby
from typing import TypeAlias

from domain.benefit.account import Account, Findings
from domain.benefit.calculate import calculate, reassessment_of
from domain.benefit.computation import LONGEST
from domain.benefit.facts import Facts
from domain.case.events import AccountTotals, Ruling, WeekTotal
from domain.case.facts import facts_of
from domain.case.file import CaseFile
from domain.case.surroundings import Surroundings
from domain.rules.atp import hours_of_supplement
from domain.shared.dated import Law
from domain.shared.law import Finding, Parameter
from domain.shared.money import Money
from domain.shared.period import Period
from domain.shared.plain import Plain, plain
from domain.shared.rounding import to_oere

DAYS_OF_A_WEEK = 7
A_DAY = timedelta(days=1)
RULING_TEXT = 200
UNPLANNED = timedelta(days=400)  # an account without reassessment date; later days as they come
FURTHEST = timedelta(days=LONGEST - 1)
CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
Said: TypeAlias = frozenset[tuple[str, ...]]


def account_of(file: CaseFile, around: Surroundings) -> Account:
    """Compute to the last day there is: of absence, of entitlement, or the reassessment date."""
    known = facts_of(file, around.earlier_benefit, around.weeks_elsewhere)
    return calculate(known, until_of(known, around.today))


def until_of(facts: Facts, today: date) -> date:
    """Give the last day of the account of these facts, as it is computed today.

    Go on past a reassessment date on which nobody decided: payment does too. A plan may reach
    further than an account does.
    """
    first = facts.first_day_of_absence
    ends = [facts.last_day_of_absence, facts.ended and facts.ended.on]
    if last := min((end for end in ends if end), default=None):
        return max(first, last)
    planned = reassessment_of(facts, first + UNPLANNED) or first + UNPLANNED
    extended = [each.to_day or today for each in facts.extensions]
    last = min(max([planned, *extended]), first + FURTHEST)
    return last if last >= today else month_end(today)


def month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def totals_of(account: Account, today: date, from_day: date = date.min) -> AccountTotals:
    counted = sum(day.counts_towards_duration and day.date <= today for day in account.days)
    return AccountTotals(
        calculated_until=account.days[-1].date,
        weeks=tuple(week_totals(account, from_day)),
        rulings=tuple(rulings(account)),
        reassessment_date=account.reassessment_date,
        weeks_used=(Decimal(counted) / DAYS_OF_A_WEEK).quantize(Decimal("0.01")),
        parameter_set=parameter_set(account),
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
    """Sum what each payee gets in each week, of the days from `from_day` on."""
    hours: defaultdict[tuple[date, str], Decimal] = defaultdict(Decimal)
    oere: defaultdict[tuple[date, str], int] = defaultdict(int)
    beside: defaultdict[tuple[date, str], int] = defaultdict(int)
    for day in account.days:
        if not day.amount.oere or day.date < from_day:
            continue
        monday = day.date - day.date.weekday() * A_DAY
        for line in day.lines:
            if line.payee is not None and line.amount.oere:
                hours[monday, line.payee] += line.hours
                oere[monday, line.payee] += line.amount.oere
                if not line.hours:
                    beside[monday, line.payee] += line.amount.oere
    for (monday, payee), paid in sorted(oere.items()):
        absent = hours[monday, payee] + hours_beside(monday, Money(beside[monday, payee]))
        yield WeekTotal(monday=monday, payee=payee, hours=absent, amount=Money(paid))


def hours_beside(monday: date, supplement: Money) -> Decimal:
    """BEK 1348/2015 § 1, stk. 4: a supplement to wages has the hours that it would pay."""
    if not supplement.oere:
        return Decimal(0)
    return to_oere(hours_of_supplement(Law(), monday, supplement).output)


def rulings(account: Account) -> Iterator[Ruling]:
    """Give what each rule came to once for every run of days on which it said the same.

    Days on which a rule had nothing to say (a Sunday) do not end its run.
    """
    runs: list[tuple[Said, date, date]] = []
    running: dict[tuple[str, str], int] = {}
    for first, last, findings in spoken(account):
        for rule, said in findings.items():
            at = running.get(rule)
            if at is not None and runs[at][0] == said:
                runs[at] = said, runs[at][1], last
            else:
                running[rule] = len(runs)
                runs.append((said, first, last))
    for said, first, last in runs:
        for one in sorted(said):
            yield ruling(one, Period(first, last))


def spoken(account: Account) -> Iterator[tuple[date, date, Mapping[tuple[str, str], Said]]]:
    """Read the findings of each run of days that share theirs; what is shared is read once."""
    read: dict[int, Mapping[tuple[str, str], Said]] = {}
    for key, run in groupby(account.days, key=lambda day: id(day.findings)):
        days = list(run)
        if key not in read:
            read[key] = by_rule(days[0].findings)
        yield days[0].date, days[-1].date, read[key]


def by_rule(findings: Findings) -> Mapping[tuple[str, str], Said]:
    found: defaultdict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for finding in findings:
        said = words(finding)
        found[said[0], said[1]].add(said)
    return {rule: frozenset(said) for rule, said in found.items()}


def words(finding: Finding[object]) -> tuple[str, ...]:
    output = finding.output if isinstance(finding.output, str) else canonical(plain(finding.output))
    used = finding.parameter
    parameter = f"{used.name}@{used.in_force_from}#{used.known_since}" if used else ""
    return finding.rule, str(finding.citation), output[:RULING_TEXT], parameter


def ruling(said: tuple[str, ...], period: Period) -> Ruling:
    rule, citation, output, parameter = said
    return Ruling(
        rule=rule, citation=citation, period=period, output=output, parameter=parameter or None
    )


def parameter_set(account: Account) -> str:
    """Digest every value of law that a finding used: the same law gives the same digest."""
    shared = {id(day.findings): day.findings for day in account.days}
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


def canonical(data: Plain) -> str:
    return CANONICAL.encode(data)
