"""What others report of a case, checked against what is known of it."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from domain.case import commands as ask
from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.kinds import CitizenKind, SicknessCause
from domain.shared.errors import Impossible
from domain.shared.values import Week

HOURS_OF_A_DAY = 24
A_CASE_WORKERS = {SicknessCause.OTHER_APPROVED, SicknessCause.OTHER_NOT_APPROVED}


def employment(command: ask.RegisterEmployment, file: CaseFile) -> on.CaseEvent:
    first = command.first_day_of_absence or file.first_day_of_absence
    in_order(first, command.last_day_of_absence)
    if command.week is not None and command.rota is not None:
        raise Impossible("an employment has a week or a rota, not both")
    if command.rota_from is not None and (not command.rota or command.rota_from.weekday()):
        raise Impossible("a rota begins on a Monday")
    event = on.EmploymentRegistered(**dict(command))
    works = {**file.employments, event.cvr: event}.values()
    if any(sum(map(longest(day), works), Decimal()) > HOURS_OF_A_DAY for day in range(7)):
        raise Impossible("more than 24 hours are scheduled on one day")
    return event


def longest(weekday: int) -> Callable[[on.EmploymentRegistered], Decimal]:
    def hours(work: on.EmploymentRegistered) -> Decimal:
        weeks: tuple[Week, ...] = work.rota or ((work.week,) if work.week else ())
        return max((week[weekday] for week in weeks), default=Decimal())

    return hours


def wage(command: ask.RegisterWage, _: CaseFile) -> on.CaseEvent:
    each_once([each.month for each in command.monthly_pay or ()])
    return on.WageRegistered(**dict(command))


def circumstances(command: ask.RegisterCircumstances, file: CaseFile) -> on.CaseEvent:
    for given, kind in (
        (command.self_employed, CitizenKind.SELF_EMPLOYED),
        (command.unemployed, CitizenKind.UNEMPLOYED),
        (command.flexjob_granted_on, CitizenKind.FLEXJOB),
        (command.other_ground, CitizenKind.WAGE_EARNER),
    ):
        if given is not None and file.kind is not kind:
            raise Impossible(f"the citizen is no {kind}")
    each_once([each.month for each in command.monthly_hours or ()])
    said = command.model_dump(mode="json", by_alias=True, exclude_none=True)
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return on.CircumstancesRegistered(circumstances=text)


def each_once(months: list[str]) -> None:
    if len(months) != len(set(months)):
        raise Impossible("a month has two numbers of hours")


def refund(command: ask.RequestRefund, _: CaseFile) -> on.CaseEvent:
    in_order(command.from_day, command.to_day)
    return on.RefundRequested(**dict(command))


def application(command: ask.ApplyForBenefit, _: CaseFile) -> on.CaseEvent:
    return on.BenefitAppliedFor(**dict(command))


def form(command: ask.ReceiveInformationForm, _: CaseFile) -> on.CaseEvent:
    if command.cause in A_CASE_WORKERS:
        raise Impossible("this cause is a case worker's to set")
    return on.InformationFormReceived(**dict(command))


def cause(command: ask.AssessSicknessCause, _: CaseFile) -> on.CaseEvent:
    if command.cause not in A_CASE_WORKERS:
        raise Impossible("another cause is approved or not approved")
    return on.SicknessCauseAssessed(**dict(command))


def remarks(command: ask.RegisterRemarks, _: CaseFile) -> on.CaseEvent:
    return on.RemarksRegistered(**dict(command))


def dispensation(command: ask.GiveDispensation, _: CaseFile) -> on.CaseEvent:
    return on.DispensationGiven(**dict(command))


def first_day(command: ask.CorrectFirstDayOfAbsence, file: CaseFile) -> on.CaseEvent:
    corrected = command.first_day_of_absence
    in_order(corrected, file.last_day_of_absence)
    in_order(corrected, file.ended and file.ended.last_day_with_right)
    for work in file.employments.values():
        in_order(work.first_day_of_absence or corrected, work.last_day_of_absence)
    return on.FirstDayOfAbsenceCorrected(
        first_day_of_absence=corrected, before=file.first_day_of_absence, reason=command.reason
    )


def expected(command: ask.RegisterExpectedRecovery, file: CaseFile) -> on.CaseEvent:
    in_order(file.first_day_of_absence, command.expected_recovery)
    return on.RecoveryExpected(**dict(command))


def withdrawal(command: ask.WithdrawReport, _: CaseFile) -> on.CaseEvent:
    return on.ReportWithdrawn(**dict(command))


def in_order(first: date | None, last: date | None) -> None:
    if first is not None and last is not None and last < first:
        raise Impossible("the last day lies before the first")
