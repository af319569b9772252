"""When the runs run, by Danish time; all that are due are done, and none between 02 and 03."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from application.ports.clock import DENMARK, danish_day

EVERY_DAY = frozenset(range(7))
MONDAY, TUESDAY = frozenset({0}), frozenset({1})


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A run and the hours at which it is due; hours and days are ours, a municipality's to set."""

    name: str
    at: time
    weekdays: frozenset[int] = EVERY_DAY


SCHEDULE = (
    Scheduled("payments-prepare", time(6, 0), MONDAY),
    Scheduled("payments-close", time(15, 0), MONDAY),  # "Monday afternoon" is the cut-off
    Scheduled("payments-send", time(16, 0), MONDAY),
    Scheduled("payments-reconcile", time(9, 0), TUESDAY),
    Scheduled("nightly", time(22, 0)),  # once a day, and the evening a last blocking task is solved
)


@dataclass(frozen=True, slots=True)
class Due:
    name: str
    day: date
    instant: datetime  # UTC


def due(after: datetime, until: datetime) -> tuple[Due, ...]:
    """List what is due after one instant and up to another, in order of time."""
    days = days_between(danish_day(after), danish_day(until))
    found = (run_on(scheduled, day) for day in days for scheduled in SCHEDULE)
    wanted = (one for one in found if one and after < one.instant <= until)
    return tuple(sorted(wanted, key=lambda one: one.instant))


def run_on(scheduled: Scheduled, day: date) -> Due | None:
    if day.weekday() not in scheduled.weekdays:
        return None
    at = datetime.combine(day, scheduled.at, DENMARK).astimezone(UTC)
    return Due(scheduled.name, day, at)


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
