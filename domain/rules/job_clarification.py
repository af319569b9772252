"""Job clarification: what follows when benefit ends and the citizen is still unfit for work."""

from datetime import date, timedelta
from typing import Literal

from domain.shared.dated import Dated, Law, beside
from domain.shared.law import Finding
from domain.shared.money import Money
from domain.shared.months import add_months
from domain.shared.period import Period

YEARS = beside(__file__, "job_clarification_years", int)
REFUND_SUPPORTER = beside(__file__, "job_clarification_refund_supporter", Money)
REFUND_OTHER = beside(__file__, "job_clarification_refund_other", Money)
REFUND_UNDER_25 = beside(__file__, "job_clarification_refund_under_25_at_home", Money)

Household = Literal["supporter", "other", "under_25_at_home"]
REFUND: dict[Household, Dated[Money]] = {
    "supporter": REFUND_SUPPORTER,
    "other": REFUND_OTHER,
    "under_25_at_home": REFUND_UNDER_25,
}


def job_clarification(law: Law, right_ended_on: date) -> Finding[Period]:
    """Sygedagpengeloven § 24, stk. 2: from the day after, up to two years at a time."""
    first_day = right_ended_on + timedelta(days=1)
    years = law.on(YEARS, first_day)
    period = Period(first_day, add_months(first_day, 12 * years.value) - timedelta(days=1))
    inputs = {"right_ended_on": right_ended_on}
    return Finding("job_clarification", years.citation, inputs, period, years)


def refund_of_month(law: Law, day: date, household: Household) -> Finding[Money]:
    """Lov om aktiv socialpolitik § 69 j: kroner a month to the employer who goes on paying."""
    kroner = law.on(REFUND[household], day)
    inputs = {"day": day, "household": household}
    return Finding("job_clarification_refund", kroner.citation, inputs, kroner.value, kroner)
