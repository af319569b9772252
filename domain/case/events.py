"""What can have happened to a case; who, when and why stand on the envelope."""

from datetime import date
from decimal import Decimal

from domain.case.kinds import (
    CitizenKind,
    Dispensation,
    EndReason,
    Form,
    HearingAbout,
    Mark,
    RecalculationCause,
    RejectionReason,
    SicknessCause,
    WageSource,
)
from domain.shared.envelope import CitizenId
from domain.shared.messages import Event
from domain.shared.money import Money
from domain.shared.period import Period
from domain.shared.values import Payee


class WeekTotal(Event):
    """What one payee is owed for one calendar week; the unit of calculation and rounding."""

    monday: date
    payee: Payee
    hours: Decimal
    amount: Money


class Ruling(Event):
    """What a rule came to over a period, as the grant keeps it: deduplicated findings."""

    rule: str
    citation: str
    period: Period
    output: str
    parameter: str | None = None


class AccountTotals(Event):
    """An account as decided: days are computed again from the facts when asked for."""

    calculated_until: date
    weeks: tuple[WeekTotal, ...]
    rulings: tuple[Ruling, ...]
    reassessment_date: date | None
    weeks_used: Decimal  # of duration, on the day of the decision
    parameter_set: str  # digest of the parameters of law that were read
    unconfirmed: tuple[str, ...]
    assumed: tuple[str, ...]


class AbsenceReported(Event):
    citizen_id: CitizenId
    cpr: str
    name: str
    kind: CitizenKind
    first_day_of_absence: date
    last_day_of_absence: date | None
    notified_on: date  # day of signing in the portal, which decides timeliness
    form: Form
    cause: SicknessCause | None
    protected: bool  # protected name and address (CPR)


class EmploymentRegistered(Event):
    cvr: str
    name: str | None
    se_number: str | None
    p_number: str | None
    week: tuple[Decimal, ...] | None  # seven days, Monday first
    rota: tuple[tuple[Decimal, ...], ...] | None
    rota_from: date | None
    pays_wage: bool
    wage_paid_until: date | None
    employed_since: date | None
    hours_last_8_weeks: Decimal | None
    insured_section_55: bool
    section_56: bool
    first_day_of_absence: date | None
    last_day_of_absence: date | None


class WageRegistered(Event):
    cvr: str
    hourly_wage: Decimal  # kroner, before labour-market contribution
    source: WageSource


class CircumstancesRegistered(Event):
    """What the kinds of citizen other than wage earners are computed from (calculate contract)."""

    circumstances: str  # canonical JSON of `self_employed`, `unemployed`, `pension`, …


class RefundRequested(Event):
    cvr: str
    requested_on: date
    from_day: date | None
    to_day: date | None


class BenefitAppliedFor(Event):
    applied_on: date


class InformationFormReceived(Event):
    form: Form
    received_on: date
    cause: SicknessCause
    remark: str | None
    wishes_to_apply: bool


class SicknessCauseAssessed(Event):
    cause: SicknessCause
    remark: str | None


class RemarksRegistered(Event):
    received_on: date
    text: str


class DispensationGiven(Event):
    of: Dispensation
    reason: str


class FirstDayOfAbsenceCorrected(Event):
    first_day_of_absence: date
    before: date
    reason: str


class ReportWithdrawn(Event):
    withdrawn_on: date
    reason: str


class RecoveryReported(Event):
    last_day_of_absence: date
    reported_on: date
    cvr: str | None  # none: fit in all employments


class PartialResumptionRegistered(Event):
    from_day: date
    to_day: date | None
    cvr: str | None
    hours_worked_per_week: Decimal | None
    capacity: str | None  # of a self-employed person: "1/2" or "1/4"


class HolidayRegistered(Event):
    from_day: date
    to_day: date | None
    reported_on: date
    agreed: bool


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


class BenefitGranted(Event):
    from_day: date
    to_day: date | None
    by_rule: bool
    totals: AccountTotals
    earlier_benefit: tuple[Period, ...]


class ClaimRejected(Event):
    reason: RejectionReason
    by_rule: bool
    citation: str | None
    text: str | None


class BenefitEnded(Event):
    last_day_with_right: date
    reason: EndReason
    decided_on: date


class BenefitRecalculated(Event):
    cause: RecalculationCause
    cut_off: date  # no day before it may change
    touched: tuple[Period, ...]
    totals: AccountTotals
    earlier_benefit: tuple[Period, ...]


class CaseMarked(Event):
    mark: Mark
    reason: str


class MarkRemoved(Event):
    mark: Mark
    reason: str


class AutomationStopped(Event):
    reason: str


class AutomationResumed(Event):
    reason: str


class NoteAdded(Event):
    text: str


class CaseCancelled(Event):
    reason: str


class CaseClosed(Event):
    closed_on: date
    reason: str | None


CaseEvent = (
    AbsenceReported
    | EmploymentRegistered
    | WageRegistered
    | CircumstancesRegistered
    | RefundRequested
    | BenefitAppliedFor
    | InformationFormReceived
    | SicknessCauseAssessed
    | RemarksRegistered
    | DispensationGiven
    | FirstDayOfAbsenceCorrected
    | ReportWithdrawn
    | RecoveryReported
    | PartialResumptionRegistered
    | HolidayRegistered
    | HearingStarted
    | HearingAnswered
    | LackOfCooperationRegistered
    | BenefitExtended
    | BenefitGranted
    | ClaimRejected
    | BenefitEnded
    | BenefitRecalculated
    | CaseMarked
    | MarkRemoved
    | AutomationStopped
    | AutomationResumed
    | NoteAdded
    | CaseCancelled
    | CaseClosed
)
