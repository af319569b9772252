"""How long benefit goes on: lack of cooperation, extensions, earlier benefit, the end."""

from datetime import date

import pytest

from domain.benefit.account import DayKind
from domain.benefit.calculate import calculate
from tests.support.accounts import codes, day, spans
from tests.support.facts import (
    employment,
    wage_earner,
)


def test_without_cooperation_the_right_lapses_and_comes_back_within_four_weeks() -> None:
    lapse = [{"from": "2022-02-14", "to": "2022-02-27"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", lack_of_cooperation=lapse))
    assert spans(account, DayKind.LACK_OF_COOPERATION) == ("2022-02-14", "2022-02-27")
    assert day(account, "2022-02-28").kind is DayKind.PAID_FULL


def test_after_more_than_four_weeks_a_new_right_is_needed() -> None:
    lapse = [{"from": "2022-02-14", "to": "2022-03-20"}]
    account = calculate(wage_earner("2022-01-03", "2022-04-03", lack_of_cooperation=lapse))
    assert spans(account, DayKind.NOT_ENTITLED) == ("2022-03-21", "2022-04-03")
    assert "cooperation_later_gives_new_right_only" in account.unconfirmed


def test_payment_goes_on_after_the_reassessment_date_until_somebody_decides() -> None:
    account = calculate(wage_earner("2022-01-03", "2022-08-31"))
    assert account.reassessment_date == date(2022, 7, 31)
    assert spans(account, DayKind.TECHNICAL_EXTENSION) == ("2022-08-01", "2022-08-31")
    assert day(account, "2022-08-01").amount.oere


def test_an_extension_carries_the_days_it_covers() -> None:
    extensions = [{"code": 3, "from": "2022-07-15", "to": "2022-08-14"}]
    account = calculate(wage_earner("2022-01-03", "2022-08-31", extensions=extensions))
    assert spans(account, DayKind.PAID_FULL)[1] == "2022-08-12"
    assert spans(account, DayKind.TECHNICAL_EXTENSION) == ("2022-08-15", "2022-08-31")


def test_an_extension_ends_at_its_maximum() -> None:
    extensions = [{"code": 2, "from": "2022-08-01"}]
    account = calculate(wage_earner("2022-01-03", "2023-12-31", extensions=extensions))
    assert spans(account, DayKind.TECHNICAL_EXTENSION)[0] == "2023-11-27"  # 69 weeks later


def test_covid_adds_three_months_to_a_reassessment_of_july_2020() -> None:
    account = calculate(wage_earner("2020-01-06", "2021-03-31"))
    assert account.reassessment_date == date(2020, 7, 31)
    assert spans(account, DayKind.TECHNICAL_EXTENSION)[0] == "2021-02-01"  # § 26 f follows § 26


def test_earlier_benefit_brings_the_reassessment_forward() -> None:
    earlier = [{"from": "2021-11-01", "to": "2021-12-31"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", earlier_benefit=earlier))
    assert account.reassessment_date == date(2022, 5, 31)


def test_who_used_the_limit_has_no_new_right() -> None:
    earlier = [{"from": "2021-04-01", "to": "2021-12-01"}]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", earlier_benefit=earlier))
    assert codes(account) == ["limit-already-used"]
    assert not account.entitled


def test_after_the_end_nothing_is_owed() -> None:
    ended = {"on": "2022-02-10", "reason": "afgørelse"}
    account = calculate(wage_earner("2022-01-03", "2022-03-06", ended=ended))
    assert spans(account, DayKind.AFTER_END) == ("2022-02-11", "2022-03-06")
    assert day(account, "2022-02-10").amount.oere


@pytest.mark.parametrize(
    "earlier",
    [
        [("2021-11-01", "2022-02-15")],  # what is of this absence counts only once
        [("2021-11-01", "2022-01-02"), ("2021-11-10", "2021-11-20")],
        [("2021-11-10", "2022-01-02"), ("2021-11-01", "2021-12-20")],
    ],
)
def test_earlier_benefit_counts_each_day_once(earlier: list[tuple[str, str]]) -> None:
    spells = [{"from": first, "to": last} for first, last in earlier]
    account = calculate(wage_earner("2022-01-03", "2022-03-06", earlier_benefit=spells))
    assert account.duration.counted_days == 63 + 33


def test_the_plan_does_not_depend_on_where_the_absence_or_the_account_ends() -> None:
    cases = (
        wage_earner("2020-04-27", "2020-06-28"),
        wage_earner("2020-04-27", "2021-01-31"),
        wage_earner("2020-04-27", "2020-12-31", last_day_of_absence="2020-06-28"),
    )
    assert {calculate(case).reassessment_date for case in cases} == {date(2020, 10, 31)}


@pytest.mark.parametrize("until", ["2020-07-31", "2020-08-01", "2021-01-31"])
def test_days_lost_by_a_late_application_move_the_date_though_the_account_ends_before_them(
    until: str,
) -> None:
    """Wages end on 31 July, the application was due on 21 August and came on 15 September."""
    work = employment(wage_paid_until="2020-07-31")
    account = calculate(wage_earner("2020-04-27", until, work, applied_on="2020-09-15"))
    assert account.reassessment_date == date(2020, 12, 31)


def test_who_is_still_paid_wages_need_not_have_applied() -> None:
    account = calculate(wage_earner("2020-04-27", "2020-07-31", applied_on="2020-12-15"))
    assert account.reassessment_date == date(2020, 10, 31)


def test_the_first_thirty_days_never_count_whoever_paid_them() -> None:
    work = employment(insured_section_55=True)
    account = calculate(wage_earner("2022-01-03", "2022-03-06", work))
    assert account.duration.counted_days == 33
    counted = [one.date for one in account.days if one.counts_towards_duration]
    assert (counted[0], len(counted)) == (date(2022, 2, 2), 33)
