"""§§ 50, stk. 4, and 54: an employer who pays less than the benefit gets back what he paid."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from domain.benefit.account import CITIZEN, Account
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.case.accounting import totals_of
from tests.domain.benefit.test_any_facts import QUIET
from tests.support.any_facts import any_facts
from tests.support.facts import CVR, Json, employment, wage_earner
from tests.support.paper import at, case, each_day, job, said

FIRST, WEEK = "2022-02-07", "2022-03-14"  # at the hourly cap of 120.68, less 0.16 by the week's


@pytest.mark.parametrize(
    ("paid", "employer", "citizen"),
    [
        ("0", None, "4465.00"),
        ("100.00", "3700.00", "765.00"),
        ("120.67", "4464.72", "0.28"),  # on Friday the cap leaves 892.88 to the two lines
        ("120.68", "4465.00", None),
        ("139.99", "4465.00", None),
        (None, "4465.00", None),
    ],
)
def test_the_employer_gets_what_he_pays_and_the_citizen_what_it_leaves(
    paid: str | None, employer: str | None, citizen: str | None
) -> None:
    wage = {} if paid is None else {"hourly_wage_paid": paid}
    found = said(case(employments=[job(**wage)]))
    payees = {CVR: employer, "citizen": citizen}
    assert at(found, f"payees {WEEK}") == {who: sum_ for who, sum_ in payees.items() if sum_}
    assert at(found, f"week {WEEK}") == "4465.00"


def test_the_two_lines_of_a_day_have_its_hours_once() -> None:
    found = said(case(employments=[job(hourly_wage_paid="100.00")]))
    assert at(found, "2022-03-14 hours") == "7.4"
    (day,) = [day for day in found["days"] if day["date"] == "2022-03-14"]
    lines = [(one["cvr"], one["hours"], one["hourly_rate"], one["payee"]) for one in day["lines"]]
    assert lines == [(CVR, "7.4", "100.00", CVR), (CVR, "0", "20.68", "citizen")]
    assert at(found, "2022-03-14 kind") == "paid_full"


def test_nothing_is_beside_the_wage_in_the_employer_period_or_after_the_pay() -> None:
    until = {"hourly_wage_paid": "100.00", "wage_paid_until": "2022-03-20"}
    found = said(case(employments=[job(**until)]))
    assert at(found, "2022-03-08 amount") == "0.00"  # the last day of the employer period
    assert at(found, "payees 2022-03-14") == {CVR: "3700.00", "citizen": "765.00"}
    assert at(found, "payees 2022-03-21") == {"citizen": "4465.00"}


def test_a_stopped_wage_leaves_nothing_beside_it() -> None:
    """Below the cap, which would hide it: 92 kroner an hour, once."""
    wage = {"hourly_wage": "100.00", "hourly_wage_paid": "50.00", "wage_paid_until": "2022-03-20"}
    found = said(case(employments=[job(**wage)]))
    assert at(found, "payees 2022-03-21") == {"citizen": "3404.00"}


def test_of_two_holidays_that_end_one_day_the_earlier_is_named() -> None:
    two = [
        {"from": first, "to": "2022-03-18", "agreed": False}
        for first in ("2022-03-14", "2022-03-18")
    ]
    one, other = (said(case(holidays=spells)) for spells in (two, two[::-1]))
    assert one == other


def test_who_pays_no_wage_gets_nothing_back_and_the_fact_says_nothing() -> None:
    plain, told = (
        said(case(employments=[job(pays_wage=False, **wage)]))
        for wage in ({}, {"hourly_wage_paid": "100.00"})
    )
    assert told["days"] == plain["days"]


def test_what_the_employer_loses_by_being_late_leaves_the_citizen_his_own() -> None:
    claim = [{"cvr": CVR, "on": "2022-06-20"}]
    late = case(employments=[job(hourly_wage_paid="100.00")], refund_requests=claim)
    found = said({**late, "notified_on": "2022-02-08"})
    assert at(found, "payees 2022-03-14") == {"citizen": "765.15"}
    assert at(found, "2022-03-14 kind") == "paid_full"
    assert at(found, "payees 2022-03-21") == {CVR: "3700.00", "citizen": "765.00"}


def test_part_work_and_duration_are_those_of_the_one_employment() -> None:
    part = [{"from": "2022-03-14", "hours_worked_per_week": "17"}]
    jobs = ([job()], [job(hourly_wage_paid="100.00")])
    plain, told = (said(case(employments=jobs[at_], partial_resumptions=part)) for at_ in (0, 1))
    assert at(told, f"payees {WEEK}") == {CVR: "2000.00", "citizen": "413.60"}
    assert at(told, f"week {WEEK}") == at(plain, f"week {WEEK}") == "2413.60"
    assert told["duration"] == plain["duration"]
    assert told["reassessment_date"] == plain["reassessment_date"]


def test_atp_counts_the_hours_that_the_difference_would_pay() -> None:
    """BEK 1348/2015 § 1, stk. 4: 765.00 by 120.68 is 6.34 hours."""
    facts = wage_earner(FIRST, "2022-04-03", employment(hourly_wage_paid="100.00"))
    account = calculate(facts)
    weeks = totals_of(account, account.days[-1].date).weeks
    hours = {week.payee: week.hours for week in weeks if str(week.monday) == WEEK}
    assert hours == {CVR: Decimal("37.0"), CITIZEN: Decimal("6.34")}


def test_what_is_paid_for_an_hour_is_unknown_where_the_hours_are() -> None:
    unknown = {"cvr": CVR, "weekly_pay": "5500.00", "hourly_wage_paid": "100.00"}
    with pytest.raises(ValidationError, match="only where the hours are"):
        said({**case(employments=[unknown]), "citizen": {"kind": "wage_earner", "sex": "man"}})


def test_a_rota_is_split_week_by_week_and_not_cut() -> None:
    weeks = [each_day("6"), each_day("9")]
    shifts = {"cvr": CVR, "rota": weeks, "hourly_wage": "200.00", "hourly_wage_paid": "100.00"}
    found = said(case(employments=[shifts]))
    assert at(found, f"payees {WEEK}") == {CVR: "4500.00", "citizen": "930.60"}


@settings(max_examples=500, suppress_health_check=QUIET)
@given(facts=any_facts())
def test_the_wage_paid_moves_money_between_payees_alone(facts: Facts) -> None:
    """What an employer pays never changes a week by more than the rounding of its lines.

    Seen red when what a lower wage leaves is not the citizen's.
    """
    split, whole = calculate(facts), calculate(without(facts))
    assert split.reassessment_date == whole.reassessment_date
    assert split.duration == whole.duration
    for one, other in zip(split.weeks, whole.weeks, strict=True):
        lost = lost_to_employers(whole, other.monday)
        assert one.amount.oere >= other.amount.oere - 7 * len(facts.employments)
        assert lost or one.amount.oere <= other.amount.oere + 7 * len(facts.employments)


def without(facts: Facts) -> Facts:
    works = [work.model_copy(update={"hourly_wage_paid": None}) for work in facts.employments]
    return facts.model_copy(update={"employments": tuple(works)})


def lost_to_employers(account: Account, monday: object) -> bool:
    codes = {reason.code for reason in account.reasons}
    return bool(monday) and bool(
        codes & {"notification-late", "refund-claimed-late", "refund-not-requested"}
    )


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({"hourly_wage_paid": "130.00"}, "2022-03-14"),  # above the hourly cap
        ({"hourly_wage_paid": "100.00", "wage_paid_until": "2022-03-13"}, "2022-03-14"),
        ({"hourly_wage_paid": "100.00"}, "2022-02-14"),  # in the employer period
        ({"hourly_wage_paid": "100.00"}, "2022-03-19"),  # a Saturday
    ],
)
def test_an_employment_has_one_line_where_nothing_is_beside_its_wage(facts: Json, day: str) -> None:
    found = said(case(employments=[job(**facts)]))
    assert len(at(found, f"{day} lines")) == 1


def test_the_wage_may_be_compared_after_contribution() -> None:
    name = "wage_paid_before_contribution"
    found = said(case(employments=[job(hourly_wage_paid="100.00")]), {name: "false"})
    assert name in found["unconfirmed"]
    assert at(found, f"payees {WEEK}") == {CVR: "3404.00", "citizen": "1061.00"}  # 37 x 92.00
    assert name not in said(case())["unconfirmed"]


@pytest.mark.parametrize(
    ("paid", "employer", "citizen"),
    [
        ("100.00", "3700.00", "705.00"),  # 37 x 119.05 is 4404.85: fifteen øre are the citizen's
        ("0", None, "4405.00"),
        ("130.00", "4405.00", None),
    ],
)
def test_a_full_week_is_the_weekly_amount_also_in_two_lines(
    paid: str, employer: str | None, citizen: str | None
) -> None:
    days = {"first_day_of_absence": "2020-04-27", "until": "2020-07-05"}
    found = said(
        case(employments=[job(hourly_wage_paid=paid)], **days), {"full_week_pays": "week_amount"}
    )
    payees = {CVR: employer, "citizen": citizen}
    assert at(found, "payees 2020-06-08") == {who: sum_ for who, sum_ in payees.items() if sum_}
    assert "full_week_pays" in found["unconfirmed"]


def test_two_lines_below_the_hourly_cap_are_no_full_week() -> None:
    days = {"first_day_of_absence": "2020-04-27", "until": "2020-07-05"}
    low = job(hourly_wage="100.00", hourly_wage_paid="50.00")
    found = said(case(employments=[low], **days), {"full_week_pays": "week_amount"})
    assert at(found, "week 2020-06-08") == "3404.00"
    assert "full_week_pays" not in found["unconfirmed"]


def test_half_a_week_at_the_cap_is_not_topped_up_because_two_lines_share_its_hours() -> None:
    half = job(week=each_day("4"), hourly_wage_paid="100.00")
    found = said(case(employments=[half]), {"full_week_pays": "week_amount"})
    assert at(found, f"payees {WEEK}") == {CVR: "2000.00", "citizen": "413.60"}
