"""The case file: everything that was reported, registered and answered, as it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.benefit.facts import (
    MonthlyHours,
    OtherGround,
    Pension,
    SelfEmployed,
    Unemployed,
)
from domain.benefit.facts_of_course import ClosedSpell, Received, Spell
from domain.benefit.values import Sex
from domain.case import events as on
from domain.case.kinds import CitizenKind, Dispensation, HearingAbout, Mark, SicknessCause
from domain.shared.envelope import CitizenId
from domain.shared.messages import Message
from domain.shared.numbers import birth_date, sex
from domain.shared.values import Cvr


class Background(Message):
    """What benefit of others than plain wage earners is computed from."""

    self_employed: SelfEmployed | None = None
    unemployed: Unemployed | None = None
    pension: Pension | None = None
    flexjob_granted_on: date | None = None
    monthly_hours: tuple[MonthlyHours, ...] | None = None
    other_ground: OtherGround | None = None
    life_threatening: bool | None = None
    isolations: tuple[ClosedSpell, ...] | None = None
    imprisonments: tuple[Spell, ...] | None = None
    pregnancy_related: tuple[Spell, ...] | None = None
    maternity: tuple[Spell, ...] | None = None
    other_benefits: tuple[Received, ...] | None = None
    letter_sent_on: date | None = None
    active_offer_from: date | None = None
    paid_in_advance: tuple[Cvr, ...] | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    started_on: date
    deadline: date
    answered_on: date | None = None
    groundless: bool = False  # what the party was heard about was taken back

    @property
    def unanswered(self) -> bool:
        return self.answered_on is None and not self.groundless

    def outstanding(self, today: date) -> bool:
        return self.unanswered and today <= self.deadline


@dataclass(frozen=True)  # without slots: `altered` copies it
class CaseFile:
    """The newest word on everything; `first_day_of_absence` as corrected."""

    citizen_id: CitizenId
    kind: CitizenKind
    first_day_of_absence: date
    last_day_of_absence: date | None  # in all employments
    notified_on: date
    cause: SicknessCause | None
    expected_recovery: on.RecoveryExpected | None = None
    last_day_told: date | None = None  # of the whole absence, not of its employments
    birth_date: date | None = None  # of the CPR number, as it was reported
    sex: Sex | None = None
    employments: Mapping[Cvr, on.EmploymentRegistered] = field(
        default_factory=dict[Cvr, on.EmploymentRegistered]
    )
    # Recovered from an employment alone: which last day it was registered with before.
    fit_in: Mapping[Cvr, date | None] = field(default_factory=dict[Cvr, date | None])
    wages: Mapping[Cvr, on.WageRegistered] = field(default_factory=dict[Cvr, on.WageRegistered])
    background: Background = field(default_factory=Background)
    refund_requests: tuple[on.RefundRequested, ...] = ()
    applied_on: date | None = None
    form: on.InformationFormReceived | None = None
    remarks: tuple[on.RemarksRegistered, ...] = ()
    dispensations: frozenset[Dispensation] = frozenset()
    withdrawn_on: date | None = None
    resumptions: tuple[on.PartialResumptionRegistered, ...] = ()
    holidays: tuple[on.HolidayRegistered, ...] = ()
    hearings: Mapping[HearingAbout, Hearing] = field(default_factory=dict[HearingAbout, Hearing])
    lacks: tuple[on.LackOfCooperationRegistered, ...] = ()
    extensions: tuple[on.BenefitExtended, ...] = ()
    regret: on.RightOfRegretUsed | None = None
    ended: on.BenefitEnded | None = None
    replaced_ends: tuple[on.BenefitEnded, ...] = ()  # by a sooner one on another ground
    write_offs: tuple[on.RefundWrittenOff, ...] = ()  # those that stand
    marks: frozenset[Mark] = frozenset()
    automatic: bool = True
    refused: tuple[str, ...] = ()  # why no rule could decide it, when a run asked last


def opened(event: on.AbsenceReported) -> CaseFile:
    return CaseFile(
        citizen_id=event.citizen_id,
        kind=event.kind,
        first_day_of_absence=event.first_day_of_absence,
        last_day_of_absence=event.last_day_of_absence,
        notified_on=event.notified_on,
        cause=event.cause,
        last_day_told=event.last_day_of_absence,
        birth_date=birth_date(event.cpr),
        sex=sex(event.cpr),
        marks=frozenset({Mark.PROTECTED_IDENTITY}) if event.protected else frozenset(),
    )
