"""Employment requirements: who has worked enough for a right to sickness benefit."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.months import add_months

EMPLOYER_WEEKS = beside(__file__, "employer_requirement_weeks", int)
EMPLOYER_HOURS = beside(__file__, "employer_requirement_hours", Decimal)
WEEKS = beside(__file__, "municipality_requirement_weeks", int)
HOURS = beside(__file__, "municipality_requirement_hours", Decimal)
MONTHS = beside(__file__, "municipality_requirement_months", int)
FULL_MONTHS = beside(__file__, "municipality_requirement_full_months", int)
HOURS_EACH_MONTH = beside(__file__, "municipality_requirement_hours_each_month", Decimal)
BUSINESS_MONTHS = beside(__file__, "self_employed_requirement_months", int)
BUSINESS_HOURS = beside(__file__, "self_employed_requirement_hours_a_week", Decimal)

LAST_YEAR = 12
AGAIN = Citation("Sygedagpengeloven", "30", 4)
EMPLOYED = Citation("Sygedagpengeloven", "32", 1, 1)

Ground = Literal["unemployed", "trained", "trainee", "flexjob", "work_injury"]
OTHER_GROUNDS: dict[Ground, Citation] = {
    "unemployed": Citation("Sygedagpengeloven", "32", 1, 2),  # or its replacement, if not ill
    "trained": Citation("Sygedagpengeloven", "32", 1, 3),  # 18 months, finished last month
    "trainee": Citation("Sygedagpengeloven", "32", 1, 4),  # paid practice in an education
    "flexjob": Citation("Sygedagpengeloven", "32", 1, 5),
    "work_injury": Citation("Sygedagpengeloven", "2", 1, 4),  # once it is recognised
}


def toward_employer(
    law: Law, first_day: date, employed_since: date | None, hours: Decimal | None
) -> Finding[bool]:
    """Sygedagpengeloven § 30, stk. 2: eight weeks without a break and 74 hours; None is as met."""
    weeks, least = law.on(EMPLOYER_WEEKS, first_day), law.on(EMPLOYER_HOURS, first_day)
    since = first_day - timedelta(weeks=weeks.value)
    met = (employed_since is None or employed_since <= since) and _enough(hours, least.value)
    inputs = {"first_day": first_day, "employed_since": employed_since, "hours": hours}
    return Finding("requirement_toward_employer", weeks.citation, inputs, met, least)


def toward_employer_again(
    law: Law, first_day: date, hours: Decimal, *, at_work: bool
) -> Finding[bool]:
    """Sygedagpengeloven § 30, stk. 4: earlier work for the same employer counts.

    `hours` are all of the last eight weeks, `at_work` says that work had begun again, or that
    the day before was the last workday.
    """
    least = law.on(EMPLOYER_HOURS, first_day)
    inputs = {"first_day": first_day, "hours": hours, "at_work": at_work}
    met = at_work and hours >= least.value
    return Finding("requirement_toward_employer_again", AGAIN, inputs, met, least)


def employed_on(
    first_day: date, employed_since: date | None, employed_until: date | None
) -> Finding[bool]:
    """Sygedagpengeloven § 32, stk. 1, nr. 1: employed when the absence from it began; None is met.

    Work that had not begun yet, or was over already, nobody can be absent from.
    """
    begun = employed_since is None or employed_since <= first_day
    lasts = employed_until is None or first_day <= employed_until
    inputs = {"first_day": first_day, "since": employed_since, "until": employed_until}
    return Finding("employed_on_first_day", EMPLOYED, inputs, begun and lasts)


def toward_municipality(
    law: Law,
    first_day: date,
    monthly_hours: Mapping[date, Decimal],
    employed_since: date | None = None,
) -> Finding[bool]:
    """Sygedagpengeloven § 32, stk. 1, nr. 1, and before 5 January 2015 its predecessors.

    `monthly_hours` by the first day of the month, all employers together. `employed_since` is
    the start of unbroken attachment to the labour market, which the older law asks for.
    """
    looked_at = law.value(MONTHS, first_day)
    months = [add_months(first_day.replace(day=1), -back) for back in range(1, looked_at + 1)]
    hours = [monthly_hours.get(month, Decimal(0)) for month in months]
    least = law.on(HOURS, first_day)
    met = (
        sum(hours) >= least.value
        and _enough_full_months(law, first_day, hours)
        and _attached(law, first_day, employed_since)
    )
    inputs = {"first_day": first_day, "hours": dict(zip(months, hours, strict=True))}
    return Finding("requirement_toward_municipality", least.citation, inputs, met, least)


def met_otherwise(ground: Ground) -> Finding[bool]:
    """Sygedagpengeloven §§ 32, stk. 1, nr. 2-5, and 2, stk. 1, nr. 4: a right without hours."""
    return Finding(
        "requirement_met_otherwise", OTHER_GROUNDS[ground], {"ground": ground}, output=True
    )


def toward_municipality_self_employed(
    law: Law, first_day: date, business_months: frozenset[date], hours_a_week: Decimal
) -> Finding[bool]:
    """Sygedagpengeloven § 42: six of the last twelve months, the last one too, 18½ hours a week.

    `business_months` are the first days of the months in which the business ran.
    """
    months, hours = law.on(BUSINESS_MONTHS, first_day), law.on(BUSINESS_HOURS, first_day)
    this = first_day.replace(day=1)
    ran = [back for back in range(1, LAST_YEAR + 1) if add_months(this, -back) in business_months]
    met = len(ran) >= months.value and 1 in ran and hours_a_week >= hours.value
    inputs = {"first_day": first_day, "months": len(ran), "hours_a_week": hours_a_week}
    return Finding("requirement_self_employed", months.citation, inputs, met, months)


def _enough(hours: Decimal | None, least: Decimal) -> bool:
    return hours is None or hours >= least


def _enough_full_months(law: Law, first_day: date, hours: list[Decimal]) -> bool:
    full = law.value(HOURS_EACH_MONTH, first_day)
    return sum(each >= full for each in hours) >= law.value(FULL_MONTHS, first_day)


def _attached(law: Law, first_day: date, since: date | None) -> bool:
    weeks = law.value(WEEKS, first_day)
    return since is None or since <= first_day - timedelta(weeks=weeks)
