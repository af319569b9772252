"""Unemployed: the day rate in place of unemployment benefit, and the hours it supplements."""

from datetime import date
from decimal import Decimal
from typing import Literal

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.money import Money
from domain.shared.rounding import to_kroner

WORKDAYS_OF_A_YEAR = beside(__file__, "workdays_of_a_year", int)
FULL_TIME_HOURS = beside(__file__, "full_time_insured_hours", int)
PART_TIME_HOURS = beside(__file__, "part_time_insured_hours", int)

MONTHS_OF_A_YEAR = 12
MemberInsured = Literal["full_time", "part_time"]


def day_rate(law: Law, day: date, month_rate: Decimal) -> Finding[Money]:
    """Sygedagpengeloven § 51: twelve months of unemployment benefit by the workday."""
    days = law.on(WORKDAYS_OF_A_YEAR, day)
    rate = to_kroner(month_rate * MONTHS_OF_A_YEAR / days.value)
    return Finding("day_rate", days.citation, {"month_rate": month_rate}, rate, days)


def supplementary_hours(
    law: Law, day: date, insured: MemberInsured, scheduled: Decimal
) -> Finding[Decimal]:
    """BEK 1091/2021 § 13: the hours of insurance less those that should have been worked."""
    hours = law.on(FULL_TIME_HOURS if insured == "full_time" else PART_TIME_HOURS, day)
    left = max(hours.value - scheduled, Decimal(0))
    inputs = {"insured": insured, "scheduled": scheduled}
    return Finding("supplementary_hours", hours.citation, inputs, left, hours)
