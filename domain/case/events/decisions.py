"""What was weighed and decided, and the hearing before it."""

from datetime import date

from domain.case.events.account import AccountTotals, WeekElsewhere
from domain.case.kinds import (
    Dispensation,
    EndReason,
    HearingAbout,
    RecalculationCause,
    RejectionReason,
    SicknessCause,
)
from domain.shared.messages import Event
from domain.shared.money import Money
from domain.shared.period import Period


class SicknessCauseAssessed(Event):
    cause: SicknessCause
    remark: str | None


class DispensationGiven(Event):
    of: Dispensation
    reason: str


class HearingStarted(Event):
    about: HearingAbout
    started_on: date
    deadline: date


class HearingAnswered(Event):
    about: HearingAbout
    answered_on: date
    accepted: bool
    remark: str | None


class LackOfCooperationRegistered(Event):
    from_day: date
    to_day: date | None
    time: int  # 1 first, 2 second


class BenefitExtended(Event):
    code: int  # § 27, stk. 1, nr. 1-7
    from_day: date
    to_day: date | None
    hospital_wait_days: int  # of waiting for a public hospital, which ground 3 does not include


class BenefitGranted(Event):
    from_day: date
    to_day: date | None
    by_rule: bool
    totals: AccountTotals
    earlier_benefit: tuple[Period, ...]
    weeks_elsewhere: tuple[WeekElsewhere, ...] = ()


class ClaimRejected(Event):
    reason: RejectionReason
    by_rule: bool
    citation: str | None
    text: str | None


class BenefitEnded(Event):
    last_day_with_right: date
    reason: EndReason
    decided_on: date


class EndWithdrawn(Event):
    """Benefit had not ended: it goes on after that day, until the day the grant ends with."""

    last_day_with_right: date  # of the end that is taken back
    granted_to: date | None
    reason: str


class BenefitRecalculated(Event):
    cause: RecalculationCause
    cut_off: date  # no day before it may change
    touched: tuple[Period, ...]
    totals: AccountTotals
    earlier_benefit: tuple[Period, ...]
    weeks_elsewhere: tuple[WeekElsewhere, ...] = ()


class BenefitConfirmed(Event):
    """Computed again on what came since, and every week is as it was decided."""

    cause: RecalculationCause
    earlier_benefit: tuple[Period, ...]
    weeks_elsewhere: tuple[WeekElsewhere, ...]


class RefundWrittenOff(Event):
    """Days of one employer whose refund was not claimed in time: what it would have been."""

    cvr: str
    period: Period
    amount: Money
    final_on: date  # the last day on which dispensation can reverse it


class WriteOffReversed(Event):
    cvr: str
    period: Period  # that of the write-off
    reason: str
