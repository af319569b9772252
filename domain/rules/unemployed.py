"""Unemployed: the day rate in place of unemployment benefit, and the hours it supplements."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from domain.rules.rates import weekly_cap
from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.money import Amount, Money
from domain.shared.rounding import to_kroner, to_oere

WORKDAYS_OF_A_YEAR = beside(__file__, "workdays_of_a_year", int)
FULL_TIME_HOURS = beside(__file__, "full_time_insured_hours", int)
PART_TIME_HOURS = beside(__file__, "part_time_insured_hours", int)
AVERAGE_WEEKS = beside(__file__, "unemployed_average_weeks", int)
ACTIVATION = Citation("Sygedagpengeloven", "51")

MONTHS_OF_A_YEAR = 12
MemberInsured = Literal["full_time", "part_time"]


def day_rate(law: Law, day: date, month_rate: Decimal) -> Finding[Money]:
    """Sygedagpengeloven § 51: twelve months of unemployment benefit by the workday."""
    days = law.on(WORKDAYS_OF_A_YEAR, day)
    rate = to_kroner(month_rate * MONTHS_OF_A_YEAR / days.value)
    return Finding("day_rate", days.citation, {"month_rate": month_rate}, rate, days)


def activation_week(law: Law, day: date, earnings: Decimal) -> Finding[Amount]:
    """Sygedagpengeloven § 51: who takes part in activation gets what he earned, at most the cap."""
    cap = weekly_cap(law, day)
    week = Amount(min(earnings, Decimal(cap.output.oere) / 100))
    inputs = {"earnings": earnings, "weekly_cap": cap.output}
    return Finding("activation_week", ACTIVATION, inputs, week, cap.parameter)


def average_hours(law: Law, first_day: date, weeks: Sequence[Decimal]) -> Finding[Decimal]:
    """BEK 1091/2021 § 13: unknown hours of work are the average of the last weeks.

    `weeks` since part of the work was lost, the latest last: fewer are averaged as they are.
    """
    number = law.on(AVERAGE_WEEKS, first_day)
    last = tuple(weeks[-number.value :])
    hours = to_oere(sum(last, Decimal(0)) / len(last))
    return Finding("average_hours", number.citation, {"weeks": last}, hours, number)


def supplementary_hours(
    law: Law, day: date, insured: MemberInsured, scheduled: Decimal
) -> Finding[Decimal]:
    """BEK 1091/2021 § 13: the hours of insurance less those that should have been worked."""
    hours = law.on(FULL_TIME_HOURS if insured == "full_time" else PART_TIME_HOURS, day)
    left = max(hours.value - scheduled, Decimal(0))
    inputs = {"insured": insured, "scheduled": scheduled}
    return Finding("supplementary_hours", hours.citation, inputs, left, hours)
