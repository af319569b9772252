"""The caps of sickness benefit: by week, by hour, and the least an insured self-employed gets."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.money import Amount, Money
from domain.shared.rounding import to_kroner, to_oere

WEEKLY_MAXIMUM = beside(__file__, "weekly_maximum", Money)
WEEKLY_HOURS = beside(__file__, "weekly_hours", int)
MINIMUM_SHARE = beside(__file__, "minimum_self_employed_share", Fraction)


def weekly_cap(law: Law, day: date) -> Finding[Money]:
    """Sygedagpengeloven § 50, stk. 2: at most this for one citizen in one calendar week."""
    week = law.on(WEEKLY_MAXIMUM, day)
    return Finding("weekly_cap", week.citation, {"day": day}, week.value, week)


def hourly_cap(law: Law, day: date) -> Finding[Amount]:
    """Sygedagpengeloven § 50, stk. 1: the week divided by the hours of an ordinary week.

    Rounded half up to whole øre, which is how every published rate comes out.
    """
    week, hours = law.on(WEEKLY_MAXIMUM, day), law.on(WEEKLY_HOURS, day)
    rate = to_oere(Decimal(week.value.oere) / 100 / hours.value)
    inputs = {"weekly_maximum": week.value, "weekly_hours": hours.value}
    return Finding("hourly_cap", hours.citation, inputs, Amount(rate), week)


def minimum_self_employed(law: Law, day: date) -> Finding[Money]:
    """Sygedagpengeloven § 45, stk. 2: an insured self-employed gets at least 2/3 of the week."""
    week, share = law.on(WEEKLY_MAXIMUM, day), law.on(MINIMUM_SHARE, day)
    exact = Decimal(week.value.oere * share.value.numerator) / share.value.denominator / 100
    inputs = {"weekly_maximum": week.value, "share": share.value}
    return Finding("minimum_self_employed", share.citation, inputs, to_kroner(exact), week)
