"""Deadlines for telling the municipality, and from which day a late one still gives a right."""

from datetime import date, timedelta
from typing import Literal

from domain.rules.public_holidays import is_public_holiday
from domain.shared.citizen_kind import Insurance
from domain.shared.dated import Dated, Law, beside
from domain.shared.law import Finding

EMPLOYER_WEEKS = beside(__file__, "employer_notification_weeks", int)
EMPLOYER_OWN_BENEFIT = beside(__file__, "employer_notification_days_after_own_benefit", int)
EMPLOYER_WITHOUT_PAY = beside(__file__, "employer_notification_days_without_pay", int)
AFTER_LETTER = beside(__file__, "application_days_after_letter", int)
WITHOUT_LETTER = beside(__file__, "application_weeks_without_letter", int)
DISAGREEMENT = beside(__file__, "disagreement_days", int)
UNINSURED = beside(__file__, "self_employed_notification_days_uninsured", int)
THIRD_DAY = beside(__file__, "self_employed_notification_days_third_day", int)
FIRST_DAY = beside(__file__, "self_employed_notification_days_first_day", int)
MEMBER = beside(__file__, "member_notification_days", int)
FUND = beside(__file__, "fund_notification_days", int)
INFORMATION_FORM = beside(__file__, "information_form_deadline_days", int)
HEARING = beside(__file__, "hearing_deadline_days", int)
DEADLINE_DAY_IS_IN_TIME = beside(__file__, "deadline_day_is_in_time", bool)
MOVES_TO_WORKING_DAY = beside(__file__, "deadline_moves_to_working_day", bool)

IN_WEEKS, DAYS_OF_A_WEEK = (EMPLOYER_WEEKS, WITHOUT_LETTER), 7
SATURDAY = 5
EmployerPays = Literal["wage", "benefit", "nothing"]


def employer_notification(
    law: Law, first_day: date, pays: EmployerPays = "wage", payment_ended: date | None = None
) -> Finding[date]:
    """Sygedagpengeloven § 40, stk. 1-3: by what the employer pays, and when that ended."""
    if pays == "wage":
        return _deadline(law, "employer_notification", EMPLOYER_WEEKS, first_day)
    if pays == "nothing":
        return _deadline(law, "employer_notification", EMPLOYER_WITHOUT_PAY, first_day)
    ended = payment_ended or first_day
    return _deadline(law, "employer_notification", EMPLOYER_OWN_BENEFIT, first_day, ended)


def application(law: Law, first_day: date, letter_sent_on: date) -> Finding[date]:
    """Sygedagpengeloven § 38, stk. 1: counted from the day the letter was sent."""
    return _deadline(law, "application", AFTER_LETTER, first_day, letter_sent_on)


def application_without_letter(
    law: Law, first_day: date, pay_ended_on: date | None = None
) -> Finding[date]:
    """Sygedagpengeloven § 38, stk. 3: from the first day, or the last pay of employer or fund."""
    start = pay_ended_on or first_day
    return _deadline(law, "application_without_letter", WITHOUT_LETTER, first_day, start)


def disagreement(law: Law, first_day: date, letter_sent_on: date) -> Finding[date]:
    """Sygedagpengeloven § 40, stk. 5: the citizen says that the employer's data are wrong."""
    return _deadline(law, "disagreement", DISAGREEMENT, first_day, letter_sent_on)


def self_employed_notification(
    law: Law, first_day: date, insurance: Insurance, *, section_58a: bool = False
) -> Finding[date]:
    """Sygedagpengeloven § 43 (P 12-20): three weeks, or one week after the right starts."""
    days = {"none": UNINSURED, "third_day": THIRD_DAY, "first_day": FIRST_DAY}[insurance]
    days = FIRST_DAY if section_58a else days
    return _deadline(law, "self_employed_notification", days, first_day)


def member_notification(law: Law, first_day: date) -> Finding[date]:
    """Sygedagpengeloven § 35, stk. 3: an unemployed member tells the fund at once."""
    return _deadline(law, "member_notification", MEMBER, first_day)


def fund_notification(law: Law, first_day: date, told_on: date) -> Finding[date]:
    """Sygedagpengeloven § 35: the fund tells the municipality, after its member told it."""
    return _deadline(law, "fund_notification", FUND, first_day, told_on)


def information_form(law: Law, sent_on: date) -> Finding[date]:
    """Sygedagpengeloven § 11, stk. 3: the form follows the notification and is answered."""
    return _deadline(law, "information_form", INFORMATION_FORM, sent_on)


def hearing(law: Law, started_on: date) -> Finding[date]:
    """Forvaltningsloven § 19: a party answers before a decision against it."""
    return _deadline(law, "hearing", HEARING, started_on)


def in_time(law: Law, deadline: Finding[date], on: date) -> Finding[bool]:
    """Whether what came `on` a day kept its deadline; doubts are read only where they matter."""
    day, inputs = deadline.output, {"deadline": deadline.output, "on": on}
    if on < day or on > next_working_day(law, day):
        return Finding("in_time", deadline.citation, inputs, on < day, deadline.parameter)
    doubt = law.on(DEADLINE_DAY_IS_IN_TIME if on == day else MOVES_TO_WORKING_DAY, day)
    return Finding("in_time", deadline.citation, inputs, doubt.value, doubt)


def right_only_from(law: Law, deadline: Finding[date], received_on: date) -> Finding[date | None]:
    """§§ 38, stk. 1, 43 and 59, stk. 3: what came late gives a right from its own day only.

    None: it was in time and loses nothing.
    """
    judged = in_time(law, deadline, received_on)
    since = None if judged.output else received_on
    return Finding("right_only_from", judged.citation, judged.inputs, since, judged.parameter)


def next_working_day(law: Law, day: date) -> date:
    """Find the first day from `day` on that is neither weekend nor public holiday."""
    while day.weekday() >= SATURDAY or is_public_holiday(law, day):
        day += timedelta(days=1)
    return day


def _deadline(
    law: Law, rule: str, length: Dated[int], first_day: date, counted_from: date | None = None
) -> Finding[date]:
    start = counted_from or first_day
    number = law.on(length, first_day)
    unit = DAYS_OF_A_WEEK if length in IN_WEEKS else 1
    inputs = {"first_day": first_day, "counted_from": start}
    day = start + timedelta(days=number.value * unit)
    return Finding(rule, number.citation, inputs, day, number)
