"""Duration: the end of the month after which benefit cannot go on without an extension."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from domain.rules.counted_days import PaidDays, Unit, count, length_of
from domain.shared.dated import Law, beside
from domain.shared.law import Finding, Parameter
from domain.shared.months import add_months, month_end

WEEKS = beside(__file__, "duration_weeks", int)
MONTHS = beside(__file__, "duration_months", int)
PENSIONER_WEEKS = beside(__file__, "duration_weeks_pensioner", int)
PENSIONER_MONTHS = beside(__file__, "duration_months_pensioner", int)
UNIT = beside(__file__, "duration_unit", Unit)
A_DAY = timedelta(days=1)
RE_ENTRY_IS_BARRED = beside(__file__, "re_entry_is_barred", bool)


class Transition(StrEnum):
    MONTH_END = "month_end"
    FIRST_DAY = "first_day"


TRANSITION = beside(__file__, "duration_transition", Transition)


class Limit(NamedTuple):
    """More counted days than `days` in the window of `months` calendar months is too much."""

    days: int
    months: int
    unit: Unit
    weeks: Parameter[int]

    def window(self, until: date) -> date:
        """Find the first day of the months that end with the month of `until`."""
        return add_months(until.replace(day=1), 1 - self.months)


@dataclass(frozen=True)
class Used:
    """What has been used of the time at the end of a day: days, whole weeks, days beyond them."""

    counted_days: int
    weeks: int
    days: int
    left_days: int


def used(
    law: Law, first_day: date, until: date, paid: PaidDays, pensioner_from: date | None = None
) -> Finding[Used]:
    """Sygedagpengeloven § 24, stk. 1: what counts in the months up to and with `until`."""
    limit = _limit(law, first_day, until, pensioner_from)
    since = limit.window(until)
    days = count(paid, since, until, limit.unit)
    weeks, rest = divmod(days, length_of(limit.unit))
    output = Used(days, weeks, rest, max(limit.days - days, 0))
    inputs = {"since": since, "until": until, "limit_days": limit.days, "unit": limit.unit}
    return Finding("duration_used", limit.weeks.citation, inputs, output, limit.weeks)


def reassessment_date(
    law: Law, first_day: date, paid: PaidDays, pensioner_from: date | None = None
) -> Finding[date | None]:
    """Sygedagpengeloven § 24, stk. 1 (pensioners § 25): the first month end with too much paid.

    None: that never happens.
    """
    end = month_end(first_day)
    while True:
        limit = _limit(law, first_day, end, pensioner_from)
        since = limit.window(end)
        days = count(paid, since, end, limit.unit)
        if days > limit.days or paid.same_from(since):
            break
        end = month_end(end + A_DAY)
    found = end if days > limit.days else None
    inputs = {
        "first_day": first_day,
        "months_from": since,
        "months_to": end,
        "counted_days": days,
        "limit_days": limit.days,
        "unit": limit.unit,
    }
    return Finding("reassessment_date", limit.weeks.citation, inputs, found, limit.weeks)


def may_begin(
    law: Law, first_day: date, earlier: PaidDays, *, life_threatening: bool = False
) -> Finding[bool]:
    """Sygedagpengeloven § 24 a: no benefit when the limit was used in the months before.

    Stk. 6 excepts life-threatening illness.
    """
    before = first_day.replace(day=1) - A_DAY
    inputs: dict[str, object] = {"first_day": first_day, "life_threatening": life_threatening}
    citation = RE_ENTRY_IS_BARRED.citation
    if life_threatening or not earlier.any_until(first_day):
        return Finding("may_begin", citation, inputs, output=True)
    limit = _limit(law, first_day, first_day, None)
    days = count(earlier, limit.window(before), before, limit.unit)
    inputs |= {"since": limit.window(before), "counted_days": days, "limit_days": limit.days}
    if days <= limit.days:
        return Finding("may_begin", citation, inputs, output=True, parameter=limit.weeks)
    barred = law.on(RE_ENTRY_IS_BARRED, first_day)
    return Finding("may_begin", citation, inputs, not barred.value, barred)


def _limit(law: Law, first_day: date, until: date, pensioner_from: date | None) -> Limit:
    pensioner = pensioner_from is not None and pensioner_from <= until
    weeks, months = (PENSIONER_WEEKS, PENSIONER_MONTHS) if pensioner else (WEEKS, MONTHS)
    number, unit = law.on(weeks, until), law.value(UNIT, first_day)
    if first_day < until and (at_first := law.on(weeks, first_day)) is not number:
        by_first_day = law.value(TRANSITION, first_day) is Transition.FIRST_DAY
        until, number = (first_day, at_first) if by_first_day else (until, number)
    return Limit(number.value * length_of(unit), law.value(months, until), unit, number)
