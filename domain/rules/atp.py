"""ATP: the labour-market supplementary pension, paid on every hour of benefit."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.rules.rates import hourly_cap
from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.money import Amount, Money
from domain.shared.rounding import to_kroner


class RoundedPer(StrEnum):
    WEEK = "week"
    PAYMENT = "payment"


PER_HOUR = beside(__file__, "atp_per_hour", Money)
TIMES = beside(__file__, "atp_times", int)
SHARE_OF_CITIZEN = beside(__file__, "atp_share_of_citizen", Fraction)
ROUNDED_PER = beside(__file__, "atp_rounded_per", RoundedPer)


SUPPLEMENT = Citation("Bekendtgørelse nr. 1348 af 30/11/2015", "1", 4)


@dataclass(frozen=True)
class Atp:
    """What the citizen bears is taken off the benefit; the municipality pays its share itself."""

    citizen: Money
    municipality: Money


def per_hour(law: Law, day: date) -> Finding[Amount]:
    """Sygedagpengeloven § 65: kroner of ATP for each hour of benefit, twice the ordinary."""
    ordinary, times = law.on(PER_HOUR, day), law.on(TIMES, day)
    rate = Amount(Decimal(ordinary.value.oere * times.value) / 100)
    inputs = {"ordinary": ordinary.value, "times": times.value}
    return Finding("atp_per_hour", times.citation, inputs, rate, ordinary)


def atp(law: Law, day: date, hours: Decimal) -> Finding[Atp]:
    """BEK 1348/2015 §§ 1 and 2: the citizen a third, rounded; the municipality twice that.

    `hours` of benefit in one unit of rounding: see `rounded_per`.
    """
    rate, share = per_hour(law, day), law.on(SHARE_OF_CITIZEN, day)
    part = rate.output.kroner * hours * share.value.numerator / share.value.denominator
    citizen = to_kroner(part)
    output = Atp(citizen, Money(citizen.oere * 2))
    inputs = {"hours": hours, "per_hour": rate.output}
    return Finding("atp", share.citation, inputs, output, rate.parameter)


def hours_of_supplement(law: Law, day: date, supplement: Money) -> Finding[Decimal]:
    """BEK 1348/2015 § 1, stk. 4: the hours of a supplement to wages, by the hourly cap."""
    cap = hourly_cap(law, day)
    hours = Decimal(supplement.oere) / 100 / cap.output.kroner
    inputs = {"supplement": supplement, "hourly_cap": cap.output}
    return Finding("hours_of_supplement", SUPPLEMENT, inputs, hours, cap.parameter)


def rounded_per(law: Law, day: date) -> Finding[RoundedPer]:
    """BEK 1348/2015 § 2: whether a week or a payment is rounded at once (open doubt)."""
    unit = law.on(ROUNDED_PER, day)
    return Finding("atp_rounded_per", unit.citation, {"day": day}, unit.value, unit)
