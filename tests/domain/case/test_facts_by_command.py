"""Each fact of the account is told by a command of its own, and reaches the account."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import orjson
import pytest

from domain.benefit.facts import Facts
from domain.case import commands as ask
from domain.case import course
from domain.case.facts import facts_of
from domain.case.filing import filed
from domain.case.kinds import CitizenKind
from domain.case.states import known
from domain.shared.errors import Impossible
from tests.support.examples import (
    CVR,
    business,
    register_circumstances,
    register_employment,
    register_wage,
    report_absence,
)
from tests.support.scenario import given

FROM = date(2020, 6, 1)
SPELL = {"from": "2020-06-01", "to": "2020-06-07"}
PAY = {"month": "2020-03", "pay": "17800.00", "hours": "160.33"}
WORK = {"cvr": CVR, "week": ["7.4"] * 5 + ["0"] * 2, "hourly_wage": "120.00"}
PLAIN = {
    "citizen": {"kind": "wage_earner"},
    "first_day_of_absence": "2020-04-27",
    "employments": [WORK],
}


def facts_after(*commands: ask.CaseCommand) -> Facts:
    told = given(report_absence(), register_employment(), register_wage(), *commands)
    return facts_of(known(told.dossier.case).file)


def test_an_employment_tells_when_it_ended_and_what_was_before() -> None:
    told = register_employment(
        employed_until=FROM, worked_here_before=True, section_56=True, section_56_from=FROM
    )
    (work,) = facts_after(told).employments
    assert (work.employed_until, work.worked_here_before) == (FROM, True)
    assert work.section_56_from == FROM


def test_a_wage_tells_what_the_income_register_has_of_each_month() -> None:
    wage = {"cvr": CVR, "hourly_wage": "120.00", "monthly_pay": [PAY]}
    (work,) = facts_after(ask.RegisterWage.model_validate_json(orjson.dumps(wage))).employments
    assert work.monthly_pay is not None
    assert work.monthly_pay[0].pay == Decimal(17800)


def test_a_month_has_one_pay() -> None:
    wage = {"cvr": CVR, "hourly_wage": "120.00", "monthly_pay": [PAY, PAY]}
    told = ask.RegisterWage.model_validate_json(orjson.dumps(wage))
    case = given(report_absence(), register_employment())
    case.when(told).then_refused(Impossible, "a month has two")


def test_part_work_tells_why_it_takes_nothing_off() -> None:
    part = ask.RegisterPartialResumption(
        from_day=FROM, hours_worked_per_week=Decimal(17), in_full_because="no_part_time_work"
    )
    (resumed,) = facts_after(part).partial_resumptions
    assert resumed.in_full_because == "no_part_time_work"


def test_an_extension_tells_how_long_a_hospital_was_waited_for() -> None:
    longer = ask.ExtendBenefit(code=3, from_day=date(2020, 11, 1), hospital_wait_days=21)
    told = given(report_absence(), register_employment(), register_wage())
    file = known(told.dossier.case).file
    (extension,) = facts_of(filed(file, course.extension(longer, file))).extensions
    assert extension.hospital_wait_days == 21


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("other_ground", "trainee"),
        ("life_threatening", True),
        ("isolations", [SPELL]),
        ("imprisonments", [SPELL]),
        ("pregnancy_related", [SPELL]),
        ("maternity", [{"from": "2020-06-01"}]),
        ("monthly_hours", [{"month": "2020-03", "hours": "160"}]),
        ("pension", {"kind": "state", "from": "2020-06-01"}),
        ("paid_in_advance", [CVR]),
        ("other_benefits", [{**SPELL, "amount": "1500.50"}]),
    ],
)
def test_what_few_cases_have_is_told_as_circumstances(name: str, value: object) -> None:
    told = ask.RegisterCircumstances.model_validate_json(orjson.dumps({name: value}))
    expected = Facts.model_validate_json(orjson.dumps({**PLAIN, name: value}))
    assert getattr(facts_after(told), name) == getattr(expected, name)


def test_who_refuses_but_employs_nobody_here_is_no_fact_of_the_account() -> None:
    told = register_circumstances(paid_in_advance=("24256790", CVR))
    assert facts_after(told).paid_in_advance == (CVR,)


def test_another_ground_than_hours_is_that_of_a_wage_earner() -> None:
    case = given(report_absence(kind=CitizenKind.SELF_EMPLOYED))
    told = register_circumstances(self_employed=business(), other_ground="trained")
    case.when(told).then_refused(Impossible, "wage_earner")


def test_a_file_that_contradicts_itself_is_refused_and_says_why() -> None:
    """No command makes such a file; an older release's events might."""
    told = given(
        report_absence(),
        register_employment(last_day_of_absence=date(2020, 5, 1)),
        register_wage(),
    )
    file = replace(known(told.dossier.case).file, first_day_of_absence=date(2020, 5, 4))
    with pytest.raises(Impossible, match="contradicts"):
        facts_of(file)
