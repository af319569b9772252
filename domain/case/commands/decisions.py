"""What is weighed and decided, and the hearing before it."""

from datetime import date
from typing import Annotated

from pydantic import Field

from domain.case.kinds import (
    Dispensation,
    EndReason,
    HearingAbout,
    RecalculationCause,
    RejectionReason,
    SicknessCause,
)
from domain.shared.messages import Command
from domain.shared.values import Cvr, Text


class AssessSicknessCause(Command):
    """A case worker's: whether another cause makes incapable of work (the last two causes)."""

    cause: SicknessCause
    remark: Text | None = None


class GiveDispensation(Command):
    of: Dispensation
    reason: Text


class StartHearing(Command):
    about: HearingAbout
    started_on: date
    deadline: date


class RegisterHearingAnswer(Command):
    about: HearingAbout
    answered_on: date
    accepted: bool
    remark: Text | None = None


class RegisterLackOfCooperation(Command):
    from_day: date
    to_day: date | None = None


class ExtendBenefit(Command):
    code: Annotated[int, Field(ge=1, le=7)]
    from_day: date
    to_day: date | None = None
    hospital_wait_days: Annotated[int, Field(ge=0, le=1000)] = 0


class GrantBenefit(Command):
    """By hand; a grant by rule is the machine's `by_rule` and needs no end date."""

    from_day: date | None = None
    to_day: date | None = None
    by_rule: bool = False


class RejectClaim(Command):
    reason: RejectionReason
    text: Text | None = None


class EndBenefit(Command):
    last_day_with_right: date
    reason: EndReason


class WithdrawEnd(Command):
    """Take back an end that was wrong; what was granted goes on."""

    reason: Text


class RecalculateBenefit(Command):
    cause: RecalculationCause
    cut_off: date | None = None  # none: from the first day


class WriteOffRefund(Command):
    """Write off the days whose refund nobody claimed in time; of all employers, or of one."""

    cvr: Cvr | None = None


class ReverseWriteOff(Command):
    """By dispensation, until the write-off is final."""

    cvr: Cvr
    reason: Text
