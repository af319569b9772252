"""One weekly cap over all cases of a citizen: what others have decided lowers what is left here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from domain.benefit.account import Account, Day, Line, Week
from domain.case.events import WeekElsewhere
from domain.rules.rates import weekly_cap
from domain.shared.dated import Law
from domain.shared.law import Citation, Finding
from domain.shared.money import Money

ONE_CAP = Citation("Sygedagpengeloven", "50", 2)


def shared(account: Account, elsewhere: Iterable[WeekElsewhere], rotas: Collection[str]) -> Account:
    """Sygedagpengeloven § 50, stk. 2: the later decision gives way; a rota is not cut."""
    taken = {week.monday: week.amount.oere for week in elsewhere if week.amount.oere}
    if not taken:
        return account
    law, left = Law(), dict[date, int]()
    days = tuple(shared_day(day, taken, left, rotas, law) for day in account.days)
    weeks = tuple(weeks_of(days))
    return replace(
        account,
        days=days,
        weeks=weeks,
        total=Money(sum(week.amount.oere for week in weeks)),
        entitled=any(week.amount.oere for week in weeks),
    )


def shared_day(
    day: Day, taken: Mapping[date, int], left: dict[date, int], rotas: Collection[str], law: Law
) -> Day:
    """Take the lines of the day in their order, as far as the week's cap reaches."""
    monday = monday_of(day.date)
    if monday not in taken or not day.amount.oere:
        return day
    cap = weekly_cap(law, monday)
    rest = left.get(monday, max(0, cap.output.oere - taken[monday]))
    lines, findings = list[Line](), list[Finding[object]]()
    for line in day.lines:
        amount = line.amount if line.cvr in rotas else Money(min(line.amount.oere, rest))
        rest = max(0, rest - amount.oere)
        lines.append(line._replace(amount=amount))
        if amount != line.amount:
            findings.append(cut(line, amount, cap, Money(taken[monday])))
    left[monday] = rest
    total = Money(sum(line.amount.oere for line in lines))
    return day._replace(lines=tuple(lines), amount=total, findings=(*day.findings, *findings))


def cut(line: Line, amount: Money, cap: Finding[Money], elsewhere: Money) -> Finding[object]:
    inputs = {
        "weekly_cap": cap.output,
        "decided_elsewhere": elsewhere,
        "cvr": line.cvr,
        "before": line.amount,
    }
    return Finding("cut_by_cap_of_all_cases", ONE_CAP, inputs, amount, cap.parameter)


def weeks_of(days: Iterable[Day]) -> Iterator[Week]:
    found: dict[date, defaultdict[str, int]] = {}
    for day in days:
        week = found.setdefault(monday_of(day.date), defaultdict(int))
        for line in day.lines:
            if line.payee is not None and line.amount.oere:
                week[line.payee] += line.amount.oere
    for monday, payees in found.items():
        by_payee = {payee: Money(payees[payee]) for payee in sorted(payees)}
        yield Week(monday, Money(sum(payees.values())), by_payee)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
