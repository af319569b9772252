"""The worked examples of the rule book, each with its source, and the tests derived from it."""

from datetime import date
from typing import Any

import pytest

from domain.benefit.account import Account, DayKind
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from tests.support.facts import employment, self_employed, unemployed, wage_earner


def days_of(account: Account, kind: DayKind) -> list[date]:
    return [day.date for day in account.days if day.kind is kind]


def week(account: Account, monday: str) -> str:
    return next(str(one.amount) for one in account.weeks if str(one.monday) == monday)


@pytest.mark.parametrize(
    ("first_day", "days", "source"),
    [
        ("2008-06-01", 15, "S-117279"),
        ("2008-06-02", 21, "S-117279"),
        ("2012-01-01", 21, "S-135235"),
        ("2012-01-02", 30, "S-135235"),
        ("2020-04-27", 30, "S-30"),
    ],
)
def test_the_employer_pays_alone_by_the_first_day(first_day: str, days: int, source: str) -> None:
    until = f"{int(first_day[:4]) + 1}-01-01"
    account = calculate(wage_earner(first_day, until))
    period = account.employer_period
    assert period is not None, source
    assert (period.last_day - period.first_day).days + 1 == days
    assert len(days_of(account, DayKind.EMPLOYER_PERIOD)) == days


def test_the_fund_pays_through_tuesday_of_the_third_week() -> None:
    """S-DFH14: ill on Wednesday of week 1, fully unemployed."""
    account = calculate(unemployed("2021-03-03", "2021-04-30"))
    assert days_of(account, DayKind.FUND_PERIOD)[-1] == date(2021, 3, 16)
    assert days_of(account, DayKind.PAID_FULL)[0] == date(2021, 3, 17)


@pytest.mark.parametrize(
    ("day_rate", "more", "amount"),
    [
        ("892", {}, "4460.00"),  # 2021, the maximum
        ("595", {"insured": "part_time"}, "2975.00"),
        ("892", {"unemployment": "partial", "scheduled_hours": "17"}, "2410.80"),
    ],
)
def test_the_unemployed_get_the_day_rate_five_days_a_week(
    day_rate: str, more: dict[str, Any], amount: str
) -> None:
    """S-FOA21 and BEK 1091/2021 § 13."""
    account = calculate(unemployed("2021-03-03", "2021-04-30", day_rate=day_rate, **more))
    assert week(account, "2021-03-22") == amount


@pytest.mark.parametrize(
    ("wage", "worked", "amount"),
    [
        ("140.00", None, "4465.00"),  # 128.80 capped at 120.68, 37 hours capped by the week
        ("100.00", None, "3404.00"),  # 92.00 x 37
        ("140.00", "17", "2413.60"),  # 20 of 37 hours absent at the cap
    ],
)
def test_a_week_of_2022(wage: str, worked: str | None, amount: str) -> None:
    part = () if worked is None else ({"from": "2022-02-07", "hours_worked_per_week": worked},)
    work = employment(wage)
    account = calculate(wage_earner("2022-01-03", "2022-02-13", work, partial_resumptions=part))
    assert week(account, "2022-02-07") == amount


@pytest.mark.parametrize(("day", "amount"), [("2024-04-22", "4694.95"), ("2023-05-01", "3639.92")])
def test_store_bededag_pays_from_2024(day: str, amount: str) -> None:
    """S-LTK: Friday 26-04-2024 is paid, Friday 05-05-2023 was not."""
    account = calculate(wage_earner(f"{day[:4]}-01-02", f"{day[:4]}-05-31"))
    assert week(account, day) == amount


@pytest.mark.parametrize(
    ("case", "reassessed"),
    [
        (wage_earner("2020-03-30", "2020-06-30"), date(2020, 9, 30)),
        (wage_earner("2020-04-27", "2020-06-30"), date(2020, 10, 31)),
        (wage_earner("2020-05-01", "2020-06-30"), date(2020, 11, 30)),
        (self_employed("2020-04-27", "2020-06-30"), date(2020, 10, 31)),
    ],
)
def test_the_reassessment_date(case: Facts, reassessed: date) -> None:
    assert calculate(case).reassessment_date == reassessed


