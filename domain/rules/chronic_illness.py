"""Chronic illness: for how long an agreement gives refund from the first day of absence."""

from datetime import date

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.months import add_months

YEARS = beside(__file__, "section_56_years", int)
ABSENCE_DAYS = beside(__file__, "section_56_absence_days_a_year", int)
PAID_DAYS = beside(__file__, "section_56_days_already_paid", int)


def agreement_covers(law: Law, first_day: date, agreed_from: date) -> Finding[bool]:
    """Sygedagpengeloven § 56: a written agreement holds two years at most, then it is renewed."""
    years = law.on(YEARS, agreed_from)
    ends = add_months(agreed_from, 12 * years.value)
    inputs = {"first_day": first_day, "agreed_from": agreed_from}
    covers = agreed_from <= first_day < ends
    return Finding("agreement_covers", years.citation, inputs, covers, years)
