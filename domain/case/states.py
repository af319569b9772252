"""The states of a case, in the order of its life; each has only what means something in it."""

from dataclasses import dataclass
from datetime import date

from domain.case.events import AccountTotals, WeekElsewhere
from domain.case.file import CaseFile
from domain.case.kinds import RejectionReason
from domain.shared.errors import CaseIsClosed, NotAllowedNow, NotFound


@dataclass(frozen=True, slots=True)
class NoCase:
    pass


@dataclass(frozen=True, slots=True)
class UnderClarification:
    file: CaseFile


@dataclass(frozen=True, slots=True)
class Ongoing:
    """Benefit is granted; `totals` is the newest account that was decided."""

    file: CaseFile
    granted_from: date
    granted_to: date | None
    by_rule: bool
    totals: AccountTotals
    stale_from: date | None = None  # the first day that facts speak of which it does not know
    weeks_elsewhere: tuple[WeekElsewhere, ...] = ()  # as the account counted with them

    @property
    def stale(self) -> bool:
        return self.stale_from is not None


@dataclass(frozen=True, slots=True)
class Ended:
    """Entitlement has a last day; what was granted before it is still paid and recalculated."""

    file: CaseFile
    granted_from: date
    granted_to: date | None
    by_rule: bool
    totals: AccountTotals
    last_day_with_right: date
    stale_from: date | None
    weeks_elsewhere: tuple[WeekElsewhere, ...] = ()

    @property
    def stale(self) -> bool:
        return self.stale_from is not None


@dataclass(frozen=True, slots=True)
class Rejected:
    file: CaseFile
    reason: RejectionReason


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The absence was never one."""

    file: CaseFile


@dataclass(frozen=True, slots=True)
class Closed:
    file: CaseFile


Granted = Ongoing | Ended
OpenCase = UnderClarification | Ongoing | Ended | Rejected
Begun = OpenCase | Cancelled | Closed
Case = NoCase | Begun


def known(case: Case) -> OpenCase | Cancelled:
    if isinstance(case, NoCase):
        raise NotFound("there is no such case")
    if isinstance(case, Closed):
        raise CaseIsClosed("the case is closed")
    return case


def opened(case: Case) -> OpenCase:
    case = known(case)
    if isinstance(case, Cancelled):
        raise NotAllowedNow("the case is cancelled")
    return case


def granted(case: Case) -> Granted:
    case = opened(case)
    if not isinstance(case, Ongoing | Ended):
        raise NotAllowedNow("no benefit is granted in this case")
    return case
