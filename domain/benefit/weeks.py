"""Calendar weeks: the weekly cap over all lines of a week, and what each payee gets."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from domain.benefit.account import Findings
from domain.benefit.days import Drawn, Template, template
from domain.benefit.schedule import HUNDREDTHS
from domain.rules.rates import WEEKLY_HOURS, weekly_cap
from domain.rules.weeks import cap_binds, full_week
from domain.shared.dated import Law
from domain.shared.law import Finding
from domain.shared.money import Amount, Money

T = TypeVar("T")


def capped(law: Law, monday: date, week: Sequence[Template]) -> list[Template]:
    """§ 50, stk. 2: no more than the weekly cap; a full week at the hourly cap is in doubt."""
    total = sum([day.oere for day in week])
    if not total:
        return list(week)
    cap = shared(weekly_cap(law, monday))
    if total > cap.output.oere:
        return cut_week(law, monday, week, cap)
    return topped_up(law, monday, week, total)


def cut_week(
    law: Law, monday: date, week: Sequence[Template], cap: Finding[Money]
) -> list[Template]:
    """Take the lines Monday to Sunday, by CVR number, until the cap is used up.

    The lines of a rota use of the cap, but are not cut by it.
    """
    left, cut = cap.output.oere, list[Template]()
    rota = any(one.rota for day in week for one in day.drawn)
    spared = () if not rota else rota_spared(law, monday)
    for day in week:
        fits = day.oere <= left
        cut.append(day if fits else template(tuple(cut_lines(day.drawn, left, cap, spared))))
        left = max(0, left - cut[-1].oere)
    return cut


def rota_spared(law: Law, monday: date) -> Findings:
    binds = cap_binds(law, monday, rota=True)
    return () if binds.output else (shared(binds),)


def shared(found: Finding[T]) -> Finding[T]:
    """Let a finding stand for every week that its parameter covers, not for one Monday."""
    return replace(found, inputs={})


def cut_lines(
    drawn: Sequence[Drawn], left: int, cap: Finding[Money], spared: Findings
) -> Iterator[Drawn]:
    for one in drawn:
        if one.oere <= left:
            yield one
        elif one.rota and spared:
            yield one._replace(findings=(*one.findings, *spared))
        else:
            yield cut_line(one, left, cap)
        left = max(0, left - one.oere)


def cut_line(one: Drawn, left: int, cap: Finding[Money]) -> Drawn:
    inputs = {"weekly_cap": cap.output, "cvr": one.line.cvr, "before": one.line.amount}
    amount = Money(left)
    finding = Finding("cut_by_weekly_cap", cap.citation, inputs, amount, cap.parameter)
    return paying(one, left, (cap, finding))


def paying(one: Drawn, oere: int, findings: Findings) -> Drawn:
    """Let a line pay another amount than its hours and rate give, and say why."""
    line = replace(one.line, amount=Money(oere))
    return one._replace(line=line, oere=oere, findings=(*one.findings, *findings))


def topped_up(law: Law, monday: date, week: Sequence[Template], total: int) -> list[Template]:
    """§ 50, stk. 1: an ordinary week at the hourly cap pays its product or the weekly amount."""
    days = list(week)
    paid = [one for day in week for one in day.drawn if one.oere]
    hours = [one.hundredths for one in paid if one.hundredths is not None]
    if len(hours) < len(paid) or sum(hours) < law.value(WEEKLY_HOURS, monday) * HUNDREDTHS:
        return days
    rate = Amount(Decimal((paid[0].line.hourly_rate or Money(0)).oere) / 100)
    full = full_week(law, monday, Decimal(sum(hours)) / HUNDREDTHS, rate, Money(total))
    last = max(at for at, day in enumerate(days) if day.oere)
    lines = list(days[last].drawn)
    at = max(at for at, one in enumerate(lines) if one.oere)
    lines[at] = paying(lines[at], lines[at].oere + full.output.oere - total, (full,))
    days[last] = template(tuple(lines))
    return days


def payees_of(week: Sequence[Template]) -> dict[str, Money]:
    """Sum up what each payee gets; payees without money are left out."""
    oere: dict[str, int] = {}
    for day in week:
        for one in day.drawn:
            if one.oere and one.line.payee is not None:
                oere[one.line.payee] = oere.get(one.line.payee, 0) + one.oere
    return {payee: Money(oere[payee]) for payee in sorted(oere)}
