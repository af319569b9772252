"""Calendar weeks: the weekly cap over all lines of a week, and what each payee gets."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from domain.benefit.account import Day, Line, Week
from domain.benefit.days import Drawn, Template, template
from domain.rules.rates import weekly_cap
from domain.shared.dated import Law
from domain.shared.law import Finding
from domain.shared.money import Money


def capped(law: Law, monday: date, week: Sequence[Template]) -> list[Template]:
    """§ 50, stk. 2: take the lines Monday to Sunday, by CVR number, until the cap is used up.

    The lines of a rota use of the cap, but are never cut by it.
    """
    total = sum([day.oere for day in week])
    if not total:
        return list(week)
    cap = weekly_cap(law, monday)
    if total <= cap.output.oere:
        return list(week)
    left = cap.output.oere
    cut: list[Template] = []
    for day in week:
        lines = tuple(cut_lines(day.drawn, left, cap))
        cut.append(day if lines == day.drawn else template(lines))
        left = max(0, left - cut[-1].oere)
    return cut


def cut_lines(drawn: Sequence[Drawn], left: int, cap: Finding[Money]) -> Iterator[Drawn]:
    for one in drawn:
        if one.rota or one.oere <= left:
            yield one
            left = max(0, left - one.oere)
        else:
            yield cut_line(one, left, cap)
            left = 0


def cut_line(one: Drawn, left: int, cap: Finding[Money]) -> Drawn:
    inputs = {"weekly_cap": cap.output, "cvr": one.line.cvr, "before": one.line.amount}
    amount = Money(left)
    finding = Finding("cut_by_weekly_cap", cap.citation, inputs, amount, cap.parameter)
    line = replace(one.line, amount=amount)
    return one._replace(line=line, oere=left, findings=(*one.findings, cap, finding))


def weeks_of(days: Iterable[Day]) -> tuple[Week, ...]:
    by_monday = groupby(days, key=lambda day: day.date - timedelta(days=day.date.weekday()))
    return tuple(
        week_of(monday, [line for day in week for line in day.lines]) for monday, week in by_monday
    )


def week_of(monday: date, lines: Sequence[Line]) -> Week:
    oere: dict[str, int] = {}
    for line in lines:
        if line.payee is not None and line.amount.oere:
            oere[line.payee] = oere.get(line.payee, 0) + line.amount.oere
    by_payee = {payee: Money(oere[payee]) for payee in sorted(oere)}
    return Week(monday, Money(sum(oere.values())), by_payee)
