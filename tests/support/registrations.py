"""The facts of any case as what is registered of it, each with what takes it back."""

from collections.abc import Iterator
from datetime import date

from domain.benefit.facts import Employment, Facts
from domain.case import commands as ask
from domain.case.kinds import CitizenKind, Dispensation
from domain.case.kinds import Registration as Of
from tests.support.examples import report_absence, withdraw

Pair = tuple[ask.CaseCommand, ask.WithdrawRegistration]
OF_WAGES = {"hourly_wage", "hourly_wage_paid", "weekly_pay", "monthly_pay"}
CIRCUMSTANCES = (
    "self_employed",
    "unemployed",
    "pension",
    "flexjob_granted_on",
    "monthly_hours",
    "other_ground",
    "isolations",
    "imprisonments",
    "pregnancy_related",
    "maternity",
    "other_benefits",
    "letter_sent_on",
    "paid_in_advance",
)


def reported(facts: Facts) -> ask.ReportAbsence:
    told_on = facts.notified_on or facts.first_day_of_absence
    kind = CitizenKind(facts.citizen.kind)
    return report_absence(facts.first_day_of_absence, None, kind, told_on)


def granted_only(facts: Facts) -> Iterator[ask.CaseCommand]:
    """Give what nobody takes back again."""
    for each in facts.dispensations:
        yield ask.GiveDispensation(of=Dispensation(each), reason="sygehus")
    if facts.applied_on:
        yield ask.ApplyForBenefit(applied_on=facts.applied_on)


def registrations(facts: Facts) -> dict[ask.WithdrawRegistration, ask.CaseCommand]:
    """Give each registration by what takes it back: of two known by the same, the first."""
    found: dict[ask.WithdrawRegistration, ask.CaseCommand] = {}
    for command, taken_back in (*of_work(facts), *of_background(facts), *of_course(facts)):
        found.setdefault(taken_back, command)
    return found


def of_work(facts: Facts) -> Iterator[Pair]:
    for work in facts.employments:
        said = {name: getattr(work, name) for name in Employment.model_fields}
        known = {name: value for name, value in said.items() if value is not None}
        job = {name: value for name, value in known.items() if name not in OF_WAGES}
        pay = {name: value for name, value in known.items() if name in OF_WAGES}
        yield ask.RegisterEmployment.model_validate(job), withdraw(Of.EMPLOYMENT, cvr=work.cvr)
        wage = ask.RegisterWage.model_validate({"cvr": work.cvr, **pay})
        yield wage, withdraw(Of.WAGE, cvr=work.cvr)
    for one in facts.refund_requests:
        asked = ask.RequestRefund(
            cvr=one.cvr, requested_on=one.on, from_day=one.from_day, to_day=one.to_day
        )
        yield asked, withdraw(Of.REFUND_REQUEST, one.on, cvr=one.cvr)


def of_background(facts: Facts) -> Iterator[Pair]:
    said = {name: getattr(facts, name) for name in CIRCUMSTANCES}
    said["life_threatening"] = facts.life_threatening or None
    for name, value in said.items():
        if value:
            told = ask.RegisterCircumstances.model_validate({name: value})
            yield told, withdraw(Of.CIRCUMSTANCE, circumstance=name)


def of_course(facts: Facts) -> Iterator[Pair]:
    for part in facts.partial_resumptions:
        resumed = ask.RegisterPartialResumption.model_validate(dict(part))
        by = {"cvr": part.cvr} if part.cvr else {}
        yield resumed, withdraw(Of.PARTIAL_RESUMPTION, part.from_day, **by)
    for away in facts.holidays:
        holiday = ask.RegisterHoliday(**dict(away), reported_on=away.from_day)
        yield holiday, withdraw(Of.HOLIDAY, away.from_day)
    for lack in facts.lack_of_cooperation:
        lacks = ask.RegisterLackOfCooperation(from_day=lack.from_day, to_day=lack.to_day)
        yield lacks, withdraw(Of.LACK_OF_COOPERATION, lack.from_day)
    for each in facts.extensions:
        yield ask.ExtendBenefit(**dict(each)), withdraw(Of.EXTENSION, each.from_day)
    if facts.last_day_of_absence:
        yield recovery(facts.last_day_of_absence)
        yield expected(facts.last_day_of_absence)
        for work in facts.employments[:2]:
            yield recovery(facts.last_day_of_absence, cvr=work.cvr)


def recovery(last: date, **by: str) -> Pair:
    told = ask.ReportRecovery(last_day_of_absence=last, reported_on=last, **by)
    return told, withdraw(Of.RECOVERY, last, **by)


def expected(well: date) -> Pair:
    told = ask.RegisterExpectedRecovery(expected_recovery=well, told_on=well)
    return told, withdraw(Of.EXPECTED_RECOVERY, well)
