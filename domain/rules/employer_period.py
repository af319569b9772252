"""The employer period: the first days of an absence, which the employer pays alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.period import Period, first_days

EMPLOYER_PERIOD_DAYS = beside(__file__, "employer_period_days", int)
INSURED_EMPLOYER_DAYS = beside(__file__, "insured_employer_pays_days", int)
COVID_REFUND = beside(__file__, "covid_refund_from_first_day", bool)
IN_ADVANCE = beside(__file__, "employer_period_is_paid_in_advance", bool)

REQUIREMENT = Citation("Sygedagpengeloven", "30", 2)
FLEXJOB = Citation("Sygedagpengeloven", "32", 1, 5)
CHRONIC_ILLNESS = Citation("Sygedagpengeloven", "56", 1)


@dataclass(frozen=True)
class EmployerPays:
    """What of an employment decides how long its employer pays alone."""

    requirement_met: bool = True  # eight weeks and 74 hours with this employer
    flexjob: bool = False
    section_56: bool = False  # an approved agreement, and absence because of that illness
    insured_section_55: bool = False
    employed_until: date | None = None


def employer_period(law: Law, first_day: date) -> Finding[Period | None]:
    """Sygedagpengeloven § 30, stk. 1: calendar days, not prolonged by holidays or days off."""
    days = law.on(EMPLOYER_PERIOD_DAYS, first_day)
    period = first_days(first_day, days.value)
    return Finding("employer_period", days.citation, {"first_day": first_day}, period, days)


def employer_period_ends(law: Law, first_day: date) -> date:
    """Give the last day of the period; the day before the first when there is none."""
    period = employer_period(law, first_day).output
    return period.last_day if period else first_day - timedelta(days=1)


def employer_pays_alone(
    law: Law, first_day: date, employment: EmployerPays
) -> Finding[Period | None]:
    """§§ 30, 32, 55 and 56: the days without refund; none where refund runs from the first day."""
    inputs = {"first_day": first_day, "employment": employment}
    if citation := _refund_from_first_day(employment):
        return Finding("employer_pays_alone", citation, inputs, None)
    ordinary = employer_period(law, first_day)
    if not employment.insured_section_55:
        period = _while_employed(ordinary.output, employment.employed_until)
        return Finding("employer_pays_alone", ordinary.citation, inputs, period, ordinary.parameter)
    days = law.on(INSURED_EMPLOYER_DAYS, first_day)
    period = first_days(first_day, days.value)
    return Finding("employer_pays_alone", days.citation, inputs, period, days)


def covid_refund(law: Law, day: date) -> Finding[bool]:
    """Sygedagpengeloven § 53 b: isolated after infection or contact, refund from the first day."""
    refunded = law.on(COVID_REFUND, day)
    return Finding("covid_refund", refunded.citation, {"day": day}, refunded.value, refunded)


def paid_in_advance(law: Law, first_day: date) -> Finding[bool]:
    """Sygedagpengeloven § 31, stk. 2: the municipality pays for an employer who refuses to."""
    paid = law.on(IN_ADVANCE, first_day)
    return Finding("paid_in_advance", paid.citation, {"first_day": first_day}, paid.value, paid)


def _refund_from_first_day(employment: EmployerPays) -> Citation | None:
    reasons = (
        (not employment.requirement_met, REQUIREMENT),
        (employment.flexjob, FLEXJOB),
        (employment.section_56, CHRONIC_ILLNESS),
    )
    return next((citation for applies, citation in reasons if applies), None)


def _while_employed(period: Period | None, employed_until: date | None) -> Period | None:
    if period is None or employed_until is None or employed_until >= period.last_day:
        return period
    if employed_until < period.first_day:
        return None
    return Period(period.first_day, employed_until)
