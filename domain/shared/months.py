"""Calendar months: their last days, and the same day some months away."""

from calendar import monthrange
from datetime import date, timedelta

A_DAY = timedelta(days=1)
DECEMBER = 12
SHORTEST = 28  # days of the shortest month


def month_end(day: date) -> date:
    if day.month == DECEMBER:
        return day.replace(day=31)
    return date(day.year, day.month + 1, 1) - A_DAY


def add_months(day: date, months: int) -> date:
    """Go to the same day of another month, or to that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    in_every_month = day.day <= SHORTEST
    return date(
        year, month + 1, day.day if in_every_month else min(day.day, monthrange(year, month + 1)[1])
    )


def end_of_month_after(day: date, months: int) -> date:
    return month_end(add_months(day.replace(day=1), months))
