"""Payment calendar: which weeks are paid on which day, to citizens and to employers."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.rules.public_holidays import is_public_holiday
from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.months import add_months, month_end
from domain.shared.period import Period

CITIZEN_WEEKDAY = beside(__file__, "citizen_payment_weekday", int)
EMPLOYER_WEEKDAY = beside(__file__, "employer_payment_weekday", int)
BANKS_CLOSED = beside(__file__, "banks_closed", tuple[str, ...])
CUT_OFF_HOUR = beside(__file__, "payment_cut_off_hour", int)

SATURDAY = 5
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class Paid:
    """Whole weeks and the day on which the money is at the payee's disposal."""

    weeks: Period
    on: date


def citizen_payment(law: Law, month: date) -> Finding[Paid]:
    """Pay on the last Thursday of `month` for the weeks up to the Sunday before that week."""
    weekday = law.on(CITIZEN_WEEKDAY, month)
    this = _last(weekday.value, month)
    before = _last(weekday.value, add_months(month.replace(day=1), -1))
    weeks = Period(_monday(before), _monday(this) - DAY)
    output = Paid(weeks, last_bank_day(law, this))
    return Finding("citizen_payment", weekday.citation, {"month": month}, output, weekday)


def citizen_payment_of(law: Law, day: date) -> Finding[Paid]:
    """Find the payment to the citizen that holds the week of `day`."""
    month = day.replace(day=1)
    found = citizen_payment(law, month)
    while found.output.weeks.last_day < day:
        month = add_months(month, 1)
        found = citizen_payment(law, month)
    return found


def employer_payment_of(law: Law, day: date) -> Finding[Paid]:
    """Pay an employer in the week after the one of `day`."""
    weekday = law.on(EMPLOYER_WEEKDAY, day)
    monday = _monday(day)
    paid_on = last_bank_day(law, monday + WEEK + weekday.value * DAY)
    output = Paid(Period(monday, monday + WEEK - DAY), paid_on)
    return Finding("employer_payment", weekday.citation, {"day": day}, output, weekday)


def last_bank_day(law: Law, day: date) -> date:
    """Go back to a day on which banks are open."""
    closed = law.value(BANKS_CLOSED, day)
    while day.weekday() >= SATURDAY or f"{day:%m-%d}" in closed or is_public_holiday(law, day):
        day -= DAY
    return day


def answer_due(law: Law, sent_on: date) -> date:
    """Expect the answer to what was sent on the next day on which banks are open."""
    day = sent_on + DAY
    while last_bank_day(law, day) != day:
        day += DAY
    return day


def _last(weekday: int, month: date) -> date:
    end = month_end(month)
    return end - (end.weekday() - weekday) % 7 * DAY


def _monday(day: date) -> date:
    return day - day.weekday() * DAY
