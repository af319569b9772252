"""What others have told of an absence: the employer, the citizen, the portal."""

from datetime import date
from decimal import Decimal

from domain.benefit.facts_of_course import WhyInFull
from domain.benefit.facts_of_work import MonthlyPay
from domain.case.kinds import CitizenKind, Form, Registration, SicknessCause, WageSource
from domain.shared.envelope import CitizenId
from domain.shared.messages import Event


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
    employed_until: date | None
    worked_here_before: bool
    section_56_from: date | None


class WageRegistered(Event):
    cvr: str
    hourly_wage: Decimal | None  # kroner, before labour-market contribution
    source: WageSource
    monthly_pay: tuple[MonthlyPay, ...] | None  # of the income register, completed months
    weekly_pay: Decimal | None  # instead of an hourly wage, where working hours are unknown
    hourly_wage_paid: Decimal | None  # for an hour of absence; none: the whole wage


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


class RemarksRegistered(Event):
    received_on: date
    text: str


class RightOfRegretUsed(Event):
    """The second chance that the information form gives: what was missing came after all."""

    used_on: date
    lapsed_on: date  # the first day of the lack of cooperation that it ends


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


class RecoveryExpected(Event):
    """When somebody thinks that the citizen will be well; nothing is decided by it."""

    expected_recovery: date
    told_on: date


class PartialResumptionRegistered(Event):
    from_day: date
    to_day: date | None
    cvr: str | None
    hours_worked_per_week: Decimal | None
    capacity: str | None  # of a self-employed person: "1/2" or "1/4"
    in_full_because: WhyInFull | None


class HolidayRegistered(Event):
    from_day: date
    to_day: date | None
    reported_on: date
    agreed: bool


class RegistrationWithdrawn(Event):
    """What was registered was never so; every word on the same thing is taken back with it."""

    of: Registration
    day: date | None  # the first of a spell, that of a refund request, the last of absence
    cvr: str | None
    circumstance: str | None  # its name among the circumstances
    reason: str
