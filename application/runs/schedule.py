"""When the runs run, by Danish time; all that are due are done, and none between 02 and 03."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from application.ports.clock import DENMARK, danish_day
from domain.shared.envelope import Municipality

EVERY_DAY = frozenset(range(7))
THE_FIRST, ANY_DATE = frozenset({1}), frozenset(range(1, 32))
MONDAY, SUNDAY = frozenset({0}), frozenset({6})
MONDAY_TO_FRIDAY, TUESDAY_TO_FRIDAY = frozenset(range(5)), frozenset(range(1, 5))
CUT_OFF = "payments-close"
GAP = 2  # from 02 to 03 nothing runs
PREPARED = time(6, 0)  # on Monday; a cut-off that a municipality sets before it comes with it
Hours = Mapping[Municipality, int]  # the hour of the cut-off, where a municipality has set it
NONE_SET: Hours = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A run and the hours at which it is due; hours and days are ours, a municipality's to set."""

    name: str
    at: time
    weekdays: frozenset[int] = EVERY_DAY
    dates: frozenset[int] = ANY_DATE  # of the month


SCHEDULE = (
    Scheduled("deadlines", time(4, 0)),  # before people begin their day
    Scheduled("reassessment", time(4, 30), MONDAY),  # before the week is paid
    Scheduled("write-off", time(5, 0), SUNDAY),
    Scheduled("retention", time(5, 30), SUNDAY),
    Scheduled("payments-prepare", PREPARED, MONDAY),
    Scheduled("close-month", time(6, 30), dates=THE_FIRST),  # of the month that is over
    Scheduled("random-sample", time(7, 0), dates=THE_FIRST),  # before the day's work is given out
    Scheduled(CUT_OFF, time(15, 0), MONDAY),  # "Monday afternoon"
    Scheduled("payments-send", time(16, 0), MONDAY_TO_FRIDAY),  # again, where it was not approved
    Scheduled("payments-reconcile", time(9, 0), TUESDAY_TO_FRIDAY),  # again, without an answer
    Scheduled("evening", time(19, 0)),  # the evening that a last blocking task is solved
    Scheduled("nightly", time(22, 0)),  # new cases, once a day
)
MONTHLY = frozenset(run.name for run in SCHEDULE if run.dates == THE_FIRST)


@dataclass(frozen=True, slots=True)
class Due:
    """A run of a day, of one municipality, or of all but those with an hour of their own."""

    name: str
    day: date
    instant: datetime  # UTC
    only: Municipality | None = None
    but: frozenset[Municipality] = field(default=frozenset())

    def is_of(self, municipality: Municipality) -> bool:
        return municipality not in self.but and self.only in {None, municipality}


def due(after: datetime, until: datetime, cut_offs: Hours = NONE_SET) -> tuple[Due, ...]:
    """List what is due after one instant and up to another, in order of time."""
    days = days_between(danish_day(after), danish_day(until))
    found = (one for day in days for run in SCHEDULE for one in on_day(run, day, cut_offs))
    wanted = (one for one in found if after < one.instant <= until)
    return tuple(sorted(wanted, key=lambda one: one.instant))


def may_cut_off(after: datetime, until: datetime) -> bool:
    """Tell whether there is a day between on which some municipality cuts off, at whatever hour."""
    days = days_between(danish_day(after), danish_day(until))
    weekdays = next(run.weekdays for run in SCHEDULE if run.name == CUT_OFF)
    return any(day.weekday() in weekdays for day in days)


def on_day(scheduled: Scheduled, day: date, cut_offs: Hours) -> Iterator[Due]:
    if day.weekday() not in scheduled.weekdays or day.day not in scheduled.dates:
        return
    own = [*cut_offs.items()] if scheduled.name == CUT_OFF else []
    others = frozenset(municipality for municipality, _ in own)
    yield Due(scheduled.name, day, instant(day, scheduled.at), but=others)
    for municipality, hour in own:
        yield Due(scheduled.name, day, instant(day, max(time(hour), PREPARED)), only=municipality)


def instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, DENMARK).astimezone(UTC)


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
