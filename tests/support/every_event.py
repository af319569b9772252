"""A history that holds every registered type of event, in the lives of a few invented people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import get_args
from uuid import UUID, uuid5

from domain.case import events as case
from domain.case import kinds
from domain.dossier.dossier import DossierEvent, Recorded
from domain.payment import events as payment
from domain.run import events as run
from domain.shared.blocks import Blocks
from domain.shared.envelope import (
    ActorId,
    CaseId,
    CitizenId,
    Envelope,
    Municipality,
    PaymentId,
    Purpose,
    Role,
    RunId,
)
from domain.shared.money import Money
from domain.shared.period import Period
from domain.task import events as task
from domain.task.outcomes import Outcome

REGISTERED: frozenset[type[DossierEvent]] = frozenset(get_args(DossierEvent))
BEGINNING = datetime(2020, 4, 28, 8, 0, tzinfo=UTC)
FIRST_DAY, MONDAY, CVR = date(2020, 4, 27), date(2020, 6, 1), "13748136"
RUN = RunId(UUID(int=900))


@dataclass(frozen=True)
class Person:
    """Invented: a birth date other than 1 January and a failing check digit belong to nobody."""

    cpr: str
    name: str
    number: int = 1
    municipality: int = 101
    protected: bool = False

    @property
    def case_id(self) -> CaseId:
        return CaseId(UUID(int=self.number))

    def stream(self, name: str) -> UUID:
        return uuid5(self.case_id, name)


ANNE = Person("1203751231", "Anne Ærø Planteskole")
BO = Person("2405682342", "Bo Plantemose", 2)
CARL = Person("0711593453", "Carl Skjult", 3, protected=True)
DORTHE = Person("1909844564", "Dorthe Andetsteds", 4, municipality=751)
EVERYBODY = (ANNE, BO, CARL, DORTHE)

Entry = tuple[UUID, DossierEvent]  # stream and event


def life(person: Person) -> Iterator[Entry]:
    """Everything that can happen, happens to this person, free text naming them each time."""
    for event in (*reports(person), *answers(person), *decisions(person)):
        yield person.case_id, event
    yield from work(person)
    yield from payments(person)
    yield person.case_id, case.CaseClosed(closed_on=date(2020, 7, 2), reason=person.name)


def reports(person: Person) -> Iterator[DossierEvent]:
    text, day = f"{person.name} {person.cpr}", FIRST_DAY
    yield case.AbsenceReported(
        citizen_id=CitizenId(person.stream("citizen")),
        cpr=person.cpr,
        name=person.name,
        kind=kinds.CitizenKind.WAGE_EARNER,
        first_day_of_absence=day,
        last_day_of_absence=None,
        notified_on=day,
        form=kinds.Form.DP201,
        cause=None,
        protected=person.protected,
    )
    yield case.EmploymentRegistered(
        cvr=CVR,
        name=f"Planteskolen {person.name}",
        se_number=None,
        p_number="1003452345",
        week=(Decimal("7.4"),) * 5 + (Decimal(0),) * 2,
        rota=None,
        rota_from=None,
        pays_wage=True,
        wage_paid_until=None,
        employed_since=None,
        hours_last_8_weeks=None,
        insured_section_55=False,
        section_56=False,
        first_day_of_absence=None,
        last_day_of_absence=None,
    )
    yield case.WageRegistered(
        cvr=CVR, hourly_wage=Decimal("120.00"), source=kinds.WageSource.EMPLOYER
    )
    yield case.CircumstancesRegistered(circumstances="{}")
    yield case.RefundRequested(cvr=CVR, requested_on=day, from_day=None, to_day=None)
    yield case.FirstDayOfAbsenceCorrected(
        first_day_of_absence=day - timedelta(days=1), before=day, reason=text
    )
    yield case.ReportWithdrawn(withdrawn_on=day, reason=text)
    yield case.CaseMarked(mark=kinds.Mark.COMPLAINT, reason=text)
    yield case.MarkRemoved(mark=kinds.Mark.COMPLAINT, reason=text)
    yield case.CaseMarked(mark=kinds.Mark.OWN_EMPLOYEE, reason=text)
    yield case.MarkRemoved(mark=kinds.Mark.OWN_EMPLOYEE, reason=text)
    yield case.CaseMarked(mark=kinds.Mark.RECOURSE, reason=text)


def answers(person: Person) -> Iterator[DossierEvent]:
    text, day, other = f"{person.name} {person.cpr}", FIRST_DAY, kinds.SicknessCause.OTHER
    holiday = kinds.HearingAbout.HOLIDAY
    yield case.BenefitAppliedFor(applied_on=day)
    yield case.InformationFormReceived(
        form=kinds.Form.DP300A, received_on=day, cause=other, remark=text, wishes_to_apply=True
    )
    yield case.SicknessCauseAssessed(cause=kinds.SicknessCause.OTHER_APPROVED, remark=text)
    yield case.RemarksRegistered(received_on=day, text=text)
    yield case.DispensationGiven(of=kinds.Dispensation.NOTIFICATION, reason=text)
    yield case.HearingStarted(about=holiday, started_on=day, deadline=day)
    yield case.HearingAnswered(about=holiday, answered_on=day, accepted=True, remark=text)
    yield case.NoteAdded(text=text)
    yield case.AutomationStopped(reason=text)
    yield case.AutomationResumed(reason=text)


def decisions(person: Person) -> Iterator[DossierEvent]:
    text, day = f"{person.name} {person.cpr}", FIRST_DAY
    yield case.ClaimRejected(
        reason=kinds.RejectionReason.FEA, by_rule=False, citation="§ 38", text=text
    )
    yield case.BenefitGranted(
        from_day=MONDAY, to_day=None, by_rule=True, totals=totals(), earlier_benefit=()
    )
    yield case.PartialResumptionRegistered(
        from_day=day, to_day=None, cvr=CVR, hours_worked_per_week=Decimal(17), capacity=None
    )
    yield case.HolidayRegistered(from_day=day, to_day=day, reported_on=day, agreed=True)
    yield case.LackOfCooperationRegistered(from_day=day, to_day=None, time=1)
    yield case.BenefitExtended(code=2, from_day=day, to_day=date(2020, 12, 31))
    yield case.BenefitRecalculated(
        cause=kinds.RecalculationCause.HOLIDAY,
        cut_off=day,
        touched=(Period(day, day),),
        totals=totals(),
        earlier_benefit=(),
    )
    yield case.RecoveryReported(last_day_of_absence=date(2020, 6, 30), reported_on=day, cvr=None)
    yield case.BenefitEnded(
        last_day_with_right=date(2020, 6, 28),
        reason=kinds.EndReason.RECOVERY,
        decided_on=date(2020, 6, 29),
    )
    yield case.CaseCancelled(reason=text)


def totals() -> case.AccountTotals:
    week = case.WeekTotal(monday=MONDAY, payee=CVR, hours=Decimal("29.6"), amount=Money(3_552_00))
    return case.AccountTotals(
        calculated_until=date(2020, 6, 28),
        weeks=(week,),
        rulings=(),
        reassessment_date=date(2020, 10, 31),
        weeks_used=Decimal(5),
        parameter_set="digest",
        unconfirmed=(),
        assumed=(),
    )


def work(person: Person) -> Iterator[Entry]:
    """One task lives its whole life, a second is cancelled, a third waits."""
    text, first = f"{person.name} {person.cpr}", person.stream("first task")
    second, third = person.stream("second task"), person.stream("third task")
    kind = "information_form_other_cause"
    for event in (
        opened(kind, text),
        task.TaskAssigned(to=ActorId("carla")),
        task.TaskReleased(reason=text),
        task.TaskHeld(until=date(2020, 6, 20), reason=text),
        task.TaskResumed(),
        task.TaskCommented(text=text),
        task.TaskSolved(type=kind, outcome=Outcome.APPROVED, comment=text),
        task.TaskReopened(type=kind, reason=text),
        task.TaskSolved(type=kind, outcome=Outcome.NOT_APPROVED, comment=None),
    ):
        yield first, event
    yield second, opened("missing_control", text)
    yield second, task.TaskCancelled(type="missing_control", reason=text)
    yield third, opened("check_case_blocking", text)


def opened(kind: str, reason: str | None, due_on: date = date(2020, 6, 4)) -> task.TaskOpened:
    return task.TaskOpened(
        type=kind,
        cause="form answered",
        blocks=Blocks.DECISION,
        due_on=due_on,
        priority=2,
        reason=reason,
        by_hand=False,
    )


def payments(person: Person) -> Iterator[Entry]:
    """Four payments: settled, returned, failed and cancelled."""
    text, day = f"{person.name} {person.cpr}", date(2020, 6, 30)
    sent = payment.PaymentSent(run_id=RUN, file="run.txt")
    for event in (
        ordered(3_552_00),
        payment.PaymentHeld(reason=text),
        payment.PaymentReleased(reason=text),
        payment.PaymentApproved(by_rule=True),
        payment.PaymentIncluded(run_id=RUN),
        payment.PaymentExcluded(run_id=RUN, reason=text),
        payment.PaymentIncluded(run_id=RUN),
        sent,
        payment.PaymentSettled(settled_on=day),
    ):
        yield person.stream("first payment"), event
    ends = (
        payment.PaymentReturned(returned_on=day, reason=text),
        payment.PaymentFailed(failed_on=day, reason=text),
    )
    for end in ends:
        stream = person.stream(f"payment {type(end).__name__}")
        yield from ((stream, event) for event in (ordered(100_00), sent, end))
    yield person.stream("last payment"), ordered(50_00)
    yield person.stream("last payment"), payment.PaymentCancelled(reason=text)


def ordered(oere: int, corrects: PaymentId | None = None) -> payment.PaymentOrdered:
    return payment.PaymentOrdered(
        payee=CVR,
        kind=payment.PaymentKind.BENEFIT,
        monday=MONDAY,
        period=Period(MONDAY, date(2020, 6, 7)),
        amount=Money(oere),
        account_total=Money(oere),
        account_code="5.57.71",
        state_refund_percent=40,
        corrects=corrects,
    )


def run_life() -> Iterator[Entry]:
    for event in (
        run.RunPrepared(
            kind=run.RunKind.WEEKLY, prepared_on=MONDAY, pay_until=MONDAY, four_eyes=False
        ),
        run.RunClosed(payments=3, total=Money(3_752_00), control_sum="sum"),
        run.RunApproved(control_sum="sum"),
        run.RunSent(file="run.txt", payments=3, total=Money(3_752_00), control_sum="sum"),
        run.RunReconciled(settled=1, returned=1, failed=1, total_settled=Money(3_552_00)),
    ):
        yield RUN, event


def dossier(person: Person) -> Iterator[tuple[CaseId, int, Entry]]:
    return ((person.case_id, person.municipality, entry) for entry in life(person))


def history() -> tuple[Recorded, ...]:
    """The lives of all, told in turns, and the run they were paid with."""
    of_run = [(CaseId(RUN), 101, entry) for entry in run_life()]
    turns = zip_longest(*(dossier(person) for person in EVERYBODY), of_run)
    return tuple(recorded(one for turn in turns for one in turn if one is not None))


def recorded(entries: Iterable[tuple[CaseId, int, Entry]]) -> Iterator[Recorded]:
    """Number the facts as a log does: position, version in the stream, version in the dossier."""
    versions: dict[UUID, int] = {}
    for position, (case_id, municipality, (stream, event)) in enumerate(entries, 1):
        of_stream = versions[stream] = versions.get(stream, 0) + 1
        dossiers = uuid5(case_id, "dossier")
        of_dossier = versions[dossiers] = versions.get(dossiers, 0) + 1
        yield Recorded(
            event, envelope(case_id, stream, municipality, position, of_stream, of_dossier)
        )


def envelope(
    case_id: CaseId,
    stream: UUID,
    municipality: int,
    position: int,
    version: int = 1,
    dossier_version: int = 1,
) -> Envelope:
    at = BEGINNING + timedelta(minutes=position)
    return Envelope(
        position=position,
        case_id=case_id,
        stream_id=stream,
        version=version,
        dossier_version=dossier_version,
        recorded_at=at,
        received_at=at,
        municipality=Municipality(municipality),
        actor=ActorId("berit"),
        role=Role.CASE_WORKER,
        purpose=Purpose.CASE_WORK,
        correlation=UUID(int=position),
        causation=None,
        command_id=UUID(int=position),
        release="test",
    )
