"""What ends the right: recovery, a decision, a holiday that was not agreed, a pension."""

from datetime import date, timedelta
from operator import attrgetter

from domain.benefit.account import DayKind, Reason
from domain.benefit.computation import Computation
from domain.benefit.spans import FOREVER, Cover, cover
from domain.benefit.values import WITHOUT_END
from domain.rules.holiday import after_holiday
from domain.rules.pension import last_day_before_pension
from domain.shared.law import Citation, Finding
from domain.shared.period import Period

RECOVERY = Citation("Sygedagpengeloven", "7", 1)
ENDED = Citation("Sygedagpengeloven", "24", 1)
FROM = attrgetter("from_day")  # of two that end the same day, the earlier is named
BEFORE_ABSENCE = Reason("ended-before-absence", ENDED)
NOT_AGREED = Reason("holiday-not-agreed", Citation("Sygedagpengeloven", "7"))


def endings(comp: Computation) -> tuple[Cover, ...]:
    return (
        *last_day_of_absence(comp),
        *ended(comp),
        *holidays_not_agreed(comp),
        *pension_awarded(comp),
    )


def last_day_of_absence(comp: Computation) -> tuple[Cover, ...]:
    last = comp.facts.last_day_of_absence
    if last is None:
        return ()
    finding = Finding("recovered", RECOVERY, {"last_day_of_absence": last}, output=True)
    return cover(last.toordinal() + 1, FOREVER, DayKind.AFTER_END, (finding,))


def ended(comp: Computation) -> tuple[Cover, ...]:
    """Take an end that was decided; `on` is the last day with entitlement.

    One before the first day leaves no day: the account says so, as nothing else would.
    """
    end = comp.facts.ended
    if end is None:
        return ()
    finding = Finding("ended", ENDED, {"on": end.on, "reason": end.reason}, output=True)
    reason = BEFORE_ABSENCE if end.on < comp.facts.first_day_of_absence else None
    return cover(end.on.toordinal() + 1, FOREVER, DayKind.AFTER_END, (finding,), reason)


def holidays_not_agreed(comp: Computation) -> tuple[Cover, ...]:
    """P 31-19 and 72-19: counts as recovery; a later absence is a new case."""
    covers: list[Cover] = []
    for one in sorted(comp.facts.holidays, key=FROM):
        if not one.agreed and one.to_day.toordinal() >= comp.first:
            covers += holiday_not_agreed(comp, holiday_of(one.from_day, one.to_day))
    return tuple(covers)


def holiday_of(first: date, last: date) -> Period:
    """Leave one open of which nobody knows the end, so that no finding shows a day for it."""
    return Period(first, date.max if last == WITHOUT_END else last)


def holiday_not_agreed(comp: Computation, holiday: Period) -> tuple[Cover, ...]:
    """End the case with the day before the holiday, unless the law is read otherwise."""
    after = after_holiday(comp.law, holiday, agreed=False)
    first, last = holiday.first_day.toordinal(), min(holiday.last_day.toordinal(), FOREVER)
    span = cover(first, last, DayKind.HOLIDAY_NOT_AGREED, (after,), NOT_AGREED)
    if not after.output.ends_the_case:
        return span
    return (*span, *cover(last + 1, FOREVER, DayKind.AFTER_END, (after,), NOT_AGREED))


def pension_awarded(comp: Computation) -> tuple[Cover, ...]:
    """§ 25, stk. 2: a pension awarded during the absence ends the right."""
    end = last_day_before(comp)
    if end is None or end.output is None:
        return ()
    reason = Reason("pension-awarded", end.citation)
    return cover(end.output.toordinal() + 1, FOREVER, DayKind.AFTER_END, (end,), reason)


def last_day_before(comp: Computation) -> Finding[date | None] | None:
    """None for who already had the pension when the absence began: he is a pensioner."""
    pension = comp.facts.pension
    if pension is None:
        return None
    month_before = pension.from_day.replace(day=1) - timedelta(days=1)
    decided = pension.decided_on or month_before
    if max(month_before, decided) < comp.facts.first_day_of_absence:
        return None
    return last_day_before_pension(comp.law, pension.kind, pension.from_day, decided)


def pensioner_from(comp: Computation) -> date | None:
    """§ 25, stk. 1: from when the shorter duration of pensioners applies, if at all."""
    pension, end = comp.facts.pension, last_day_before(comp)
    if pension is None or (end is not None and end.output is not None):
        return None
    return pension.from_day
