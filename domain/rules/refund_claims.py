"""Refund claims: how far back an employer's claim reaches, and when a lost day is lost for good."""

from datetime import date, timedelta

from domain.rules.employer_period import employer_period, employer_period_ends
from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.months import add_months

MONTHS_BACK = beside(__file__, "refund_claim_months", int)
FINAL_MONTHS = beside(__file__, "refund_claim_final_months", int)
LONGER_MONTH = timedelta(days=3)  # than the one of the day: 28 February and 31 May
INCLUSIVE = beside(__file__, "three_month_window_inclusive", bool)


def oldest_day(law: Law, claimed_on: date) -> Finding[date]:
    """Sygedagpengeloven § 59, stk. 2: older days are lost, day by day, not the whole claim."""
    months, inclusive = law.on(MONTHS_BACK, claimed_on), law.on(INCLUSIVE, claimed_on)
    day = _months_back(claimed_on, months.value, inclusive=inclusive.value)
    inputs = {"claimed_on": claimed_on, "months": months.value, "inclusive": inclusive.value}
    return Finding("refund_claim_oldest_day", months.citation, inputs, day, inclusive)


def last_day_to_claim(law: Law, day: date) -> Finding[date]:
    """Sygedagpengeloven § 59, stk. 2: the last day on which a claim still reaches `day`."""
    months, inclusive = law.on(MONTHS_BACK, day), law.on(INCLUSIVE, day)
    latest = add_months(day, months.value) + LONGER_MONTH
    while _months_back(latest, months.value, inclusive=inclusive.value) > day:
        latest -= timedelta(days=1)
    inputs = {"day": day, "months": months.value, "inclusive": inclusive.value}
    return Finding("last_day_to_claim", months.citation, inputs, latest, inclusive)


def final_day(law: Law, first_day: date) -> Finding[date]:
    """Sygedagpengeloven § 59, stk. 6: the last day on which dispensation can revive lost days."""
    months = law.on(FINAL_MONTHS, first_day)
    day = add_months(first_day, months.value)
    return Finding("refund_final", months.citation, {"first_day": first_day}, day, months)


def dispensation_possible(law: Law, first_day: date, claimed_on: date) -> Finding[bool]:
    """Sygedagpengeloven § 59, stk. 6: never for a claim after the six months."""
    final = final_day(law, first_day)
    inputs = {"first_day": first_day, "claimed_on": claimed_on, "final_day": final.output}
    possible = claimed_on <= final.output
    return Finding("dispensation_possible", final.citation, inputs, possible, final.parameter)


def notification_needed(law: Law, first_day: date, last_day: date | None) -> Finding[bool]:
    """Sygedagpengeloven § 59, stk. 4: the claim is enough when the absence ended within 30 days.

    For § 55 and § 56, where refund starts inside the employer period.
    """
    short = employer_period(law, first_day)
    needed = last_day is None or last_day > employer_period_ends(law, first_day)
    inputs = {"first_day": first_day, "last_day": last_day}
    return Finding("notification_needed", MONTHS_BACK.citation, inputs, needed, short.parameter)


def _months_back(day: date, months: int, *, inclusive: bool) -> date:
    oldest = add_months(day, -months)
    return oldest if inclusive else oldest + timedelta(days=1)
