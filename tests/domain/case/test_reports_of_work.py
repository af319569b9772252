"""What is told of employments, circumstances and work taken up again: only what can be."""

from datetime import date
from decimal import Decimal

import pytest

from domain.case import events as on
from domain.case.kinds import CitizenKind
from domain.case.states import UnderClarification
from domain.shared.errors import Impossible
from tests.support.examples import (
    CVR,
    OTHER_CVR,
    business,
    correct_first_day,
    day,
    fund,
    months,
    register_circumstances,
    register_employment,
    report_absence,
    report_recovery,
    resume_partly,
)
from tests.support.histories import REPORTED
from tests.support.scenario import given


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"rota": ((Decimal(7),) * 7,)}, "not both"),
        ({"rota_from": date(2020, 4, 27)}, "begins on a Monday"),
        ({"week": None, "rota": ((Decimal(7),) * 7,), "rota_from": date(2020, 4, 28)}, "Monday"),
        ({"last_day_of_absence": day("04-26")}, "before the first"),
        ({"cvr": OTHER_CVR, "week": (Decimal("16.61"), *(Decimal(0),) * 6)}, "24 hours"),
    ],
)
def test_an_employment_that_cannot_be_is_refused(said: dict[str, object], why: str) -> None:
    case = given(report_absence(), register_employment(OTHER_CVR))
    employment = register_employment(**said)
    if "24" in why:
        case = given(report_absence(), register_employment(CVR))
    case.when(employment).then_refused(Impossible, why)


def test_24_hours_are_a_day_and_a_later_registration_takes_the_place_of_the_earlier() -> None:
    filled = register_employment(OTHER_CVR, week=(Decimal("16.60"), *(Decimal(0),) * 6))
    events = given(*REPORTED).when(filled).events()
    assert isinstance(events[0], on.EmploymentRegistered)
    case = given(*REPORTED, register_employment(week=(Decimal(24), *(Decimal(0),) * 6)))
    assert isinstance(case.dossier.case, UnderClarification)
    assert len(case.dossier.case.file.employments) == 1


def test_circumstances_belong_to_their_kind_of_citizen() -> None:
    case = given(*REPORTED)
    for said in (
        {"self_employed": business()},
        {"unemployed": fund()},
        {"flexjob_granted_on": day("01-01")},
    ):
        case.when(register_circumstances(**said)).then_refused(Impossible, "is no")
    twice = register_circumstances(monthly_hours=(*months(), *months("1")))
    case.when(twice).then_refused(Impossible, "two numbers")


def test_circumstances_add_to_what_was_said_before() -> None:
    flexjob = given(
        report_absence(kind=CitizenKind.FLEXJOB),
        register_circumstances(flexjob_granted_on=date(2015, 1, 1)),
        register_circumstances(monthly_hours=months()),
    )
    assert isinstance(flexjob.dossier.case, UnderClarification)
    background = flexjob.dossier.case.file.background
    assert background.flexjob_granted_on == date(2015, 1, 1)
    assert background.monthly_hours == months()


def test_recovery_in_one_of_two_jobs_is_not_the_end_of_the_absence() -> None:
    two = given(*REPORTED, register_employment(OTHER_CVR, week=(Decimal(2),) * 7))
    one_fit = two.and_then(report_recovery(cvr=CVR))
    assert isinstance(one_fit.dossier.case, UnderClarification)
    assert one_fit.dossier.case.file.last_day_of_absence is None
    both_fit = one_fit.and_then(report_recovery(day("06-19"), OTHER_CVR))
    assert isinstance(both_fit.dossier.case, UnderClarification)
    assert both_fit.dossier.case.file.last_day_of_absence == day("06-19")
    two.when(report_recovery(cvr="99999999")).then_refused(Impossible, "no such employment")
    two.when(report_recovery(day("04-26"))).then_refused(Impossible, "before the first")


def test_a_resumption_says_how_much_and_of_which_work() -> None:
    case = given(*REPORTED)
    case.when(resume_partly(None, capacity="1/2")).then_refused(Impossible, "self-employed")
    case.when(resume_partly(cvr=OTHER_CVR)).then_refused(Impossible, "no such employment")
    case.when(resume_partly(to_day=day("06-07"))).then_refused(Impossible, "before the first")
    business_case = given(report_absence(kind=CitizenKind.SELF_EMPLOYED))
    business_case.when(resume_partly(None, capacity="1/2")).then(on.PartialResumptionRegistered)
    both = resume_partly("17", capacity="1/2")
    business_case.when(both).then_refused(Impossible, "hours worked or a capacity")


def test_a_first_day_is_corrected_within_the_absence() -> None:
    case = given(*REPORTED, report_recovery())
    (corrected,) = case.when(correct_first_day()).events()
    assert corrected == on.FirstDayOfAbsenceCorrected(
        first_day_of_absence=day("04-20"), before=day("04-27"), reason="fejl"
    )
    case.when(correct_first_day(day("06-13"))).then_refused(Impossible, "before the first")
    in_one_job = given(*REPORTED, report_recovery(cvr=CVR))
    in_one_job.when(correct_first_day(day("06-13"))).then_refused(Impossible)
