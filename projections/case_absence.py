"""The last day of an absence as lists keep it: told of the whole, or of each of its employments.

As the case itself does: fit in one employment is fit in all only when it was the last one, and a
recovery that is taken back leaves what was told before it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from domain.case.events import EmploymentRegistered, RecoveryReported, RegistrationWithdrawn
from domain.case.kinds import Registration

Texts = tuple[str, ...]
Changes = Mapping[str, object]


class Absent(Protocol):
    """A row of a case; its last days of work are told by employer: registered, and recovered."""

    @property
    def cvrs(self) -> Texts: ...
    @property
    def last_day_of_absence(self) -> date | None: ...
    @property
    def last_day_told(self) -> date | None: ...
    @property
    def registered(self) -> Texts: ...
    @property
    def recovered(self) -> Texts: ...


def of_employment(row: Absent, event: EmploymentRegistered) -> Changes:
    """Let a later word on an employment replace the earlier one, its last day too."""
    told = (f"{event.cvr}/{last}",) if (last := event.last_day_of_absence) else ()
    return {
        "registered": (*elsewhere(row.registered, event.cvr), *told),
        "recovered": elsewhere(row.recovered, event.cvr),
    }


def after_recovery(row: Absent, event: RecoveryReported) -> Changes:
    if event.cvr is None:
        last = event.last_day_of_absence
        return {"last_day_of_absence": last, "last_day_told": last}
    told = f"{event.cvr}/{event.last_day_of_absence}"
    recovered = (*elsewhere(row.recovered, event.cvr), told)
    last = last_of_all(row.cvrs, row.registered, recovered) or row.last_day_of_absence
    return {"recovered": recovered, "last_day_of_absence": last}


def without_registration(row: Absent, event: RegistrationWithdrawn) -> Changes:
    """Leave what was told beside what is taken back: a recovery, or an employment."""
    left = elsewhere(row.recovered, event.cvr)
    if event.of is Registration.EMPLOYMENT:
        return {"recovered": left, "registered": elsewhere(row.registered, event.cvr)}
    if event.of is not Registration.RECOVERY:
        return {}
    told = row.last_day_told if event.cvr else None
    last = last_of_all(row.cvrs, row.registered, left) if left else None
    return {"recovered": left, "last_day_told": told, "last_day_of_absence": last or told}


def elsewhere(told: Texts, cvr: str | None) -> Texts:
    return tuple(one for one in told if not one.startswith(f"{cvr}/"))


def last_of_all(cvrs: Texts, registered: Texts, recovered: Texts) -> date | None:
    lasts = dict(one.split("/") for one in (*registered, *recovered))
    if not cvrs or not all(cvr in lasts for cvr in cvrs):
        return None
    return max(date.fromisoformat(lasts[cvr]) for cvr in cvrs)
