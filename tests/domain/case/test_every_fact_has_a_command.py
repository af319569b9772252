"""Whatever `sdp calculate` takes can be told of a case: by commands alone, none is left out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from domain.benefit.facts import Facts
from domain.case import commands as ask
from domain.case.events import WeekElsewhere
from domain.case.facts import facts_of
from domain.case.kinds import CitizenKind, Dispensation, EndReason
from domain.case.refusals import missing
from domain.case.states import known
from domain.shared.errors import WageOutstanding
from domain.shared.money import Money
from domain.shared.period import Period
from tests.domain.benefit.test_how_often import given_facts, optional
from tests.support.examples import (
    CVR,
    FULL_TIME,
    business,
    day,
    end,
    give_dispensation,
    grant,
    receive_form,
    register_circumstances,
    register_employment,
    register_pay_of_week,
    register_wage,
    report_absence,
)
from tests.support.scenario import given

SPELL, WEEK = ({"from": "2020-06-01", "to": "2020-06-07"},), day("06-01")
PAY = ({"month": "2020-03", "pay": Decimal(17800), "hours": Decimal("160.33")},)
EARLIER = (Period(date(2019, 9, 2), date(2019, 9, 29)),)
ELSEWHERE = (WeekElsewhere(monday=WEEK, amount=Money(100_000)),)
EXPLAINED = {"until"}  # how far an account goes is asked with it


def earner() -> Iterator[ask.CaseCommand]:
    yield report_absence(last_day=day("08-30"))
    yield register_employment(
        week=None,
        rota=(FULL_TIME, FULL_TIME),
        rota_from=day("04-27"),
        pays_wage=False,
        wage_paid_until=day("06-30"),
        employed_since=date(2019, 1, 1),
        employed_until=day("08-31"),
        worked_here_before=True,
        hours_last_8_weeks="296",
        insured_section_55=True,
        section_56=True,
        section_56_from=date(2020, 1, 1),
        first_day_of_absence=day("04-27"),
        last_day_of_absence=day("08-30"),
    )
    yield ask.RegisterWage.model_validate(
        {"cvr": CVR, "hourly_wage": "120", "hourly_wage_paid": "90", "monthly_pay": PAY}
    )
    yield from spells()
    yield from told()


def spells() -> Iterator[ask.CaseCommand]:
    first, last = day("06-01"), day("06-05")
    yield ask.RegisterPartialResumption.model_validate(
        {
            "from_day": first,
            "to_day": last,
            "cvr": CVR,
            "hours_worked_per_week": "17",
            "in_full_because": "no_part_time_work",
        }
    )
    yield ask.RegisterHoliday(from_day=first, to_day=last, reported_on=first, agreed=True)
    yield ask.RegisterLackOfCooperation(from_day=first)
    yield ask.UseRightOfRegret(used_on=last)
    yield ask.RequestRefund(cvr=CVR, requested_on=last, from_day=first, to_day=last)
    yield register_circumstances(
        isolations=SPELL,
        imprisonments=SPELL,
        pregnancy_related=SPELL,
        maternity=SPELL,
        other_benefits=({**SPELL[0], "amount": Decimal("1500.50")},),
    )


def told() -> Iterator[ask.CaseCommand]:
    yield register_circumstances(
        other_ground="trained",
        life_threatening=True,
        monthly_hours=({"month": "2020-03", "hours": Decimal(160)},),
        pension={"kind": "state", "from_day": day("12-01"), "decided_on": day("11-01")},
        letter_sent_on=day("05-04"),
        paid_in_advance=(CVR,),
    )
    yield ask.ApplyForBenefit(applied_on=day("05-06"))
    yield give_dispensation(Dispensation.APPLICATION)


def ended() -> Iterator[ask.CaseCommand]:
    yield from (report_absence(), register_employment(), register_wage(), receive_form())
    yield grant()
    first, last = day("11-01"), day("12-31")
    yield ask.ExtendBenefit(code=3, from_day=first, to_day=last, hospital_wait_days=7)
    yield end(day("06-14"), EndReason.RECOVERY)


def others() -> Iterator[tuple[ask.CaseCommand, ...]]:
    yield report_absence(), register_employment(week=None), register_pay_of_week()
    own = business(
        "first_day",
        coverage="1/1",
        section_58a=True,
        business_months=("2020-03",),
        hours_per_week=Decimal(37),
        insured_since=date(2019, 1, 1),
        accident=True,
    )
    half = ask.RegisterPartialResumption(from_day=day("06-01"), capacity="1/2")
    alone = report_absence(kind=CitizenKind.SELF_EMPLOYED)
    yield alone, register_circumstances(self_employed=own), half
    fund = {"day_rate": Decimal(881), "insured": "full_time", "unemployment": "partial"}
    told = {"scheduled_hours": Decimal(20), "hours_of_last_weeks": (Decimal(20),)}
    told["activation_earnings"] = Decimal(4000)
    part = register_circumstances(unemployed={**fund, **told})
    yield report_absence(kind=CitizenKind.UNEMPLOYED), part
    flexjob = register_circumstances(flexjob_granted_on=date(2014, 1, 1))
    yield report_absence(kind=CitizenKind.FLEXJOB), flexjob, register_employment(), register_wage()


CASES = (tuple(earner()), tuple(ended()), *others())


def facts_told(commands: tuple[ask.CaseCommand, ...]) -> Facts:
    file = known(given(*commands).dossier.case).file
    return facts_of(file, earlier_benefit=EARLIER, weeks_elsewhere=ELSEWHERE)


def test_every_fact_that_may_be_left_out_is_told_by_a_command() -> None:
    seen = {name for commands in CASES for name in given_facts(facts_told(commands))}
    always = {"employments.pays_wage"}  # true unless said
    assert set(optional(Facts)) - seen - EXPLAINED - always == set()
    assert not facts_told(CASES[0]).employments[0].pays_wage


def test_birth_date_and_sex_are_those_of_the_cpr_number() -> None:
    citizen = facts_told(CASES[0]).citizen
    assert (citizen.birth_date, citizen.sex) == (date(1975, 3, 12), "man")


@pytest.mark.parametrize(
    "wage",
    [
        {},
        {"hourly_wage": "120", "weekly_pay": "5500"},
        {"weekly_pay": "5500", "hourly_wage_paid": "90"},
        {"weekly_pay": "20000.01"},
    ],
)
def test_a_wage_is_that_of_an_hour_or_of_a_week(wage: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        ask.RegisterWage.model_validate({"cvr": CVR, **wage})


def test_the_pay_of_a_week_counts_only_while_the_hours_are_unknown() -> None:
    unknown = (report_absence(), register_employment(week=None), register_pay_of_week())
    (work,) = facts_told(unknown).employments
    assert (work.weekly_pay, work.hourly_wage, work.week) == (Decimal(5500), None, None)
    file = known(given(*unknown, register_employment()).dossier.case).file
    assert [one.code for one in missing(file)] == [WageOutstanding.code]
