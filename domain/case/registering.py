"""What is reported and registered on a case: each command becomes a fact, once."""

from collections.abc import Callable, Mapping
from typing import TypeAlias, TypeVar

from domain.case import commands as ask
from domain.case import course, reported, withdrawing
from domain.case import events as on
from domain.case.contradicting import refuse_contradiction
from domain.case.file import CaseFile
from domain.case.file import opened as begun
from domain.case.filing import filed
from domain.case.states import Case, NoCase, known, opened
from domain.case.surroundings import Surroundings
from domain.shared.errors import Impossible, NotAllowedNow

Registers: TypeAlias = (
    ask.RegisterEmployment
    | ask.RegisterWage
    | ask.RegisterCircumstances
    | ask.RequestRefund
    | ask.ApplyForBenefit
    | ask.ReceiveInformationForm
    | ask.AssessSicknessCause
    | ask.RegisterRemarks
    | ask.GiveDispensation
    | ask.CorrectFirstDayOfAbsence
    | ask.WithdrawReport
    | ask.ReportRecovery
    | ask.RegisterExpectedRecovery
    | ask.RegisterPartialResumption
    | ask.RegisterHoliday
    | ask.WithdrawRegistration
    | ask.StartHearing
    | ask.RegisterHearingAnswer
    | ask.RegisterLackOfCooperation
    | ask.UseRightOfRegret
    | ask.ExtendBenefit
)
C = TypeVar("C", bound=Registers)
Registering = Callable[[Registers, CaseFile], on.CaseEvent]


def report_absence(
    command: ask.ReportAbsence, case: Case, around: Surroundings
) -> tuple[on.CaseEvent, ...]:
    if not isinstance(case, NoCase):
        raise NotAllowedNow("the absence is reported already")
    if around.citizen_id is None:
        raise Impossible("nobody said who the citizen is")
    reported.in_order(command.first_day_of_absence, command.last_day_of_absence)
    if command.cause in reported.A_CASE_WORKERS:
        raise Impossible("this cause is a case worker's to set")
    event = on.AbsenceReported(citizen_id=around.citizen_id, **dict(command))
    refuse_contradiction(begun(event))
    return (event,)


def register(command: Registers, case: Case) -> tuple[on.CaseEvent, ...]:
    """Record what is new of it; what the file says already is not said twice."""
    taken_also_when_cancelled = isinstance(command, ask.RequestRefund)
    file = (known(case) if taken_also_when_cancelled else opened(case)).file
    event = FACTS[type(command)](command, file)
    told = filed(file, event)
    if told == file:
        return ()
    refuse_contradiction(told, file)
    return (event,)


def when(
    kind: type[C], fact: Callable[[C, CaseFile], on.CaseEvent]
) -> tuple[type[Registers], Registering]:
    def registered(command: Registers, file: CaseFile) -> on.CaseEvent:
        if not isinstance(command, kind):
            raise TypeError(f"{type(command).__name__} is not registered here")
        return fact(command, file)

    return kind, registered


FACTS: Mapping[type[Registers], Registering] = dict(
    (
        when(ask.RegisterEmployment, reported.employment),
        when(ask.RegisterWage, reported.wage),
        when(ask.RegisterCircumstances, reported.circumstances),
        when(ask.RequestRefund, reported.refund),
        when(ask.ApplyForBenefit, reported.application),
        when(ask.ReceiveInformationForm, reported.form),
        when(ask.AssessSicknessCause, reported.cause),
        when(ask.RegisterRemarks, reported.remarks),
        when(ask.GiveDispensation, reported.dispensation),
        when(ask.CorrectFirstDayOfAbsence, reported.first_day),
        when(ask.WithdrawReport, reported.withdrawal),
        when(ask.ReportRecovery, course.recovery),
        when(ask.RegisterExpectedRecovery, reported.expected),
        when(ask.RegisterPartialResumption, course.resumption),
        when(ask.RegisterHoliday, course.holiday),
        when(ask.WithdrawRegistration, withdrawing.registration),
        when(ask.StartHearing, course.hearing),
        when(ask.RegisterHearingAnswer, course.answer),
        when(ask.RegisterLackOfCooperation, course.lack_of_cooperation),
        when(ask.UseRightOfRegret, course.regret),
        when(ask.ExtendBenefit, course.extension),
    )
)
