"""Whatever is told of a case, by whatever command: what contradicts the rest is not recorded."""

from datetime import date
from decimal import Decimal

import pytest

from domain.benefit.facts import Pension
from domain.benefit.facts_of_work import MonthlyHours, MonthlyPay
from domain.case import commands as ask
from domain.case.events import WageRegistered
from domain.case.kinds import CitizenKind
from domain.dossier.dossier import Fact, evolve
from domain.shared.envelope import ActorId
from domain.shared.errors import FactsContradict
from tests.support.examples import (
    CASE,
    CVR,
    business,
    correct_first_day,
    register_circumstances,
    register_employment,
    register_wage,
    report_absence,
)
from tests.support.scenario import Given, given

BEFORE_BIRTH = date(1975, 3, 11)  # the citizen's CPR number says 12 March 1975
SENIOR = Pension(kind="senior", from_day=BEFORE_BIRTH)
PAY = MonthlyPay(month="2020-02", pay=Decimal(1), hours=Decimal("696.01"))


def hours(month: str, of_month: str) -> tuple[MonthlyHours, ...]:
    return (MonthlyHours(month=month, hours=Decimal(of_month)),)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (register_circumstances(pension=SENIOR), "pension.from"),
        (register_circumstances(monthly_hours=hours("1975-02", "160")), "a month of work"),
        (register_circumstances(monthly_hours=hours("2020-02", "696.01")), "24 a day"),
        (register_employment(employed_since=BEFORE_BIRTH), "employed_since"),
        (register_employment(section_56_from=BEFORE_BIRTH), "section_56_from"),
        (
            register_employment(employed_since=date(2020, 2, 2), employed_until=date(2020, 2, 1)),
            "employed_until lies before employed_since",
        ),
        (ask.RegisterWage(cvr=CVR, hourly_wage=Decimal(120), monthly_pay=(PAY,)), "24 a day"),
        (correct_first_day(BEFORE_BIRTH), "first_day_of_absence"),
    ],
)
def test_what_contradicts_the_case_is_refused(told: ask.CaseCommand, why: str) -> None:
    given(report_absence(), register_employment()).when(told).then_refused(FactsContradict, why)


def test_a_flexjob_and_an_insurance_are_not_older_than_the_citizen() -> None:
    flexjob = given(report_absence(kind=CitizenKind.FLEXJOB))
    granted = register_circumstances(flexjob_granted_on=BEFORE_BIRTH)
    flexjob.when(granted).then_refused(FactsContradict, "flexjob_granted_on")
    own = given(report_absence(kind=CitizenKind.SELF_EMPLOYED))
    for wrong in (
        business("first_day", insured_since=BEFORE_BIRTH),
        business(business_months=("1975-02",), hours_per_week=Decimal(37)),
    ):
        told = register_circumstances(self_employed=wrong)
        own.when(told).then_refused(FactsContradict, "lies before birth")


def test_nobody_is_ill_before_birth() -> None:
    given().when(report_absence(first_day=BEFORE_BIRTH)).then_refused(FactsContradict, "birth_date")


def test_what_was_recorded_before_anybody_asked_is_not_refused_again() -> None:
    """An older release recorded such words; the case still takes others, if they can be."""
    reported = given(report_absence())
    (event, *_) = reported.when(register_employment()).events()
    recorded = event.model_copy(update={"employed_since": BEFORE_BIRTH})
    case = Given(evolve(reported.dossier, Fact(CASE, recorded), ActorId("x")))
    case.when(register_wage()).then(WageRegistered)
    told = register_employment(employed_since=BEFORE_BIRTH, section_56_from=BEFORE_BIRTH)
    case.when(told).then_refused(FactsContradict, "^section_56_from")
