"""Which days count towards duration, and counting them by spans rather than by days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.shared.citizen_kind import CitizenKind
from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.period import Period, first_days

WAGE_EARNER = beside(__file__, "days_not_counted_wage_earner", int)
SELF_EMPLOYED = beside(__file__, "days_not_counted_self_employed", int)
UNEMPLOYED = beside(__file__, "days_not_counted_unemployed", int)
UNEMPLOYED_15_30 = beside(__file__, "unemployed_days_15_30_count", bool)


class Unit(StrEnum):
    CALENDAR_DAYS = "calendar_days"
    WEEKDAYS = "weekdays"


class Unpaid(StrEnum):
    """Why nothing is paid for a day: each with a switch of its own, as most are open doubts."""

    PUBLIC_HOLIDAY = "public_holiday"
    AGREED_HOLIDAY = "agreed_holiday"
    OTHER = "other"
    MATERNITY = "maternity"


PUBLIC_HOLIDAYS = beside(__file__, "public_holidays_count_towards_duration", bool)
AGREED_HOLIDAY = beside(__file__, "agreed_holiday_counts_towards_duration", bool)
UNPAID_DAYS = beside(__file__, "unpaid_days_count_towards_duration", bool)
MATERNITY = beside(__file__, "maternity_counts_towards_duration", bool)
PREGNANCY_RELATED = beside(__file__, "pregnancy_related_illness_counts_towards_duration", bool)

COUNTS = {
    Unpaid.PUBLIC_HOLIDAY: PUBLIC_HOLIDAYS,
    Unpaid.AGREED_HOLIDAY: AGREED_HOLIDAY,
    Unpaid.OTHER: UNPAID_DAYS,
    Unpaid.MATERNITY: MATERNITY,
}


@dataclass(frozen=True)
class PaidDays:
    """Days that count, earlier benefit included: spans ascend and do not overlap.

    From `onwards` on every day counts, as paid when the case goes on; none: nothing follows.
    """

    spans: tuple[Period, ...]
    onwards: date | None = None

    def same_from(self, day: date) -> bool:
        """Whether nothing changes from `day` on: every day counts, or none does."""
        last = self.spans[-1].last_day if self.spans else date.min
        return last < day and (self.onwards is None or self.onwards <= day)

    def any_until(self, day: date) -> bool:
        return any(span.first_day <= day for span in self.spans)


def not_counted_at_start(law: Law, first_day: date, kind: CitizenKind) -> Finding[Period | None]:
    """Sygedagpengeloven § 24, stk. 3, nr. 1-2: the first days, whoever paid them."""
    days = law.on(
        {"self_employed": SELF_EMPLOYED, "unemployed": UNEMPLOYED}.get(kind, WAGE_EARNER),
        first_day,
    )
    if kind == "unemployed" and not law.value(UNEMPLOYED_15_30, first_day):
        days = law.on(WAGE_EARNER, first_day)
    period = first_days(first_day, days.value)
    inputs = {"first_day": first_day, "kind": kind}
    return Finding("not_counted_at_start", days.citation, inputs, period, days)


def counts_unpaid(law: Law, day: date, why: Unpaid) -> Finding[bool]:
    """Sygedagpengeloven § 24, stk. 1: whether a day without payment counts, by the reason why."""
    counts = law.on(COUNTS[why], day)
    inputs = {"day": day, "why": why}
    return Finding("counts_unpaid", counts.citation, inputs, counts.value, counts)


def counts_pregnancy_related(law: Law, day: date) -> Finding[bool]:
    """Sygedagpengeloven § 24, stk. 3, nr. 3: whether illness because of pregnancy counts."""
    counts = law.on(PREGNANCY_RELATED, day)
    inputs = {"day": day}
    return Finding("counts_pregnancy_related", counts.citation, inputs, counts.value, counts)


def length_of(unit: Unit) -> int:
    """Days of a week of duration."""
    return 7 if unit is Unit.CALENDAR_DAYS else 5


def count(paid: PaidDays, first_day: date, last_day: date, unit: Unit) -> int:
    """Count the days of `paid` from `first_day` to `last_day`, both included."""
    days = _weekdays if unit is Unit.WEEKDAYS else _calendar_days
    counted = 0
    for span in paid.spans:
        start, end = max(span.first_day, first_day), min(span.last_day, last_day)
        counted += days(start, end) if start <= end else 0
    if paid.onwards is not None and paid.onwards <= last_day:
        counted += days(max(paid.onwards, first_day), last_day)
    return counted


def _calendar_days(start: date, end: date) -> int:
    return end.toordinal() - start.toordinal() + 1


def _weekdays(start: date, end: date) -> int:
    return _weekdays_before(end.toordinal() + 1) - _weekdays_before(start.toordinal())


def _weekdays_before(ordinal: int) -> int:
    weeks, rest = divmod(ordinal - 1, 7)  # ordinal 1 is a Monday
    return weeks * 5 + min(rest, 5)
