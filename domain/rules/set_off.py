"""Set-off: what a week has of another benefit that was received for the time."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.money import Amount, Money
from domain.shared.period import Period

SIX_DAYS = timedelta(days=6)
A_DAY = timedelta(days=1)
WORKING_DAYS, A_WEEK = 5, 7
PART_OF_WEEK = "part_of_other_benefit"


class SpreadOver(StrEnum):
    CALENDAR_DAYS = "calendar_days"
    WEEKDAYS = "weekdays"


SET_OFF = beside(__file__, "other_benefits_set_off", bool)
SPREAD_OVER = beside(__file__, "other_benefits_spread_over", SpreadOver)


def part_of_week(law: Law, monday: date, received: Decimal, time: Period) -> Finding[Money]:
    """Give what the week has of a benefit (kroner) that was received for a time that meets it.

    It is spread evenly over its days; the parts of all its weeks come to the whole, to the øre.
    """
    spread, begin = law.on(SPREAD_OVER, monday), time.first_day
    over = spread.value if days(begin, time.last_day, spread.value) else SpreadOver.CALENDAR_DAYS
    whole = days(begin, time.last_day, over)
    before = days(begin, max(monday, begin) - A_DAY, over)
    by_then = days(begin, min(monday + SIX_DAYS, time.last_day), over)
    part = of(received, by_then, whole).oere - of(received, before, whole).oere
    money = Money(part if law.value(SET_OFF, monday) else 0)
    inputs: dict[str, object] = {"received": Amount(received).rounded()}
    inputs |= {"days": by_then - before, "days_of_benefit": whole}
    return Finding(PART_OF_WEEK, spread.citation, inputs, money, spread)


def of(received: Decimal, some: int, whole: int) -> Money:
    return Amount(received * some / whole).rounded()


def days(first: date, last: date, over: SpreadOver) -> int:
    """Count the days from one to another, or the weekdays; none where it lies before."""
    length = max(0, (last - first).days + 1)
    if over is SpreadOver.CALENDAR_DAYS:
        return length
    weeks, rest = divmod(length, A_WEEK)
    left = sum((first.weekday() + n) % A_WEEK < WORKING_DAYS for n in range(rest))
    return weeks * WORKING_DAYS + left
