"""What the contract of `sdp calculate` says of single days, dates and deadlines."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.benefit.account import Account, Day, DayKind
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts

OFFICE = ["7.4", "7.4", "7.4", "7.4", "7.4", "0", "0"]
WAGE_EARNER = {"kind": "wage_earner"}


def job(**more: object) -> dict[str, object]:
    return {"cvr": "13748136", "hourly_wage": "140.00", "week": OFFICE, **more}


def facts(**more: object) -> dict[str, object]:
    first = {"first_day_of_absence": "2022-02-07", "until": "2022-04-03"}
    return {"citizen": WAGE_EARNER, "employments": [job()], **first, **more}


def account(**more: object) -> Account:
    return calculate(Facts.model_validate(facts(**more), strict=False))


def day(found: Account, on: str) -> Day:
    return next(one for one in found.days if one.date == date.fromisoformat(on))


@pytest.mark.parametrize(
    ("on", "kind"),
    [
        ("2018-07-31", DayKind.PAID_FULL),
        ("2018-08-01", DayKind.TECHNICAL_EXTENSION),
        ("2020-03-30", DayKind.TECHNICAL_EXTENSION),
        ("2020-03-31", DayKind.PAID_FULL),  # § 26, stk. 2, to 30 June; stk. 3, to 30 September
        ("2020-09-30", DayKind.PAID_FULL),
        ("2020-10-01", DayKind.TECHNICAL_EXTENSION),
    ],
)
def test_covid_carries_no_day_before_its_chapter_begins(on: str, kind: DayKind) -> None:
    found = account(first_day_of_absence="2018-01-01", until="2020-12-31")
    assert found.reassessment_date == date(2018, 7, 31)
    assert day(found, on).kind is kind


def test_an_account_that_ends_before_covid_is_silent_about_it() -> None:
    found = account(first_day_of_absence="2018-01-01", until="2018-12-31")
    rules = {finding.rule for one in found.days for finding in one.findings}
    assert "technical_extension" in rules
    assert not any(rule.startswith("covid") for rule in rules)


def test_a_job_still_at_work_in_does_not_name_the_day() -> None:
    later = job(cvr="24256790", week=["2"] * 5 + ["0"] * 2, first_day_of_absence="2022-03-01")
    assert day(account(employments=[job(), later]), "2022-02-28").kind is DayKind.EMPLOYER_PERIOD
    assert day(account(employments=[later]), "2022-02-28").kind is DayKind.NOT_ENTITLED


@pytest.mark.parametrize(
    ("wage_paid_until", "deadline"),
    [
        ("2022-02-20", date(2022, 3, 29)),  # the employer owes benefit to 8 March
        ("2022-03-20", date(2022, 4, 10)),
    ],
)
def test_three_weeks_to_apply_run_from_the_employers_last_payment(
    wage_paid_until: str, deadline: date
) -> None:
    found = account(employments=[job(wage_paid_until=wage_paid_until)])
    assert found.deadlines.application == deadline


@pytest.mark.parametrize(
    "wrong",
    [
        {"letter_sent_on": "9999-12-31"},
        {"first_day_of_absence": "9999-12-30", "until": "9999-12-31"},
        {"holidays": [{"from": "2022-03-14", "to": "9999-12-31", "agreed": True}]},
        {"pension": {"kind": "state", "from": "0001-01-01"}},
        {"monthly_hours": [{"month": "0000-01", "hours": "160"}]},
    ],
)
def test_a_day_that_nothing_can_be_counted_from_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Facts.model_validate(facts(**wrong), strict=False)
