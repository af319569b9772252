"""Partial incapacity: how little absence still gives benefit, and how much of it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding

LEAST_HOURS = beside(__file__, "partial_least_hours_a_week", Decimal)
ABLE_TO_HALF = beside(__file__, "self_employed_share_able_to_half", Fraction)
ABLE_TO_QUARTER = beside(__file__, "self_employed_share_able_to_quarter", Fraction)

SAME_AMOUNT_PER_HOUR = Citation("Sygedagpengeloven", "53", 1)
FULL_AMOUNT = Citation("Sygedagpengeloven", "53", 2)
WhyFull = Literal["became_unemployed", "receives_unemployment_benefit", "no_part_time_work"]
Capacity = Literal["1/2", "1/4"]  # what a self-employed is still able to do, at most


def enough_absence(law: Law, day: date, hours_of_week: Decimal) -> Finding[bool]:
    """Sygedagpengeloven § 7: at least four hours of absence in the week."""
    least = law.on(LEAST_HOURS, day)
    inputs = {"hours_of_week": hours_of_week}
    return Finding("enough_absence", least.citation, inputs, hours_of_week >= least.value, least)


def absent_hours(scheduled: Decimal, worked: Decimal) -> Finding[Decimal]:
    """Sygedagpengeloven § 53, stk. 1: each hour not worked is paid as in full absence."""
    absent = max(scheduled - worked, Decimal(0))
    inputs = {"scheduled": scheduled, "worked": worked}
    return Finding("absent_hours", SAME_AMOUNT_PER_HOUR, inputs, absent)


def paid_in_full_though_partly_fit(why: WhyFull | None) -> Finding[bool]:
    """Sygedagpengeloven § 53, stk. 2: nobody to work part time for; none of these, no."""
    return Finding("paid_in_full_though_partly_fit", FULL_AMOUNT, {"why": why}, why is not None)


def self_employed_share(law: Law, day: date, capacity: Capacity) -> Finding[Fraction]:
    """Sygedagpengeloven § 53, stk. 3: 3/4 or 1/2 of the week by what one is still able to do."""
    share = law.on(ABLE_TO_HALF if capacity == "1/2" else ABLE_TO_QUARTER, day)
    inputs = {"capacity": capacity}
    return Finding("self_employed_share", share.citation, inputs, share.value, share)
