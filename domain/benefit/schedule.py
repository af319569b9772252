"""Working time: the hours that would have been worked on a day, in whole hundredths of an hour."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.benefit.facts_of_work import Employment
from domain.benefit.values import SevenDays

HUNDREDTHS = 100
MONDAY_ORDINAL = 1  # date.min is a Monday


def hundredths(hours: Decimal) -> int:
    return int(hours * HUNDREDTHS)


def monday_of(ordinal: int) -> int:
    return ordinal - (ordinal - MONDAY_ORDINAL) % 7


@dataclass(frozen=True, slots=True)
class Schedule:
    """Weeks that repeat, the first of them beginning on the Monday `origin` (an ordinal)."""

    weeks: tuple[tuple[int, ...], ...]
    origin: int

    def week_of(self, monday: int) -> tuple[int, ...]:
        return self.weeks[(monday - self.origin) // 7 % len(self.weeks)]


def schedule_of(work: Employment, first_day_of_absence: date) -> Schedule:
    """Begin a rota with the week of `rota_from`, else with that of the first day of absence."""
    origin = work.rota_from or first_day_of_absence
    return Schedule(tuple(map(in_hundredths, work.weeks)), monday_of(origin.toordinal()))


def in_hundredths(week: SevenDays) -> tuple[int, ...]:
    return tuple(hundredths(hours) for hours in week)


def equal_days(week: int) -> Schedule:
    """Five equal days: what the law takes where nothing else is known (§ 50, stk. 3)."""
    ends = [week * day // 5 for day in range(6)]
    days = tuple(ends[day + 1] - ends[day] for day in range(5))
    return Schedule(((*days, 0, 0),), MONDAY_ORDINAL)


def away(week: tuple[int, ...], worked: int) -> tuple[int, ...]:
    """Hours absent on each day of a week in which `worked` hours were worked after all.

    The work is spread over the days as the schedule is; the week's sum is exact.
    """
    scheduled = sum(week)
    absent = max(0, scheduled - worked)
    hours: list[int] = []
    gone = passed = 0
    for day in week:
        passed += day
        until_now = (passed * absent * 2 + scheduled) // (scheduled * 2) if scheduled else 0
        hours.append(until_now - gone)
        gone = until_now
    return tuple(hours)
