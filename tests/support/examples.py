"""Ordinary commands of Anne's case, the briefing's; a test names only what matters to it.

Anne is invented: a birth date other than 1 January and a failing check digit belong to nobody.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from domain.benefit.facts import MonthlyHours, SelfEmployed, Unemployed
from domain.case import commands as case
from domain.case.kinds import (
    CitizenKind,
    Dispensation,
    EndReason,
    Form,
    HearingAbout,
    Mark,
    RecalculationCause,
    Registration,
    RejectionReason,
    SicknessCause,
)
from domain.shared.envelope import Actor, ActorId, CaseId, CitizenId, Municipality, Role

ANNE, CASE = CitizenId(UUID(int=1)), CaseId(UUID(int=7))
CPR, CVR, OTHER_CVR = "1203751231", "13748136", "29189846"
MUNICIPALITY = Municipality(101)
BERIT = Actor(ActorId("berit"), Role.CASE_WORKER, MUNICIPALITY)
MANAGER = Actor(ActorId("mette"), Role.MANAGER, MUNICIPALITY)
MACHINE = Actor(ActorId("the night"), Role.MACHINE, MUNICIPALITY)
FIRST_DAY, TODAY = date(2020, 4, 27), date(2020, 6, 29)
NOON = datetime(2020, 6, 29, 10, 0, tzinfo=UTC)
FULL_TIME = (*[Decimal("7.4")] * 5, Decimal(0), Decimal(0))


def day(text: str) -> date:
    """Read "06-14" as that day of 2020."""
    return date.fromisoformat(f"2020-{text}")


def report_absence(
    first_day: date = FIRST_DAY,
    last_day: date | None = None,
    kind: CitizenKind = CitizenKind.WAGE_EARNER,
    notified_on: date = date(2020, 5, 4),
    form: Form = Form.DP201,
) -> case.ReportAbsence:
    return case.ReportAbsence(
        cpr=CPR,
        name="Anne Ærø Planteskole",
        kind=kind,
        first_day_of_absence=first_day,
        last_day_of_absence=last_day,
        notified_on=notified_on,
        form=form,
    )


def register_employment(cvr: object = CVR, **more: object) -> case.RegisterEmployment:
    said = {"cvr": cvr, "week": FULL_TIME, **more}
    return case.RegisterEmployment.model_validate(said)


def register_wage(wage: str = "120.00", cvr: str = CVR) -> case.RegisterWage:
    return case.RegisterWage(cvr=cvr, hourly_wage=Decimal(wage))


def register_pay_of_week(pay: str = "5500.00", cvr: str = CVR) -> case.RegisterWage:
    return case.RegisterWage(cvr=cvr, weekly_pay=Decimal(pay))


def register_circumstances(**said: object) -> case.RegisterCircumstances:
    return case.RegisterCircumstances.model_validate(said)


def business(insurance: str = "none", **more: object) -> SelfEmployed:
    said = {"annual_profit": "400000", "insurance": insurance, **more}
    return SelfEmployed.model_validate(said)


def fund(day_rate: str = "881") -> Unemployed:
    return Unemployed.model_validate(
        {"day_rate": day_rate, "insured": "full_time", "unemployment": "full"}
    )


def months(hours: str = "160") -> tuple[MonthlyHours, ...]:
    names = ("2019-10", "2019-11", "2019-12", "2020-01", "2020-02", "2020-03")
    return tuple(MonthlyHours(month=name, hours=Decimal(hours)) for name in names)


def request_refund(on: date = date(2020, 6, 15), cvr: str = CVR) -> case.RequestRefund:
    return case.RequestRefund(cvr=cvr, requested_on=on)


def apply_for_benefit(on: date = date(2020, 5, 6)) -> case.ApplyForBenefit:
    return case.ApplyForBenefit(applied_on=on)


def receive_form(
    cause: SicknessCause = SicknessCause.CANCER,
    *,
    wishes_to_apply: bool = True,
    on: date = date(2020, 5, 6),
) -> case.ReceiveInformationForm:
    return case.ReceiveInformationForm(
        form=Form.DP300A, received_on=on, cause=cause, wishes_to_apply=wishes_to_apply
    )


def assess_cause(
    cause: SicknessCause = SicknessCause.OTHER_APPROVED,
) -> case.AssessSicknessCause:
    return case.AssessSicknessCause(cause=cause)


def register_remarks(text: str = "Jeg holdt ferie") -> case.RegisterRemarks:
    return case.RegisterRemarks(received_on=day("05-12"), text=text)


def give_dispensation(of: Dispensation = Dispensation.NOTIFICATION) -> case.GiveDispensation:
    return case.GiveDispensation(of=of, reason="undskyldeligt")


def correct_first_day(first_day: date = date(2020, 4, 20)) -> case.CorrectFirstDayOfAbsence:
    return case.CorrectFirstDayOfAbsence(first_day_of_absence=first_day, reason="fejl")


def withdraw_report() -> case.WithdrawReport:
    return case.WithdrawReport(withdrawn_on=day("05-20"), reason="forkert lønkørsel")


def report_recovery(
    last_day: date = date(2020, 6, 12), cvr: str | None = None
) -> case.ReportRecovery:
    return case.ReportRecovery(last_day_of_absence=last_day, reported_on=day("06-15"), cvr=cvr)


def resume_partly(
    hours: str | None = "17", from_day: date = date(2020, 6, 8), **more: object
) -> case.RegisterPartialResumption:
    worked = None if hours is None else Decimal(hours)
    said = {"from_day": from_day, "hours_worked_per_week": worked, **more}
    return case.RegisterPartialResumption.model_validate(said)


def register_holiday(
    from_day: date = date(2020, 5, 14),
    to_day: date | None = date(2020, 5, 31),
    *,
    agreed: bool = True,
) -> case.RegisterHoliday:
    return case.RegisterHoliday(
        from_day=from_day, to_day=to_day, reported_on=day("05-15"), agreed=agreed
    )


def withdraw(of: Registration, on: date | None = None, **by: str) -> case.WithdrawRegistration:
    return case.WithdrawRegistration.model_validate({"of": of, "day": on, "reason": "fejl", **by})


def start_hearing(
    about: HearingAbout = HearingAbout.HOLIDAY,
    on: date = date(2020, 5, 15),
    deadline: date = date(2020, 5, 22),
) -> case.StartHearing:
    return case.StartHearing(about=about, started_on=on, deadline=deadline)


def answer_hearing(
    about: HearingAbout = HearingAbout.HOLIDAY, on: date = date(2020, 5, 20)
) -> case.RegisterHearingAnswer:
    return case.RegisterHearingAnswer(about=about, answered_on=on, accepted=True)


def lack_cooperation(
    from_day: date = date(2020, 6, 15), to_day: date | None = date(2020, 6, 16)
) -> case.RegisterLackOfCooperation:
    return case.RegisterLackOfCooperation(from_day=from_day, to_day=to_day)


def use_right_of_regret(on: date = date(2020, 6, 12)) -> case.UseRightOfRegret:
    return case.UseRightOfRegret(used_on=on)


def extend(
    code: int = 3, from_day: date = date(2020, 11, 1), to_day: date | None = date(2020, 12, 31)
) -> case.ExtendBenefit:
    return case.ExtendBenefit(code=code, from_day=from_day, to_day=to_day)


def grant() -> case.GrantBenefit:
    return case.GrantBenefit(by_rule=True)


def grant_by_hand(to_day: date | None = date(2020, 6, 28)) -> case.GrantBenefit:
    return case.GrantBenefit(to_day=to_day)


def reject(
    reason: RejectionReason = RejectionReason.NOT_INCAPABLE_OF_WORK,
) -> case.RejectClaim:
    return case.RejectClaim(reason=reason)


def end(
    last_day: date = date(2020, 6, 14), reason: EndReason = EndReason.JOB_CENTRE
) -> case.EndBenefit:
    return case.EndBenefit(last_day_with_right=last_day, reason=reason)


def recalculate(cut_off: date | None = None) -> case.RecalculateBenefit:
    return case.RecalculateBenefit(cause=RecalculationCause.BY_HAND, cut_off=cut_off)


def write_off() -> case.WriteOffRefund:
    return case.WriteOffRefund()


def reverse_write_off(cvr: str = CVR) -> case.ReverseWriteOff:
    return case.ReverseWriteOff(cvr=cvr, reason="nedbrud i NemRefusion")


def mark(which: Mark = Mark.COMPLAINT) -> case.MarkCase:
    return case.MarkCase(mark=which, reason="klage modtaget")


def remove_mark(which: Mark = Mark.COMPLAINT) -> case.RemoveMark:
    return case.RemoveMark(mark=which, reason="klagen er afgjort")


def stop_automation() -> case.StopAutomation:
    return case.StopAutomation(reason="vanskelig sag")


def resume_automation() -> case.ResumeAutomation:
    return case.ResumeAutomation(reason="afklaret")


def add_note(text: str = "Talt med Anne") -> case.AddNote:
    return case.AddNote(text=text)


def cancel_case() -> case.CancelCase:
    return case.CancelCase(reason="var aldrig syg")


def close_case() -> case.CloseCase:
    return case.CloseCase()
