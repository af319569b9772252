"""Calendar weeks: the weekly cap over all lines and all cases, and what each payee gets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from domain.benefit.account import Findings
from domain.benefit.days import OERE, DayLines, Drawn
from domain.benefit.schedule import HUNDREDTHS
from domain.rules.rates import WEEKLY_HOURS, hourly_cap, weekly_cap
from domain.rules.weeks import averaged_cap, cap_binds, full_week
from domain.shared.dated import Law
from domain.shared.law import Citation, Finding
from domain.shared.money import Money

T = TypeVar("T")
CUT_BY_ALL_CASES = "cut_by_cap_of_all_cases"
ONE_CAP = Citation("Sygedagpengeloven", "50", 2)


@dataclass(frozen=True, slots=True)
class Spared:
    """Lines of a rota that the cap leaves alone: each said once, for every week that has it."""

    law: Law
    monday: date
    averaged: Findings = ()
    known: dict[int, tuple[Drawn, Drawn]] = field(default_factory=dict[int, tuple[Drawn, Drawn]])

    def line(self, one: Drawn) -> Drawn | None:
        """Give the line with what spares it; none where the cap binds a rota too."""
        known = self.known.get(id(one))
        if known is None:
            binds = cap_binds(self.law, self.monday, rota=True)
            if binds.output:
                return None
            spared = saying(one, shared(binds), *self.averaged)
            known = self.known[id(one)] = one, spared  # kept, so that its identity stays its own
        return known[1]


@dataclass(frozen=True, slots=True)
class Rotas:
    """Hours of each week of each employment, of which one at least has a rota.

    `longest` are the most hours (hundredths) that a week of all of them can have.
    """

    first_day: date
    weeks: Sequence[Sequence[Decimal]]
    longest: int

    def cap(self, law: Law, monday: int, hours: int) -> Finding[Money | None]:
        week = Decimal(hours) / HUNDREDTHS
        return averaged_cap(law, date.fromordinal(monday), self.first_day, week, self.weeks)


@dataclass(frozen=True, slots=True)
class Caps:
    """Applies the weekly cap, which is read once for as long as prices stay the same.

    `since` counts the changes of prices before the week.
    """

    law: Law
    rotas: Rotas | None = None
    known: dict[int, Finding[Money]] = field(default_factory=dict[int, Finding[Money]])
    spared: dict[tuple[int, bool], Spared] = field(default_factory=dict[tuple[int, bool], Spared])

    def applied(
        self, monday: int, since: int, week: list[DayLines], elsewhere: int = 0, hours: int = 0
    ) -> list[DayLines]:
        """§ 50, stk. 2: no more than the cap, less the øre that other cases have decided.

        `hours` (hundredths) are those of the whole week; they matter where one is a rota's.
        """
        total = sum(map(OERE, chain.from_iterable(week)))
        if not total:
            return week
        found = self.averaged(monday, since, hours, total)
        averaged = found and binding(found)
        cap = averaged or self.cap(monday, since)
        spared = None if averaged else self.spare(monday, since, found)
        if total > cap.output.oere:
            week = cut_week(week, Limit(cap), spared)
        elif averaged is None:
            week = topped_up(self.law, date.fromordinal(monday), week, total)
        if not elsewhere or not sum(map(OERE, chain.from_iterable(week))):
            return week
        return cut_week(week, Limit(cap, elsewhere), spared)

    def averaged(
        self, monday: int, since: int, hours: int, total: int
    ) -> Finding[Money | None] | None:
        """Ask for the cap of a rota's week; the doubt is read only where it can matter."""
        if self.rotas is None:
            return None
        cap = self.cap(monday, since).output.oere
        if total <= cap and total * self.rotas.longest <= cap * hours:
            return None
        return self.rotas.cap(self.law, monday, hours)

    def spare(self, monday: int, since: int, averaged: Finding[Money | None] | None) -> Spared:
        key = since, averaged is not None
        if key not in self.spared:
            said = (shared(averaged),) if averaged else ()
            self.spared[key] = Spared(self.law, date.fromordinal(monday), said)
        return self.spared[key]

    def cap(self, monday: int, since: int) -> Finding[Money]:
        if since not in self.known:
            self.known[since] = shared(weekly_cap(self.law, date.fromordinal(monday)))
        return self.known[since]


