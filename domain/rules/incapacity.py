"""Incapacity: from when it is judged broadly, and who has no right whatever his health."""

from datetime import date, timedelta

from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.months import add_months

BROADLY_AFTER_MONTHS = beside(__file__, "judged_broadly_after_months", int)
PRISON_PAYS = beside(__file__, "prison_pays", bool)
CAPABLE = Citation("Sygedagpengeloven", "7", 1)


def judged_broadly_from(law: Law, first_day: date) -> Finding[date]:
    """Sygedagpengeloven § 7: after three months by education and field of work, not the job."""
    months = law.on(BROADLY_AFTER_MONTHS, first_day)
    day = add_months(first_day, months.value)
    return Finding("judged_broadly_from", months.citation, {"first_day": first_day}, day, months)


def earliest_end_without_right(opened_on: date) -> Finding[date]:
    """Sygedagpengeloven § 7: that there is no right has effect from when the matter was opened."""
    day = opened_on - timedelta(days=1)
    return Finding("earliest_end_without_right", CAPABLE, {"opened_on": opened_on}, day)


def paid_in_prison(law: Law, day: date) -> Finding[bool]:
    """Whether prison or arrest leaves the right to benefit (no section found)."""
    paid = law.on(PRISON_PAYS, day)
    return Finding("paid_in_prison", paid.citation, {"day": day}, paid.value, paid)
