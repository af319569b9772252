"""Limitation and retention: when a claim lapses, and how long a closed case is kept."""

from datetime import date
from enum import StrEnum

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.months import add_months

YEARS = beside(__file__, "limitation_years", int)
RETENTION_YEARS = beside(__file__, "retention_years", int)
RETENTION_LEAST_YEARS = beside(__file__, "retention_least_years", int)

CONVERSION_YEARS = beside(__file__, "conversion_years", int)


class RepaymentWhen(StrEnum):
    BREACH_OR_BETTER_KNOWLEDGE = "breach_or_better_knowledge"


EMPLOYER_CLAIM_STANDS = beside(__file__, "employer_claim_stands_without_answer", bool)
REPAYMENT_WHEN = beside(__file__, "repayment_when", RepaymentWhen)


def lapses_after(law: Law, due_on: date) -> Finding[date]:
    """Forældelsesloven § 3: three years from the day each part of the benefit was due."""
    years = law.on(YEARS, due_on)
    last_day = add_months(due_on, 12 * years.value)
    return Finding("limitation", years.citation, {"due_on": due_on}, last_day, years)


def kept_until(law: Law, closed_on: date) -> Finding[date]:
    """Arkivbekendtgørelsen § 5: counted from the end of the year in which the case was closed."""
    wanted, least = law.on(RETENTION_YEARS, closed_on), law.on(RETENTION_LEAST_YEARS, closed_on)
    years = max(wanted, least, key=lambda years: years.value)
    last_day = date(closed_on.year + years.value, 12, 31)
    return Finding("kept_until", years.citation, {"closed_on": closed_on}, last_day, years)


def converted_after(law: Law, conversion_year: int) -> Finding[date]:
    """Conversion takes cases whose last day lies after this one: the year, and three before."""
    years = law.on(CONVERSION_YEARS, date(conversion_year, 1, 1))
    day = date(conversion_year - years.value - 1, 12, 31)
    inputs = {"conversion_year": conversion_year}
    return Finding("converted_after", years.citation, inputs, day, years)


def stands_without_answer(law: Law, day: date) -> Finding[bool]:
    """Forvaltningsloven § 19: whether a claim on an employer stands who did not answer in time."""
    stands = law.on(EMPLOYER_CLAIM_STANDS, day)
    inputs = {"day": day}
    return Finding("stands_without_answer", stands.citation, inputs, stands.value, stands)


def repayment(law: Law, day: date, *, breached_duty: bool, knew_better: bool) -> Finding[bool]:
    """Sygedagpengeloven § 71: claimed back only from who breached a duty or knew better."""
    when = law.on(REPAYMENT_WHEN, day)
    inputs = {"breached_duty": breached_duty, "knew_better": knew_better}
    return Finding("repayment", when.citation, inputs, breached_duty or knew_better, when)