def binding(found: Finding[Money | None]) -> Finding[Money] | None:
    """Give the cap that binds the week of a rota, where one does."""
    cap = found.output
    if cap is None:
        return None
    return Finding(found.rule, found.citation, found.inputs, cap, found.parameter)


@dataclass(frozen=True, slots=True)
class Limit:
    """The weekly cap, and how much of it the citizen's other cases have taken, in øre."""

    cap: Finding[Money]
    elsewhere: int = 0


def cut_week(week: Sequence[DayLines], limit: Limit, spared: Spared | None) -> list[DayLines]:
    """Take the lines Monday to Sunday, by CVR number, until the cap is used up.

    The lines of a rota use of the cap, but are not cut by it where they are `spared`.
    """
    left, cut = max(0, limit.cap.output.oere - limit.elsewhere), list[DayLines]()
    for day in week:
        of_day = sum(map(OERE, day))
        cut.append(day if of_day <= left else tuple(cut_lines(day, left, limit, spared)))
        left = max(0, left - of_day)
    return cut


def shared(found: Finding[T]) -> Finding[T]:
    """Let a finding stand for every week that its parameter covers, not for one Monday."""
    return found._replace(inputs={})


def cut_lines(
    drawn: Sequence[Drawn], left: int, limit: Limit, spared: Spared | None
) -> Iterator[Drawn]:
    for one in drawn:
        if one.oere <= left:
            yield one
        else:
            yield (spared.line(one) if spared and one.rota else None) or cut_line(one, left, limit)
        left = max(0, left - one.oere)


def cut_line(one: Drawn, left: int, limit: Limit) -> Drawn:
    cap, amount = limit.cap, Money(left)
    inputs: dict[str, object] = {"weekly_cap": cap.output}
    rule, citation = "cut_by_weekly_cap", cap.citation
    if limit.elsewhere:
        rule, citation = CUT_BY_ALL_CASES, ONE_CAP
        inputs["decided_elsewhere"] = Money(limit.elsewhere)
    inputs |= {"cvr": one.line.cvr, "before": one.line.amount}
    finding = Finding(rule, citation, inputs, amount, cap.parameter)
    return paying(one, left, cap, finding)


def paying(one: Drawn, oere: int, *findings: Finding[object]) -> Drawn:
    """Let a line pay another amount than its hours and rate give, and say why."""
    line = one.line._replace(amount=Money(oere))
    return saying(one._replace(line=line, oere=oere), *findings)


def saying(one: Drawn, *findings: Finding[object]) -> Drawn:
    return one._replace(findings=(*one.findings, *findings))


def topped_up(law: Law, monday: date, week: list[DayLines], total: int) -> list[DayLines]:
    """§ 50, stk. 1: an ordinary week at the hourly cap pays its product or the weekly amount."""
    paid = [one for day in week for one in day if one.oere or one.hundredths]
    hours = [one.hundredths for one in paid if one.hundredths is not None]
    if len(hours) < len(paid) or sum(hours) < law.value(WEEKLY_HOURS, monday) * HUNDREDTHS:
        return week
    rate = hourly_cap(law, monday).output  # also where a lower wage and what it leaves make it
    full = full_week(law, monday, Decimal(sum(hours)) / HUNDREDTHS, rate, Money(total))
    last = max(at for at, day in enumerate(week) if any(one.oere for one in day))
    lines = list(week[last])
    at = max(at for at, one in enumerate(lines) if one.oere)
    lines[at] = paying(lines[at], lines[at].oere + full.output.oere - total, full)
    return [*week[:last], tuple(lines), *week[last + 1 :]]


def payees_of(week: Sequence[DayLines]) -> dict[str, Money]:
    """Sum up what each payee gets; payees without money are left out."""
    oere: dict[str, int] = {}
    for one in chain.from_iterable(week):
        if one.oere and one.line.payee is not None:
            oere[one.line.payee] = oere.get(one.line.payee, 0) + one.oere
    return {payee: Money(oere[payee]) for payee in sorted(oere)}
