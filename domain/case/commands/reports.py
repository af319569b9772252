"""What others tell of an absence: the employer, the citizen, the portal."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.benefit.facts import (
    MonthlyHours,
    OtherGround,
    Pension,
    SelfEmployed,
    Unemployed,
)
from domain.benefit.facts_of_course import ClosedSpell, Received, Spell, WhyInFull
from domain.benefit.facts_of_work import MonthlyPay
from domain.case.kinds import CitizenKind, Form, Registration, SicknessCause, WageSource
from domain.shared.messages import Command
from domain.shared.values import Cpr, Cvr, HourlyWage, Name, Number, PNumber, Text, Week

WeekHours = Annotated[Number, Field(ge=0, le=168, decimal_places=2)]
WeeklyPay = Annotated[Number, Field(gt=0, le=20_000, decimal_places=2)]
WagePaid = Annotated[Number, Field(ge=0, le=100_000, decimal_places=2)]
EightWeeksHours = Annotated[Number, Field(ge=0, le=1344, decimal_places=2)]


CircumstanceName = Literal[
    "self_employed",
    "unemployed",
    "pension",
    "flexjob_granted_on",
    "monthly_hours",
    "other_ground",
    "life_threatening",
    "isolations",
    "imprisonments",
    "pregnancy_related",
    "maternity",
    "other_benefits",
    "letter_sent_on",
    "active_offer_from",
    "paid_in_advance",
]


class ReportAbsence(Command):
    """The citizen is known by the CPR number; the edge finds or makes the citizen's id."""

    cpr: Cpr
    name: Name
    kind: CitizenKind
    first_day_of_absence: date
    last_day_of_absence: date | None = None
    notified_on: date
    form: Form
    cause: SicknessCause | None = None
    protected: bool = False


class RegisterEmployment(Command):
    cvr: Cvr
    name: Name | None = None
    se_number: Cvr | None = None
    p_number: PNumber | None = None
    week: Week | None = None
    rota: tuple[Week, ...] | None = None
    rota_from: date | None = None
    pays_wage: bool = True
    wage_paid_until: date | None = None
    employed_since: date | None = None
    hours_last_8_weeks: EightWeeksHours | None = None
    insured_section_55: bool = False
    section_56: bool = False
    first_day_of_absence: date | None = None
    last_day_of_absence: date | None = None
    employed_until: date | None = None
    worked_here_before: bool = False  # the hours of eight weeks are of both employments
    section_56_from: date | None = None  # when the agreement was approved


class RegisterWage(Command):
    cvr: Cvr
    hourly_wage: HourlyWage | None = None
    source: WageSource = WageSource.INCOME_REGISTER
    monthly_pay: tuple[MonthlyPay, ...] | None = None
    weekly_pay: WeeklyPay | None = None  # instead, where working hours are unknown
    hourly_wage_paid: WagePaid | None = None  # during illness, where it is not the whole wage

    @model_validator(mode="after")
    def check_one_wage(self) -> Self:
        if (self.hourly_wage is None) == (self.weekly_pay is None):
            raise ValueError("a wage is that of an hour, or of a week of unknown hours")
        if self.hourly_wage is None and self.hourly_wage_paid is not None:
            raise ValueError("what is paid for an hour is known only where the hours are")
        return self


class RegisterCircumstances(Command):
    """What few cases have, and what other kinds of citizen than wage earners are paid by."""

    self_employed: SelfEmployed | None = None
    unemployed: Unemployed | None = None
    pension: Pension | None = None
    flexjob_granted_on: date | None = None
    monthly_hours: tuple[MonthlyHours, ...] | None = None  # income register, completed months
    other_ground: OtherGround | None = None
    life_threatening: bool | None = None
    isolations: tuple[ClosedSpell, ...] | None = None
    imprisonments: tuple[Spell, ...] | None = None
    pregnancy_related: tuple[Spell, ...] | None = None
    maternity: tuple[Spell, ...] | None = None
    other_benefits: tuple[Received, ...] | None = None  # for days that are paid afterwards
    letter_sent_on: date | None = None  # the notification letter, from which eight days run
    active_offer_from: date | None = None  # the job centre's, which the state refunded until 2015
    paid_in_advance: tuple[Cvr, ...] | None = None  # for employers who refuse (§ 31, stk. 2)


class RequestRefund(Command):
    cvr: Cvr
    requested_on: date
    from_day: date | None = None
    to_day: date | None = None


class ApplyForBenefit(Command):
    applied_on: date


class ReceiveInformationForm(Command):
    form: Form
    received_on: date
    cause: SicknessCause
    remark: Text | None = None
    wishes_to_apply: bool = True


class RegisterRemarks(Command):
    """The citizen's remarks on the notification letter."""

    received_on: date
    text: Text


class UseRightOfRegret(Command):
    """The citizen meets after all what the information form asks; once in a case."""

    used_on: date


class CorrectFirstDayOfAbsence(Command):
    first_day_of_absence: date
    reason: Text


class WithdrawReport(Command):
    withdrawn_on: date
    reason: Text


class ReportRecovery(Command):
    last_day_of_absence: date
    reported_on: date
    cvr: Cvr | None = None


class RegisterExpectedRecovery(Command):
    """The employer's, the citizen's or the case worker's word; a later one replaces it."""

    expected_recovery: date
    told_on: date


class RegisterPartialResumption(Command):
    from_day: date
    to_day: date | None = None
    cvr: Cvr | None = None
    hours_worked_per_week: WeekHours | None = None
    capacity: Literal["1/2", "1/4"] | None = None
    in_full_because: WhyInFull | None = None  # nobody to work part time for


class RegisterHoliday(Command):
    from_day: date
    to_day: date | None = None
    reported_on: date
    agreed: bool


class WithdrawRegistration(Command):
    """Take back what was registered and was wrong; it can be registered again."""

    of: Registration
    day: date | None = None  # the first of a spell, of a refund request, a recovery's
    cvr: Cvr | None = None
    circumstance: CircumstanceName | None = None
    reason: Text
