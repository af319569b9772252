"""The employer period: the first days of an absence, which the employer pays alone."""

from datetime import date, timedelta

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.period import Period

EMPLOYER_PERIOD_DAYS = beside(__file__, "employer_period_days", int)


def employer_period(law: Law, first_day: date) -> Finding[Period]:
    """Sygedagpengeloven § 30, stk. 1: calendar days, not prolonged by holidays or days off."""
    days = law.on(EMPLOYER_PERIOD_DAYS, first_day)
    period = Period(first_day, first_day + timedelta(days=days.value - 1))
    return Finding("employer_period", days.citation, {"first_day": first_day}, period, days)
