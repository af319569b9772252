"""What a day is worth: part work, rotas, several employers, which kind comes first."""

from typing import cast

import pytest

from domain.benefit.account import DayKind
from domain.benefit.calculate import calculate
from domain.benefit.document import document
from domain.rules.parameters import law_with
from tests.support.accounts import codes, day, spans
from tests.support.facts import (
    CVR,
    FULL_TIME,
    NO_HOURS,
    OTHER_CVR,
    employment,
    facts,
    self_employed,
    unemployed,
    wage_earner,
)


def test_less_than_four_hours_of_absence_a_week_is_not_enough() -> None:
    part = [{"from": "2022-02-14", "to": "2022-02-20", "hours_worked_per_week": "33.5"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", partial_resumptions=part))
    assert spans(account, DayKind.NOT_ENTITLED) == ("2022-02-14", "2022-02-20")
    assert codes(account) == ["absent-too-few-hours"]


def test_four_hours_of_absence_a_week_are_enough() -> None:
    part = [{"from": "2022-02-14", "to": "2022-02-20", "hours_worked_per_week": "33"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", partial_resumptions=part))
    assert str(account.weeks[6].amount) == "482.70"  # five times 0.8 x 120.68, each rounded
    assert day(account, "2022-02-14").kind is DayKind.PAID_PART


@pytest.mark.parametrize(("capacity", "amount"), [("1/4", "3348.75"), ("1/2", "2232.50")])
def test_a_self_employed_gets_three_quarters_or_half(capacity: str, amount: str) -> None:
    known = self_employed("2022-01-03", "2022-02-27").model_dump(by_alias=True, mode="json")
    part = [{"from": "2022-02-07", "capacity": capacity}]
    business = known["self_employed"]
    account = calculate(
        facts(
            "self_employed",
            "2022-01-03",
            "2022-02-27",
            self_employed=business,
            partial_resumptions=part,
        )
    )
    assert str(account.weeks[5].amount) == amount


def test_the_partly_fit_unemployed_is_paid_in_full() -> None:
    part = {"partial_resumptions": [{"from": "2021-04-12", "hours_worked_per_week": "20"}]}
    account = calculate(unemployed("2021-03-03", "2021-04-25", extra=part))
    assert str(account.weeks[-1].amount) == "4460.00"


def test_two_employers_share_one_weekly_cap_in_the_order_of_cvr() -> None:
    works = employment("200.00"), employment("200.00", OTHER_CVR)
    account = calculate(wage_earner("2022-01-03", "2022-02-13", *works))
    week = account.weeks[-1]
    assert str(week.amount) == "4465.00"
    assert {payee: str(money) for payee, money in week.by_payee.items()} == {
        CVR: "2678.94",  # Monday to Wednesday, the last cut
        OTHER_CVR: "1786.06",
    }
    cut = [one.rule for one in day(account, "2022-02-09").findings]
    assert "cut_by_weekly_cap" in cut


def test_a_rota_may_pay_more_in_one_week_than_the_cap() -> None:
    rota = [[*["11"] * 5, "0", "0"], NO_HOURS]
    work = employment("200.00", rota=rota)
    account = calculate(wage_earner("2022-01-03", "2022-02-27", work))
    assert [str(week.amount) for week in account.weeks[5:]] == ["0.00", "6637.40", "0.00"]


def test_a_rota_begins_where_it_says() -> None:
    work = employment("200.00", rota=[FULL_TIME, NO_HOURS], rota_from="2022-01-10")
    account = calculate(wage_earner("2022-01-03", "2022-02-27", work))
    assert [str(week.amount) for week in account.weeks[5:]] == ["4465.15", "0.00", "4465.15"]


def test_one_can_be_sick_in_one_job_and_fit_in_another() -> None:
    works = (
        employment("100.00", last_day_of_absence="2022-02-06"),
        employment("100.00", OTHER_CVR, first_day_of_absence="2022-01-10"),
    )
    account = calculate(wage_earner("2022-01-03", "2022-02-13", *works))
    assert dict(account.weeks[-1].by_payee).keys() == {OTHER_CVR}
    assert [line.kind for line in day(account, "2022-01-04").lines] == [
        DayKind.EMPLOYER_PERIOD,
        DayKind.NOT_ENTITLED,
    ]
    assert day(account, "2022-02-09").lines[0].kind is DayKind.AFTER_END


def test_a_rate_nobody_knows_is_not_guessed() -> None:
    account = calculate(wage_earner("2008-06-02", "2008-08-01"))
    assert not account.entitled
    assert codes(account) == ["no-law-in-force"]


def test_before_july_2012_public_holidays_were_paid() -> None:
    works = (employment("90.00"),)
    before = calculate(wage_earner("2012-03-01", "2012-05-31", *works))
    after = calculate(wage_earner("2013-03-01", "2013-05-31", *works))
    assert day(before, "2012-05-17").kind is DayKind.PAID_FULL  # Ascension Day
    assert day(after, "2013-05-09").kind is DayKind.PUBLIC_HOLIDAY


def test_another_value_can_be_tried() -> None:
    law = law_with({"full_week_pays": "week_amount"})
    account = calculate(wage_earner("2020-04-27", "2020-06-28"), law=law)
    assert {str(week.amount) for week in account.weeks[6:]} == {"4405.00"}
    assert "full_week_pays" in account.unconfirmed


def test_part_work_that_ends_in_a_week_leaves_its_last_days_alone() -> None:
    part = [{"from": "2022-02-15", "to": "2022-02-16", "hours_worked_per_week": "18.5"}]
    account = calculate(wage_earner("2022-01-03", "2022-02-20", partial_resumptions=part))
    hours = [str(one.hours) for one in account.days if str(one.date) >= "2022-02-14"]
    assert hours == ["7.4", "3.7", "3.7", "7.4", "7.4", "0", "0"]


def test_the_later_resumption_rules_and_on_one_day_the_one_that_names_the_employer() -> None:
    parts = [
        {"from": "2022-02-14", "cvr": CVR, "hours_worked_per_week": "27"},
        {"from": "2022-02-14", "hours_worked_per_week": "7"},
        {"from": "2022-02-07", "hours_worked_per_week": "17"},
    ]
    account = calculate(wage_earner("2022-01-03", "2022-02-20", partial_resumptions=parts))
    assert [str(day(account, on).hours) for on in ("2022-02-07", "2022-02-14")] == ["4", "2"]


def test_a_day_is_partly_paid_when_one_of_its_employments_is() -> None:
    works = employment("100.00"), employment("100.00", OTHER_CVR)
    part = [{"from": "2022-02-07", "cvr": OTHER_CVR, "hours_worked_per_week": "17"}]
    account = calculate(wage_earner("2022-01-03", "2022-02-13", *works, partial_resumptions=part))
    assert day(account, "2022-02-07").kind is DayKind.PAID_PART
    assert [line.kind for line in day(account, "2022-02-07").lines] == [
        DayKind.PAID_FULL,
        DayKind.PAID_PART,
    ]


def test_what_stands_first_in_precedence_names_the_day() -> None:
    away = [{"from": "2022-01-03", "to": "2022-01-20", "agreed": True}]
    account = calculate(wage_earner("2022-01-03", "2022-02-13", holidays=away))
    assert spans(account, DayKind.EMPLOYER_PERIOD) == ("2022-01-03", "2022-02-01")


def test_ten_hours_are_written_without_an_exponent() -> None:
    work = employment("100.00", week=["10", "10", "0", "0", "0", "0", "0"])
    shown = document(calculate(wage_earner("2022-01-03", "2022-02-13", work)))
    days = cast("list[dict[str, object]]", shown["days"])
    assert [one["hours"] for one in days[-7:]] == ["10", "10", "0", "0", "0", "0", "0"]
