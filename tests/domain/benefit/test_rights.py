"""Who has a right from which day: lateness, wages that stop, the employment requirement."""

from datetime import date

import pytest

from domain.benefit.account import DayKind
from domain.benefit.calculate import calculate
from tests.support.accounts import codes, day, spans
from tests.support.facts import (
    CVR,
    OTHER_CVR,
    employment,
    facts,
    wage_earner,
)


def test_a_late_notification_loses_the_days_before_it() -> None:
    account = calculate(wage_earner("2022-01-03", "2022-03-06", notified_on="2022-02-21"))
    assert spans(account, DayKind.LATE) == ("2022-02-02", "2022-02-20")
    assert day(account, "2022-02-21").payee == CVR
    assert codes(account) == ["notification-late"]


@pytest.mark.parametrize(("on", "late"), [("2022-02-07", False), ("2022-02-08", True)])
def test_the_day_of_the_deadline_is_in_time(on: str, late: bool) -> None:  # noqa: FBT001
    account = calculate(wage_earner("2022-01-03", "2022-03-06", notified_on=on))
    assert account.deadlines.notification == date(2022, 2, 7)
    assert ("notification-late" in codes(account)) == late
    assert ("deadline_day_is_in_time" in account.unconfirmed) != late


def test_dispensation_revives_the_days() -> None:
    late = {"notified_on": "2022-02-21", "dispensations": ["notification"]}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", **late))
    assert day(account, "2022-02-02").kind is DayKind.PAID_FULL


@pytest.mark.parametrize(
    ("dispensations", "claimed", "first_paid"),
    [
        ([], "2022-06-01", "2022-03-01"),
        (["refund_claim"], "2022-06-01", "2022-02-02"),
        (["request"], "2022-07-03", "2022-02-02"),  # the last of the six months
        (["request"], "2022-07-04", "2022-04-04"),  # too late for dispensation
    ],
)
def test_a_refund_claim_reaches_three_months_back(
    dispensations: list[str], claimed: str, first_paid: str
) -> None:
    requests = [{"cvr": CVR, "on": claimed}]
    account = calculate(
        wage_earner(
            "2022-01-03", "2022-05-01", refund_requests=requests, dispensations=dispensations
        )
    )
    paid = [str(one.date) for one in account.days if one.amount.oere]
    assert paid[0] == first_paid


def test_days_nobody_claimed_are_not_owed() -> None:
    requests = [{"cvr": CVR, "on": "2022-03-01", "to": "2022-02-28"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", refund_requests=requests))
    assert spans(account, DayKind.NOT_ENTITLED) == ("2022-03-01", "2022-03-06")
    assert codes(account) == ["refund-not-requested"]


def test_after_the_wages_stop_the_citizen_is_paid() -> None:
    work = employment(wage_paid_until="2022-02-15")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert day(account, "2022-02-15").payee == CVR
    assert day(account, "2022-02-16").payee == "citizen"
    assert account.deadlines.application == date(2022, 3, 8)
    assert "applied_on" in account.assumed


def test_an_application_after_the_letter_gives_a_right_from_its_own_day() -> None:
    late = {"letter_sent_on": "2022-02-01", "applied_on": "2022-02-14"}
    work = employment(pays_wage=False)
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work, **late))
    assert account.deadlines.application == date(2022, 2, 9)
    assert spans(account, DayKind.LATE) == ("2022-02-02", "2022-02-13")
    assert codes(account) == ["application-late"]


def test_of_several_employments_the_earliest_deadline_is_shown() -> None:
    works = employment(), employment(cvr=OTHER_CVR, first_day_of_absence="2022-01-17")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", *works))
    assert account.deadlines.notification == date(2022, 2, 7)


def test_who_worked_too_little_has_no_right_after_the_employer_period() -> None:
    hours = [{"month": "2021-12", "hours": "160"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", monthly_hours=hours))
    assert not account.entitled
    assert spans(account, DayKind.EMPLOYER_PERIOD) == ("2022-01-03", "2022-02-01")
    assert codes(account) == ["employment-requirement-not-met"]


def test_a_new_employee_is_refunded_from_the_first_day() -> None:
    work = employment(employed_since="2021-12-20")
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert account.employer_period is None
    assert day(account, "2022-01-03").kind is DayKind.PAID_FULL


@pytest.mark.parametrize(
    ("work", "first_paid"),
    [
        (employment(insured_section_55=True), "2022-01-04"),
        (employment(section_56=True), "2022-01-03"),
        (employment(), "2022-02-02"),
    ],
)
def test_sections_55_and_56_pay_early(work: dict[str, object], first_paid: str) -> None:
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert next(str(one.date) for one in account.days if one.amount.oere) == first_paid


def test_a_flexjob_has_neither_employer_period_nor_requirement() -> None:
    account = calculate(facts("flexjob", "2022-01-03", "2022-01-30", employments=[employment()]))
    assert [str(week.amount) for week in account.weeks] == ["4465.00"] * 4
    assert account.employer_period is None
