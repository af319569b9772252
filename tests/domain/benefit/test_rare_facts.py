"""Facts that few cases have: each decides a day, an amount or a payee where it is given."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from domain.benefit.account import Account, DayKind
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.rules.parameters import law_with
from domain.shared.errors import NoLawInForce
from tests.support.facts import CVR, OTHER_CVR, employment, facts, wage_earner

UNKNOWN = {"cvr": CVR, "weekly_pay": "5500.00"}


def first_paid(account: Account) -> str:
    return next(str(day.date) for day in account.days if day.amount.oere)


def codes(account: Account) -> list[str]:
    return [reason.code for reason in account.reasons]


def test_employment_that_ends_inside_the_employer_period_ends_it_and_the_citizen_is_paid() -> None:
    account = calculate(
        wage_earner("2022-01-03", "2022-02-13", employment(employed_until="2022-01-16"))
    )
    assert str(account.employer_period and account.employer_period.last_day) == "2022-01-16"
    assert first_paid(account) == "2022-01-17"
    assert {day.payee for day in account.days if day.amount.oere} == {"citizen"}


@pytest.mark.parametrize(
    ("isolation", "paid"),
    [
        ({"from": "2021-11-20", "to": "2021-11-26"}, ["2021-11-23", "2021-11-24", "2021-11-25"]),
        ({"from": "2021-11-15", "to": "2021-11-22"}, []),  # the day before the rule began
        ({"from": "2021-11-25", "to": "2021-11-25"}, ["2021-11-25"]),
    ],
)
def test_isolation_is_refunded_inside_the_employer_period_while_the_rule_holds(
    isolation: dict[str, str], paid: list[str]
) -> None:
    account = calculate(wage_earner("2021-11-15", "2021-11-25", isolations=[isolation]))
    assert [str(day.date) for day in account.days if day.amount.oere] == paid


@pytest.mark.parametrize("ground", ["trained", "trainee", "work_injury"])
def test_another_ground_stands_for_hours_of_work(ground: str) -> None:
    hours = [{"month": "2021-12", "hours": "10"}]
    without = calculate(wage_earner("2022-01-03", "2022-03-06", monthly_hours=hours))
    given = calculate(
        wage_earner("2022-01-03", "2022-03-06", monthly_hours=hours, other_ground=ground)
    )
    assert (without.entitled, given.entitled) == (False, True)


def test_the_life_threatened_may_begin_anew_though_the_limit_is_used() -> None:
    used = {"earlier_benefit": [{"from": "2021-04-01", "to": "2021-12-01"}]}
    assert codes(calculate(wage_earner("2022-01-03", "2022-03-06", **used))) == [
        "limit-already-used"
    ]
    excepted = calculate(wage_earner("2022-01-03", "2022-03-06", **used, life_threatening=True))
    assert excepted.entitled


@pytest.mark.parametrize(("code", "last"), [(3, "2025-03-05"), (2, "2023-11-26")])
def test_waiting_for_a_public_hospital_is_not_in_the_134_weeks(code: int, last: str) -> None:
    extension = {"code": code, "from": "2022-08-01", "hospital_wait_days": 10}
    account = calculate(wage_earner("2022-01-03", "2025-03-31", extensions=[extension]))
    after = next(day.date for day in account.days if day.kind is DayKind.TECHNICAL_EXTENSION)
    assert date.fromisoformat(last) < after
    before = {day.date for day in account.days if day.kind is not DayKind.TECHNICAL_EXTENSION}
    assert date.fromisoformat(last) in before


@pytest.mark.parametrize(
    ("since", "accident", "paid_from"),
    [
        ("2021-07-03", False, "2022-01-03"),  # six months to the day
        ("2021-07-04", False, "2022-01-17"),
        ("2021-07-04", True, "2022-01-03"),
    ],
)
def test_insurance_helps_after_six_months_and_after_an_accident_at_once(
    *,
    since: str,
    accident: bool,
    paid_from: str,
) -> None:
    own = {"annual_profit": "300000", "insurance": "first_day", "coverage": "2/3"}
    own |= {"insured_since": since, "accident": accident}
    account = calculate(facts("self_employed", "2022-01-03", "2022-02-13", self_employed=own))
    assert first_paid(account) == paid_from


@pytest.mark.parametrize(
    ("months", "hours", "earned", "entitled"),
    [
        (range(7, 13), "18.5", False, True),
        (range(7, 12), "37", False, False),  # five, and not the last
        (range(7, 13), "18.49", False, False),
        (range(11, 13), "37", True, True),  # a newer business: earlier wage earning counts
    ],
)
def test_a_business_ran_six_months_or_wages_were_earned_before(
    *,
    months: range,
    hours: str,
    earned: bool,
    entitled: bool,
) -> None:
    own: dict[str, Any] = {"annual_profit": "300000", "insurance": "none"}
    own |= {"business_months": [f"2021-{month:02}" for month in months], "hours_per_week": hours}
    worked = [{"month": f"2021-{month:02}", "hours": "160"} for month in range(7, 13)]
    more = {"monthly_hours": worked} if earned else {}
    case = facts("self_employed", "2022-01-03", "2022-02-13", self_employed=own, **more)
    assert calculate(case).entitled is entitled


def test_unknown_hours_need_the_sex_of_the_citizen_and_a_rate_of_the_year() -> None:
    case: dict[str, Any] = {"employments": [UNKNOWN]}
    with pytest.raises(ValidationError, match="sex of the citizen"):
        facts("wage_earner", "2018-02-05", "2018-04-01", **case)
    case |= {"citizen": {"kind": "wage_earner", "sex": "man"}}
    later = facts("wage_earner", "2022-02-07", "2022-04-03", **case)
    with pytest.raises(NoLawInForce, match="unknown_hours_wage_men"):
        calculate(later)
    tried = calculate(later, law=law_with({"unknown_hours_wage_men": "220"}))
    assert {str(day.hours) for day in tried.days if day.amount.oere} == {"5"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekly_pay": "5500.00", "hourly_wage": "140.00"},
        {"week": ["7.4"] * 5 + ["0"] * 2},
        {"weekly_pay": "5500.00", "week": ["7.4"] * 5 + ["0"] * 2},
        {"weekly_pay": "20000.01"},
    ],
)
def test_an_employment_has_hours_and_wage_or_the_pay_of_a_week(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Facts.model_validate(
            {
                "citizen": {"kind": "wage_earner", "sex": "woman"},
                "first_day_of_absence": "2018-02-05",
                "employments": [{"cvr": CVR, **wrong}],
            },
            strict=False,
        )


def test_an_average_wage_is_rounded_to_whole_oere_and_says_so() -> None:
    pay = [{"month": "2021-12", "pay": "20000.00", "hours": "166.19"}]
    account = calculate(wage_earner("2022-02-07", "2022-03-13", employment(monthly_pay=pay)))
    said = {one.rule: one for day in account.days for one in day.findings}
    assert str(said["wage_rounded_half_up"].output) == "120.34"  # 120.3441…
    assert str(said["hourly_benefit"].inputs["wage"]) == "120.34"


def test_a_week_of_part_work_names_its_own_hours() -> None:
    rota = [["7.4"] * 5 + ["0"] * 2, ["6"] * 5 + ["0"] * 2]
    part = [{"from": "2022-02-07", "hours_worked_per_week": "10"}]
    work = employment("100.00", rota=rota)
    account = calculate(wage_earner("2022-01-03", "2022-02-20", work, partial_resumptions=part))
    found = {
        str(day.date): str(one.inputs["hours_of_week"])
        for day in account.days
        for one in day.findings
        if one.rule == "enough_absence"
    }
    assert (found["2022-02-07"], found["2022-02-14"]) == ("20", "27")


def test_too_little_absence_on_some_days_of_a_week_takes_those_days_only() -> None:
    part = [{"from": "2022-02-15", "to": "2022-02-16", "hours_worked_per_week": "35"}]
    account = calculate(wage_earner("2022-01-03", "2022-02-20", partial_resumptions=part))
    refused = [str(day.date) for day in account.days if day.kind is DayKind.NOT_ENTITLED]
    assert refused == ["2022-02-15", "2022-02-16"]


def test_a_last_week_that_begins_on_monday_is_not_the_first_that_began_later() -> None:
    work = employment("100.00", week=["1", "2", "3", "4", "5", "6", "7"], section_56=True)
    account = calculate(wage_earner("2022-02-03", "2022-02-17", work))
    assert [str(day.hours) for day in account.days if day.amount.oere][:4] == ["4", "5", "6", "7"]
    assert [str(day.hours) for day in account.days][-4:] == ["1", "2", "3", "4"]


def test_the_share_of_a_week_is_that_of_its_own_monday() -> None:
    part = [{"from": "2010-06-07", "capacity": "1/4"}]
    own = {"annual_profit": "400000", "insurance": "none"}
    account = calculate(
        facts(
            "self_employed", "2010-05-03", "2010-07-11", self_employed=own, partial_resumptions=part
        )
    )
    amounts = {str(week.monday): str(week.amount) for week in account.weeks}
    assert (amounts["2010-06-14"], amounts["2010-07-05"]) == ("1880.00", "2820.00")


def test_a_capacity_is_that_of_the_business_not_of_an_employment() -> None:
    part = [{"from": "2022-02-14", "capacity": "1/2"}]
    own = {"annual_profit": "100000", "insurance": "none"}
    more: dict[str, Any] = {"employments": [employment("20.00")], "partial_resumptions": part}
    account = calculate(
        facts("self_employed", "2022-01-03", "2022-02-20", self_employed=own, **more)
    )
    (monday,) = [day for day in account.days if str(day.date) == "2022-02-14"]
    assert [str(line.hours) for line in monday.lines] == ["3.7", "7.4"]


def test_work_for_nobody_in_particular_is_spread_over_the_hours_of_each_week() -> None:
    part = [{"from": "2022-02-07", "hours_worked_per_week": "10"}]
    rota = [["5", "5", "0", "0", "0", "0", "0"], ["0"] * 7]
    works = employment("90.00"), employment("90.00", OTHER_CVR, rota=rota)
    account = calculate(wage_earner("2022-01-10", "2022-02-20", *works, partial_resumptions=part))
    away = [
        sum(line.hours for day in account.days if day.date >= start for line in day.lines[:1])
        for start in (date(2022, 2, 7), date(2022, 2, 14))
    ]
    assert (away[0] - away[1], away[1]) == (Decimal("29.13"), Decimal(27))


def test_a_day_is_technical_where_one_employment_is_and_the_other_is_over() -> None:
    """Of several employments the day is called by the kind closest to payment."""
    works = (employment(), employment(cvr=OTHER_CVR, last_day_of_absence="2022-03-06"))
    account = calculate(wage_earner("2021-06-01", "2022-03-13", *works))
    (day,) = [day for day in account.days if str(day.date) == "2022-03-09"]
    assert day.kind is DayKind.TECHNICAL_EXTENSION
    assert account.reassessment_date is not None
    assert [line.kind for line in day.lines] == [DayKind.TECHNICAL_EXTENSION, DayKind.AFTER_END]
