"""Limit values: figures that are rarely right, looked at before the payment run (ours, dated)."""

from datetime import date
from decimal import Decimal

from domain.shared.dated import beside

HOURLY_WAGE = beside(__file__, "limit_hourly_wage", Decimal)
HOURS_A_DAY = beside(__file__, "limit_hours_a_day", Decimal)
HOURS_A_WEEK = beside(__file__, "limit_hours_a_week", Decimal)


def wage_over(wage: Decimal, day: date) -> str | None:
    limit = HOURLY_WAGE.on(day).value
    return f"timeløn {wage} kr. er over {limit} kr." if wage > limit else None


def hours_over(weeks: tuple[tuple[Decimal, ...], ...], day: date) -> str | None:
    of_day, of_week = HOURS_A_DAY.on(day).value, HOURS_A_WEEK.on(day).value
    if any(hours > of_day for week in weeks for hours in week):
        return f"mere end {of_day} timer på en dag"
    if any(sum(week) > of_week for week in weeks):
        return f"mere end {of_week} timer på en uge"
    return None
