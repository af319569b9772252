"""The week as the unit of payment: broken weeks, full weeks, and weeks of a rota."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import lcm

from domain.rules.rates import WEEKLY_HOURS, hourly_cap, weekly_cap
from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.money import Amount, Money


class FullWeek(StrEnum):
    PRODUCT = "product"
    WEEK_AMOUNT = "week_amount"


WORKDAYS = beside(__file__, "workdays_of_a_week", int)
FULL_WEEK_PAYS = beside(__file__, "full_week_pays", FullWeek)
CAP_BINDS_ROTA = beside(__file__, "weekly_cap_binds_rota", bool)
CAP_AVERAGES_ROTA = beside(__file__, "weekly_cap_averages_rota", bool)
ROTA_AVERAGE_WEEKS = beside(__file__, "rota_average_weeks", int)


def day_share(law: Law, day: date, week: Amount) -> Finding[Amount]:
    """Sygedagpengeloven § 50, stk. 3: a fifth of the week for each workday of a broken week."""
    days = law.on(WORKDAYS, day)
    share = Amount(week.kroner / days.value)
    return Finding("day_share", days.citation, {"week": week}, share, days)


def full_week(
    law: Law, monday: date, hours: Decimal, rate: Amount, product: Money
) -> Finding[Money]:
    """Sygedagpengeloven § 50, stk. 1: what `hours` of absence at `rate` pay, `product` or the cap.

    The doubt is read only where it matters: an ordinary week or more, at the hourly cap, whose
    hours times rate come to less than the weekly cap.
    """
    cap = weekly_cap(law, monday)
    inputs = {"hours": hours, "rate": rate, "product": product, "weekly_cap": cap.output}
    ordinary = hours >= law.value(WEEKLY_HOURS, monday) and rate == hourly_cap(law, monday).output
    if not ordinary or product.oere >= cap.output.oere:
        pays = min(product, cap.output, key=lambda money: money.oere)
        return Finding("full_week", cap.citation, inputs, pays, cap.parameter)
    doubt = law.on(FULL_WEEK_PAYS, monday)
    pays = product if doubt.value is FullWeek.PRODUCT else cap.output
    return Finding("full_week", doubt.citation, inputs, pays, doubt)


def cap_binds(law: Law, monday: date, *, rota: bool) -> Finding[bool]:
    """Sygedagpengeloven § 50, stk. 2: the cap binds every week, except a single week of a rota."""
    inputs = {"monday": monday, "rota": rota}
    if not rota:
        return Finding("cap_binds", CAP_BINDS_ROTA.citation, inputs, output=True)
    binds = law.on(CAP_BINDS_ROTA, monday)
    return Finding("cap_binds", binds.citation, inputs, binds.value, binds)


def averaged_cap(
    law: Law, monday: date, first_day: date, hours: Decimal, rotas: Sequence[Sequence[Decimal]]
) -> Finding[Money | None]:
    """Sygedagpengeloven §§ 47, stk. 2, and 50, stk. 2: the cap of a rota's week (open doubt).

    Where the doubt is so decided, the weekly cap is that of an average week, and a week of
    `hours` has its part of it. `rotas` are the hours of each week of each employment, an ordinary
    one of one week; none where the weeks of a rota are not averaged.
    """
    averages = law.on(CAP_AVERAGES_ROTA, monday)
    if not averages.value:
        return Finding("averaged_cap", averages.citation, {"hours": hours}, None, averages)
    weeks = law.value(ROTA_AVERAGE_WEEKS, first_day) or lcm(*map(len, rotas))
    of_rotas = sum((hours_in(rota, weeks) for rota in rotas), Decimal(0))
    cap = weekly_cap(law, monday).output
    inputs = {"weekly_cap": cap, "hours": hours, "weeks": weeks, "hours_of_weeks": of_rotas}
    kroner = Decimal(cap.oere) / 100
    pays = Amount(kroner * hours * weeks / of_rotas).rounded() if of_rotas else cap
    return Finding("averaged_cap", averages.citation, inputs, pays, averages)


def hours_in(rota: Sequence[Decimal], weeks: int) -> Decimal:
    """Add up as many weeks as are asked for, from the rota's first on, over and over."""
    return sum((rota[at % len(rota)] for at in range(weeks)), Decimal(0))
