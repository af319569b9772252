"""What happens while somebody is ill: recovery, part of the work, holiday, hearing, extension."""

from domain.case import commands as ask
from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.kinds import CitizenKind
from domain.case.reported import in_order
from domain.shared.errors import Impossible, NotAllowedNow
from domain.shared.values import Cvr


def recovery(command: ask.ReportRecovery, file: CaseFile) -> on.CaseEvent:
    employer_known(command.cvr, file)
    work = file.employments.get(command.cvr) if command.cvr else None
    first = work.first_day_of_absence if work else None
    in_order(first or file.first_day_of_absence, command.last_day_of_absence)
    return on.RecoveryReported(**dict(command))


def resumption(command: ask.RegisterPartialResumption, file: CaseFile) -> on.CaseEvent:
    employer_known(command.cvr, file)
    in_order(command.from_day, command.to_day)
    if command.capacity is not None and file.kind is not CitizenKind.SELF_EMPLOYED:
        raise Impossible("a capacity is that of a self-employed citizen")
    if (command.capacity is None) == (command.hours_worked_per_week is None):
        raise Impossible("a partial resumption has hours worked or a capacity")
    if command.in_full_because is not None and command.capacity is not None:
        raise Impossible("a self-employed citizen is not paid in full though partly fit")
    return on.PartialResumptionRegistered(**dict(command))


def holiday(command: ask.RegisterHoliday, _: CaseFile) -> on.CaseEvent:
    in_order(command.from_day, command.to_day)
    return on.HolidayRegistered(**dict(command))


def hearing(command: ask.StartHearing, _: CaseFile) -> on.CaseEvent:
    in_order(command.started_on, command.deadline)
    return on.HearingStarted(**dict(command))


def answer(command: ask.RegisterHearingAnswer, file: CaseFile) -> on.CaseEvent:
    started = file.hearings.get(command.about)
    if started is None:
        raise NotAllowedNow("nobody was heard about this")
    in_order(started.started_on, command.answered_on)
    return on.HearingAnswered(**dict(command))


def lack_of_cooperation(command: ask.RegisterLackOfCooperation, file: CaseFile) -> on.CaseEvent:
    in_order(command.from_day, command.to_day)
    same = [each.time for each in file.lacks if each.from_day == command.from_day]
    time = same[0] if same else len(file.lacks) + 1
    return on.LackOfCooperationRegistered(**dict(command), time=time)


def regret(command: ask.UseRightOfRegret, file: CaseFile) -> on.CaseEvent:
    """One second chance: it ends the first lack of cooperation that still goes on."""
    if file.regret is not None:
        if file.regret.used_on == command.used_on:
            return file.regret
        raise NotAllowedNow("the right of regret is used already")
    lapsed = [each.from_day for each in file.lacks if each.to_day is None]
    if not lapsed or min(lapsed) > command.used_on:
        raise NotAllowedNow("no lack of cooperation goes on that day")
    return on.RightOfRegretUsed(used_on=command.used_on, lapsed_on=min(lapsed))


def extension(command: ask.ExtendBenefit, _: CaseFile) -> on.CaseEvent:
    in_order(command.from_day, command.to_day)
    return on.BenefitExtended(**dict(command))


def employer_known(cvr: Cvr | None, file: CaseFile) -> None:
    if cvr is not None and cvr not in file.employments:
        raise Impossible("no such employment is registered")