@pytest.mark.parametrize(
    ("until", "days", "weeks"), [("2020-09-30", 127, 18), ("2020-10-31", 158, 22)]
)
def test_the_days_that_count(until: str, days: int, weeks: int) -> None:
    used = calculate(wage_earner("2020-04-27", until)).duration
    assert (used.counted_days, used.weeks) == (days, weeks)


def test_a_self_employed_has_174_days_at_the_end_of_october() -> None:
    assert calculate(self_employed("2020-04-27", "2020-10-31")).duration.counted_days == 174


@pytest.mark.parametrize(
    ("insurance", "waiting", "deadline"),
    [("third_day", 2, 10), ("first_day", 0, 7), ("none", 14, 21)],
)
def test_the_self_employed_by_insurance(insurance: str, waiting: int, deadline: int) -> None:
    """S-41 and S-LID."""
    account = calculate(self_employed("2022-01-03", "2022-02-27", insurance=insurance))
    assert len(days_of(account, DayKind.WAITING_PERIOD)) == waiting
    assert account.deadlines.notification == date(2022, 1, 3 + deadline)


@pytest.mark.parametrize(
    ("insurance", "coverage", "profit", "amount"),
    [
        ("none", "2/3", "400000", "4465.00"),
        ("none", "2/3", "104000", "2000.00"),
        ("first_day", "2/3", "400000", "2977.00"),
        ("first_day", "2/3", "0", "2977.00"),
        ("first_day", "1/1", "400000", "4465.00"),
        ("first_day", "1/1", "0", "2977.00"),
    ],
)
def test_a_week_of_the_self_employed(
    insurance: str, coverage: str, profit: str, amount: str
) -> None:
    case = self_employed(
        "2022-01-03", "2022-02-27", insurance=insurance, coverage=coverage, annual_profit=profit
    )
    assert week(calculate(case), "2022-02-07") == amount


def test_a_pension_from_may_ends_benefit_on_the_last_of_april() -> None:
    """§ 25, stk. 2 (S-25)."""
    pension = {"kind": "disability", "from": "2022-05-01"}
    account = calculate(wage_earner("2022-01-03", "2022-06-30", pension=pension))
    assert days_of(account, DayKind.AFTER_END)[0] == date(2022, 5, 1)
    assert [reason.code for reason in account.reasons] == ["pension-awarded"]


def test_a_pensioner_has_26_weeks_in_12_months() -> None:
    pension = {"kind": "state", "from": "2019-01-01"}
    account = calculate(wage_earner("2022-01-03", "2022-06-30", pension=pension))
    assert account.reassessment_date == date(2022, 8, 31)  # 211 days; 180 at the end of July


def test_an_agreed_holiday_resumes_the_day_after() -> None:
    """P 31-19 (S-AST31)."""
    holiday = {"from": "2022-02-14", "to": "2022-02-20", "agreed": True}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", holidays=[holiday]))
    assert len(days_of(account, DayKind.HOLIDAY)) == 7
    assert date(2022, 2, 21) in days_of(account, DayKind.PAID_FULL)


def test_a_holiday_that_was_not_agreed_is_a_recovery() -> None:
    """P 31-19 and 72-19 (S-AST31)."""
    holiday = {"from": "2022-02-14", "to": "2022-02-20", "agreed": False}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", holidays=[holiday]))
    assert len(days_of(account, DayKind.HOLIDAY_NOT_AGREED)) == 7
    assert days_of(account, DayKind.AFTER_END)[0] == date(2022, 2, 21)


def test_a_full_week_at_the_hourly_cap_is_a_doubt_that_shows() -> None:
    account = calculate(wage_earner("2020-04-27", "2020-06-28"))
    assert week(account, "2020-06-08") == "4404.85"  # 37 x 119.05; the week is 4,405
    assert "full_week_pays" in account.unconfirmed
