"""COVID-19 (chapter 8 a): benefit goes on some months past the day it should have ended."""

from datetime import date, timedelta
from typing import TypeVar

from domain.shared.dated import Dated, Law, beside
from domain.shared.law import Finding
from domain.shared.months import add_months, end_of_month_after, month_end
from domain.shared.period import Period

T = TypeVar("T")
REASSESSMENT_MONTHS = beside(__file__, "covid_reassessment_months", int)
STILL_PAID_ON = beside(__file__, "covid_overdue_still_paid_on", date)
OVERDUE_FROM = beside(__file__, "covid_overdue_from", date)
OVERDUE_UNTIL = beside(__file__, "covid_overdue_until", date)
FURTHER_MONTHS = beside(__file__, "covid_further_months", int)
ALSO_SECTION_27 = beside(__file__, "covid_also_section_27", bool)
JOB_CLARIFICATION_MONTHS = beside(__file__, "covid_job_clarification_months", int)


def after_reassessment(
    law: Law, reassessed_on: date, *, pensioner: bool = False
) -> Finding[date | None]:
    """Sygedagpengeloven § 26, stk. 1: three more months, whatever § 27 says; none: not in it.

    Of pensioners (§ 25) only § 26 b speaks, which was not read.
    """
    found = _prolonged(law, "covid_after_reassessment", REASSESSMENT_MONTHS, reassessed_on)
    return _if_others_too(law, found, reassessed_on) if pensioner else found


def overdue(
    law: Law, reassessed_on: date, paid_until: date, *, by_others: bool = False
) -> Finding[Period | None]:
    """Sygedagpengeloven § 26, stk. 2: past its date before that day and still paid on it.

    `by_others`: by an extension under § 27, or as a pensioner, of which §§ 26 a and 26 b speak.
    """
    until, that_day = law.on(OVERDUE_UNTIL, reassessed_on), law.value(STILL_PAID_ON, reassessed_on)
    covered = reassessed_on < that_day <= paid_until
    since = law.value(OVERDUE_FROM, reassessed_on)
    period = Period(since, until.value) if covered and since <= until.value else None
    inputs = {"reassessed_on": reassessed_on, "paid_until": paid_until}
    found = Finding("covid_overdue", until.citation, inputs, period, until)
    return _if_others_too(law, found, reassessed_on) if by_others else found


def after_extension(law: Law, runs_out_on: date, *, section_27: bool) -> Finding[date | None]:
    """Sygedagpengeloven § 26, stk. 3 (§§ 26 a and 26 b): an extension that runs out goes on."""
    found = _prolonged(law, "covid_after_extension", FURTHER_MONTHS, runs_out_on)
    return _if_others_too(law, found, runs_out_on) if section_27 else found


def instead_of_job_clarification(law: Law, right_ends_on: date) -> Finding[date | None]:
    """Sygedagpengeloven § 26 f: three more months when the move would fall in its window."""
    moves_on = right_ends_on + timedelta(days=1)
    months = law.on(JOB_CLARIFICATION_MONTHS, moves_on)
    until = _later(right_ends_on, months.value) if months.value else None
    inputs = {"right_ends_on": right_ends_on, "moves_on": moves_on}
    return Finding("covid_job_clarification", months.citation, inputs, until, months)


def carried_until(law: Law, reassessed_on: date, extended_to: date) -> date:
    """Give the last day with right where chapter 8 a carries on what ended: §§ 26, 26 a, 26 f.

    `extended_to` is the day on which the last extension runs out, without one the reassessment
    date itself.
    """
    if extended_to == date.max:
        return extended_to
    extended = extended_to > reassessed_on
    ends = extended_to if extended else after_reassessment(law, extended_to).output or extended_to
    ends = after_extension(law, ends, section_27=extended).output or ends
    return instead_of_job_clarification(law, ends).output or ends


def _if_others_too(law: Law, found: Finding[T | None], day: date) -> Finding[T | None]:
    if found.output is None:
        return found
    also = law.on(ALSO_SECTION_27, day)
    output = found.output if also.value else None
    return Finding(found.rule, also.citation, found.inputs, output, also)


def _prolonged(law: Law, rule: str, added: Dated[int], day: date) -> Finding[date | None]:
    months = law.on(added, day)
    until = _later(day, months.value) if months.value else None
    return Finding(rule, months.citation, {"ends_on": day}, until, months)


def _later(day: date, months: int) -> date:
    whole_months = day == month_end(day)
    return end_of_month_after(day, months) if whole_months else add_months(day, months)
