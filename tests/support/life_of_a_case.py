"""Everything that can be told of a case and decided in it; free text names the person each time."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from domain.case import events as case
from domain.case import kinds
from domain.dossier.dossier import DossierEvent
from domain.shared.envelope import CitizenId
from domain.shared.money import Money
from domain.shared.period import Period
from tests.support.people import Person

FIRST_DAY, MONDAY, CVR = date(2020, 4, 27), date(2020, 6, 1), "13748136"
OTHER_CVR = "29189846"


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
    yield employment(OTHER_CVR, None)
    yield case.RegistrationWithdrawn(
        of=kinds.Registration.EMPLOYMENT, day=None, cvr=OTHER_CVR, circumstance=None, reason=text
    )
    yield employment(CVR, f"Planteskolen {person.name}")
    yield case.WageRegistered(
        cvr=CVR,
        hourly_wage=Decimal("120.00"),
        source=kinds.WageSource.EMPLOYER,
        monthly_pay=None,
        weekly_pay=None,
        hourly_wage_paid=Decimal("88.50"),
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


def employment(cvr: str, name: str | None) -> case.EmploymentRegistered:
    return case.EmploymentRegistered(
        cvr=cvr,
        name=name,
        se_number=None,
        p_number=name and "1003452345",
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
        employed_until=None,
        worked_here_before=False,
        section_56_from=None,
    )


def answers(person: Person) -> Iterator[DossierEvent]:
    text, day, other = f"{person.name} {person.cpr}", FIRST_DAY, kinds.SicknessCause.OTHER
    holiday = kinds.HearingAbout.HOLIDAY
    yield case.BenefitAppliedFor(applied_on=day)
    yield case.InformationFormReceived(
        form=kinds.Form.DP300A, received_on=day, cause=other, remark=text, wishes_to_apply=True
    )
    yield case.SicknessCauseAssessed(cause=kinds.SicknessCause.OTHER_APPROVED, remark=text)
    yield case.RemarksRegistered(received_on=day, text=text)
    yield case.RecoveryExpected(expected_recovery=day, told_on=day)
    yield case.DispensationGiven(of=kinds.Dispensation.NOTIFICATION, reason=text)
    yield case.HearingStarted(about=holiday, started_on=day, deadline=day)
    yield case.HearingAnswered(about=holiday, answered_on=day, accepted=True, remark=text)
    claim = kinds.HearingAbout.REPAYMENT
    yield case.HearingStarted(about=claim, started_on=day, deadline=day)
    yield case.HearingAnswered(about=claim, answered_on=day, accepted=True, remark=text)
    yield case.NoteAdded(text=text)
    yield case.AutomationStopped(reason=text)
    yield case.AutomationResumed(reason=text)
    yield case.AutomationRefused(refusals=("outstanding-form",))


def decisions(person: Person) -> Iterator[DossierEvent]:
    text, day = f"{person.name} {person.cpr}", FIRST_DAY
    yield case.ClaimRejected(
        reason=kinds.RejectionReason.FEA, by_rule=False, citation="§ 38", text=text
    )
    yield case.BenefitGranted(
        from_day=MONDAY, to_day=None, by_rule=True, totals=totals(), earlier_benefit=()
    )
    yield from course(day)
    yield case.BenefitRecalculated(
        cause=kinds.RecalculationCause.HOLIDAY,
        cut_off=day,
        touched=(Period(day, day),),
        totals=totals(date(2021, 1, 31)),
        earlier_benefit=(),
    )
    yield case.BenefitConfirmed(
        cause=kinds.RecalculationCause.FACTS_CHANGED, earlier_benefit=(), weeks_elsewhere=()
    )
    yield from write_off(text)
    yield from ending(text)
    yield case.CaseCancelled(reason=text)


def ending(text: str) -> Iterator[DossierEvent]:
    """Twice reported to be well again, the first time by mistake."""
    last, day = date(2020, 6, 28), date(2020, 6, 29)
    well = case.RecoveryReported(last_day_of_absence=last, reported_on=day, cvr=None)
    end = case.BenefitEnded(
        last_day_with_right=last, reason=kinds.EndReason.RECOVERY, decided_on=day
    )
    yield well
    yield end
    yield case.RegistrationWithdrawn(
        of=kinds.Registration.RECOVERY, day=last, cvr=None, circumstance=None, reason=text
    )
    yield case.EndWithdrawn(last_day_with_right=last, granted_to=None, reason=text)
    yield well
    yield end


def course(day: date) -> Iterator[DossierEvent]:
    yield case.PartialResumptionRegistered(
        from_day=day,
        to_day=None,
        cvr=CVR,
        hours_worked_per_week=Decimal(17),
        capacity=None,
        in_full_because=None,
    )
    yield case.HolidayRegistered(from_day=day, to_day=day, reported_on=day, agreed=True)
    yield case.LackOfCooperationRegistered(from_day=day, to_day=None, time=1)
    yield case.RightOfRegretUsed(used_on=day, lapsed_on=day)
    yield case.BenefitExtended(
        code=2, from_day=day, to_day=date(2020, 12, 31), hospital_wait_days=0
    )


def write_off(text: str) -> Iterator[DossierEvent]:
    lost, final_on = Period(MONDAY, date(2020, 6, 7)), date(2020, 10, 27)
    yield case.RefundWrittenOff(cvr=CVR, period=lost, amount=Money(3_552_00), final_on=final_on)
    yield case.WriteOffReversed(cvr=CVR, period=lost, reason=text)


def totals(reassessed: date = date(2020, 10, 31)) -> case.AccountTotals:
    week = case.WeekTotal(monday=MONDAY, payee=CVR, hours=Decimal("29.6"), amount=Money(3_552_00))
    return case.AccountTotals(
        calculated_until=date(2020, 6, 28),
        weeks=(week,),
        rulings=(),
        reassessment_date=reassessed,
        weeks_used=Decimal(5),
        parameter_set="digest",
        unconfirmed=(),
        assumed=(),
    )
