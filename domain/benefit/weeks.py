"""Calendar weeks: the weekly cap over all lines of a week, and what each payee gets."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from domain.benefit.account import Findings
from domain.benefit.days import DayLines, Drawn
from domain.benefit.schedule import HUNDREDTHS
from domain.rules.rates import WEEKLY_HOURS, weekly_cap
from domain.rules.weeks import cap_binds, full_week
from domain.shared.dated import Law
from domain.shared.law import Finding
from domain.shared.money import Amount, Money

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Caps:
    """Applies the weekly cap, which is read once for as long as prices stay the same."""

    law: Law
    price_changes: Sequence[int]
    known: dict[int, Finding[Money]] = field(default_factory=dict[int, Finding[Money]])

    def applied(self, monday: int, week: list[DayLines]) -> list[DayLines]:
        """§ 50, stk. 2: no more than the cap; a full week at the hourly cap is in doubt."""
        total = sum([one.oere for day in week for one in day])
        if not total:
            return week
        cap, first = self.cap(monday), date.fromordinal(monday)
        if total > cap.output.oere:
            return cut_week(self.law, first, week, cap)
        return topped_up(self.law, first, week, total)

    def cap(self, monday: int) -> Finding[Money]:
        since = bisect_right(self.price_changes, monday)
        if since not in self.known:
            self.known[since] = shared(weekly_cap(self.law, date.fromordinal(monday)))
        return self.known[since]


def cut_week(
    law: Law, monday: date, week: Sequence[DayLines], cap: Finding[Money]
) -> list[DayLines]:
    """Take the lines Monday to Sunday, by CVR number, until the cap is used up.

    The lines of a rota use of the cap, but are not cut by it.
    """
    left, cut = cap.output.oere, list[DayLines]()
    rota = any(one.rota for day in week for one in day)
    spared = () if not rota else rota_spared(law, monday)
    for day in week:
        fits = sum([one.oere for one in day]) <= left
        cut.append(day if fits else tuple(cut_lines(day, left, cap, spared)))
        left = max(0, left - sum([one.oere for one in cut[-1]]))
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


def topped_up(law: Law, monday: date, week: list[DayLines], total: int) -> list[DayLines]:
    """§ 50, stk. 1: an ordinary week at the hourly cap pays its product or the weekly amount."""
    paid = [one for day in week for one in day if one.oere]
    hours = [one.hundredths for one in paid if one.hundredths is not None]
    if len(hours) < len(paid) or sum(hours) < law.value(WEEKLY_HOURS, monday) * HUNDREDTHS:
        return week
    rate = Amount(Decimal((paid[0].line.hourly_rate or Money(0)).oere) / 100)
    full = full_week(law, monday, Decimal(sum(hours)) / HUNDREDTHS, rate, Money(total))
    last = max(at for at, day in enumerate(week) if any(one.oere for one in day))
    lines = list(week[last])
    at = max(at for at, one in enumerate(lines) if one.oere)
    lines[at] = paying(lines[at], lines[at].oere + full.output.oere - total, (full,))
    return [*week[:last], tuple(lines), *week[last + 1 :]]


def payees_of(week: Sequence[DayLines]) -> dict[str, Money]:
    """Sum up what each payee gets; payees without money are left out."""
    oere: dict[str, int] = {}
    for day in week:
        for one in day:
            if one.oere and one.line.payee is not None:
                oere[one.line.payee] = oere.get(one.line.payee, 0) + one.oere
    return {payee: Money(oere[payee]) for payee in sorted(oere)}
