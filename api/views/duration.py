"""Varighedsplan: how long benefit has run, when it is reassessed, by either reading of holiday."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from api.views.account import computed_from, facts_in
from api.views.view import Seen, View
from domain.benefit.calculate import LAW
from domain.benefit.outlook import outlook
from domain.case.events import BenefitExtended
from domain.rules.counted_days import AGREED_HOLIDAY
from domain.shared.dated import Law


class Reading(View):
    """Sygedagpengeloven § 24 is silent on agreed holiday: both readings are shown."""

    agreed_holiday_counts: bool
    reassessment_date: date | None


class Move(View):
    """What would give another date: a doubt read otherwise, or weeks of agreed holiday."""

    by: str
    reassessment_date: date | None


class Extension(View):
    code: int
    from_day: date
    to_day: date | None


class Duration(View):
    """`reassessment_date` is by the reading in force, `days_left` as things are today.

    Of a day that is asked for, what is counted and left is so at the end of that day.
    """

    case_id: UUID
    version: int
    reassessment_date: date | None
    counted_days: int
    weeks: int
    days_left: int
    would_move: tuple[Move, ...]
    readings: tuple[Reading, ...]
    extensions: tuple[Extension, ...]
    unconfirmed: tuple[str, ...]


def duration(seen: Seen) -> Duration:
    account, ahead = computed_from(seen, LAW), outlook(facts_in(seen), seen.day)
    used = account.duration if seen.applies_on is None else ahead.used
    return Duration(
        case_id=seen.case_id,
        version=seen.version,
        reassessment_date=account.reassessment_date,
        counted_days=used.counted_days,
        weeks=used.weeks,
        days_left=ahead.used.left_days,
        would_move=tuple(Move(by=one.by, reassessment_date=one.to) for one in ahead.would_move),
        readings=tuple(reading(seen, counts=counts) for counts in (True, False)),
        extensions=tuple(extension(one) for one in in_force(seen)),
        unconfirmed=account.unconfirmed,
    )


def reading(seen: Seen, *, counts: bool) -> Reading:
    said = AGREED_HOLIDAY.said(str(counts).lower())
    account = computed_from(seen, Law({AGREED_HOLIDAY.name: said}))
    return Reading(agreed_holiday_counts=counts, reassessment_date=account.reassessment_date)


def in_force(seen: Seen) -> Iterable[BenefitExtended]:
    extensions = seen.all(BenefitExtended)
    return (one for one in extensions if seen.applies(one.from_day, one.to_day))


def extension(event: BenefitExtended) -> Extension:
    return Extension(code=event.code, from_day=event.from_day, to_day=event.to_day)
