"""Facts that cannot be true together: what nobody can have is refused before it is computed.

What is only odd has a reading, and what is not enough gives no right: both are in docs/law.md.
"""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from domain.benefit.facts_of_work import MonthlyHours, MonthlyPay
from domain.shared.errors import FactsContradict

HOURS_OF_A_DAY = 24
DAYS_OF_EIGHT_WEEKS = 56


class Work(Protocol):
    """What is asked of an employment, however it came to be known."""

    @property
    def employed_since(self) -> date | None: ...
    @property
    def employed_until(self) -> date | None: ...
    @property
    def section_56_from(self) -> date | None: ...
    @property
    def hours_last_8_weeks(self) -> Decimal | None: ...
    @property
    def first_day_of_absence(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """What may contradict: `days` of the citizen's life by the name of their fact."""

    birth_date: date | None
    works: Sequence[Work]
    months: Sequence[MonthlyHours | MonthlyPay]
    days: Sequence[tuple[str, date | None]]
    business_months: Sequence[str] = ()


def contradictions(told: Told) -> Iterator[str]:
    """Name facts and fault, never a value: it may be personal."""
    for work in told.works:
        yield from of_work(work)
    yield from too_many_hours(told.months)
    if told.birth_date is not None:
        yield from before_birth(told, told.birth_date)


def of_work(work: Work) -> Iterator[str]:
    since, until = work.employed_since, work.employed_until
    if since and until and until < since:
        yield "employed_until lies before employed_since"
    hours = work.hours_last_8_weeks
    if hours is not None and hours > DAYS_OF_EIGHT_WEEKS * HOURS_OF_A_DAY:
        yield "hours_last_8_weeks are more than 24 a day"


def too_many_hours(months: Iterable[MonthlyHours | MonthlyPay]) -> Iterator[str]:
    if any(one.hours > days_of(one.month) * HOURS_OF_A_DAY for one in months):
        yield "the hours of a month are more than 24 a day"


def days_of(month: str) -> int:
    return calendar.monthrange(int(month[:4]), int(month[5:]))[1]


def before_birth(told: Told, birth: date) -> Iterator[str]:
    """Leave out what is only told later or planned: it has a reading wherever it lies."""
    known = {name: day for name, day in days_of_life(told) if day is not None and day < birth}
    yield from (f"{name} lies before birth_date" for name in known)


def days_of_life(told: Told) -> Iterator[tuple[str, date | None]]:
    yield from told.days
    for work in told.works:
        yield "employed_since", work.employed_since
        yield "employed_until", work.employed_until
        yield "section_56_from", work.section_56_from
        yield "first_day_of_absence of an employment", work.first_day_of_absence
    for month in (*(one.month for one in told.months), *told.business_months):
        yield "a month of work", last_of(month)


def last_of(month: str) -> date:
    return date.fromisoformat(f"{month}-01") + timedelta(days=days_of(month) - 1)


def check(now: Told, before: Told | None = None) -> None:
    """Refuse what contradicts; what did so before, when nobody asked, is not refused again."""
    known = set(contradictions(before)) if before else set[str]()
    found = [each for each in contradictions(now) if each not in known]
    if found:
        raise FactsContradict("; ".join(dict.fromkeys(found)))
