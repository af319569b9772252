"""The plan of duration from the first day on: weeks used and left, and what would move the date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.benefit.calculate import LAW, reassessment_of
from domain.benefit.computation import computation
from domain.benefit.facts import Facts, Holiday
from domain.benefit.plan import planned, used_by
from domain.rules.counted_days import AGREED_HOLIDAY, PUBLIC_HOLIDAYS, UNEMPLOYED_15_30, UNPAID_DAYS
from domain.rules.duration import UNIT, Used
from domain.shared.dated import Law

AHEAD = timedelta(days=400)  # beyond any reassessment date without extension
WEEKS_OF_HOLIDAY = (1, 2, 3, 4, 5)
READINGS = (
    *((one, text) for one in (PUBLIC_HOLIDAYS, AGREED_HOLIDAY) for text in ("true", "false")),
    *((one, text) for one in (UNPAID_DAYS, UNEMPLOYED_15_30) for text in ("true", "false")),
    *((UNIT, text) for text in ("calendar_days", "weekdays")),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that would give another reassessment date; none: there would be none."""

    by: str
    to: date | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is used of the time at the end of a day, and the date if nothing changes."""

    used: Used
    reassessment_date: date | None
    would_move: tuple[Moved, ...]


def outlook(facts: Facts, today: date, law: Law = LAW) -> Outlook:
    """Look ahead from `today`: whatever would move the date is tried, and nothing recorded."""
    today = max(today, facts.first_day_of_absence)
    comp = computation(facts, today, law)
    now = planned(comp)
    tried = (*by_reading(facts, law), *by_holiday(facts, today, law))
    moved = tuple(one for one in tried if one.to != now.reassessed.output)
    return Outlook(used_by(comp, now), now.reassessed.output, moved)


def by_reading(facts: Facts, law: Law) -> Iterator[Moved]:
    """Read each doubt of § 24 the other way: the case worker sees what hangs on it."""
    for doubt, text in READINGS:
        other = Law({**law.overrides, doubt.name: doubt.said(text)}, law.release)
        yield Moved(f"{doubt.name}={text}", date_of(facts, other))


def by_holiday(facts: Facts, today: date, law: Law) -> Iterator[Moved]:
    """Agree on holiday from tomorrow on: the fewest weeks that move the date."""
    before, begins = date_of(facts, law), today + timedelta(days=1)
    for weeks in WEEKS_OF_HOLIDAY:
        last = today + timedelta(weeks=weeks)
        holiday = Holiday(from_day=begins, to_day=last, agreed=True)
        after = date_of(facts.model_copy(update={"holidays": (*facts.holidays, holiday)}), law)
        if after != before:
            yield Moved(f"agreed_holiday_weeks={weeks}", after)
            return


def date_of(facts: Facts, law: Law) -> date | None:
    return reassessment_of(facts, facts.first_day_of_absence + AHEAD, law)
