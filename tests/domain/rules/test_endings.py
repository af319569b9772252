"""What ends or interrupts a right: pension, holiday, lack of cooperation; what § 7 asks."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.rules.cooperation import resumes_by_regret, resumes_on, right_of_regret_until
from domain.rules.holiday import AfterHoliday, after_holiday
from domain.rules.incapacity import judged_broadly_from, paid_in_prison
from domain.rules.job_clarification import Household, job_clarification, refund_of_month
from domain.rules.parameters import law_with
from domain.rules.partial_incapacity import (
    Capacity,
    absent_hours,
    enough_absence,
    paid_in_full_though_partly_fit,
    self_employed_share,
)
from domain.rules.pension import PensionKind, last_day_before_pension
from domain.shared.dated import Law
from domain.shared.money import Money
from domain.shared.period import Period
from domain.shared.plain import plain

MAY = date(2020, 5, 1)


@pytest.mark.parametrize(
    ("kind", "decided_on", "last_day"),
    [
        ("disability", date(2020, 3, 10), date(2020, 4, 30)),  # Sygedagpengeloven § 25, stk. 2
        ("senior", date(2020, 4, 30), date(2020, 4, 30)),
        ("disability", date(2020, 6, 10), date(2020, 6, 10)),  # awarded afterwards
        ("state", date(2020, 3, 10), None),
        ("early", date(2020, 3, 10), None),
        ("disability_conditions", date(2020, 3, 10), None),  # § 25, stk. 1: nothing is awarded
    ],
)
def test_an_awarded_pension_ends_benefit(
    kind: PensionKind, decided_on: date, last_day: date | None
) -> None:
    assert last_day_before_pension(Law(), kind, MAY, decided_on).output == last_day


def test_the_last_day_before_a_retroactive_pension_is_a_doubt() -> None:
    certain = Law()
    last_day_before_pension(certain, "disability", MAY, date(2020, 4, 30))
    assert certain.unconfirmed == set()
    law = law_with({"pension_retroactive_last_day_is_decision_day": "false"})
    found = last_day_before_pension(law, "disability", MAY, date(2020, 6, 10))
    assert found.output == date(2020, 6, 11)


def test_an_agreed_holiday_lets_benefit_resume_and_another_ends_the_case() -> None:
    holiday = Period(date(2020, 7, 6), date(2020, 7, 26))
    agreed = after_holiday(Law(), holiday, agreed=True)
    assert agreed.output == AfterHoliday(resumes_on=date(2020, 7, 27))
    going_on = after_holiday(Law(), Period(holiday.first_day, date.max), agreed=True)
    assert (going_on.output, going_on.output.ends_the_case) == (AfterHoliday(None), False)
    assert plain(going_on.inputs["holiday"]) == {"from": "2020-07-06", "to": None}
    other = after_holiday(Law(), holiday, agreed=False)
    assert other.output == AfterHoliday(None, last_day_with_right=date(2020, 7, 5))


@pytest.mark.parametrize(
    ("met_again_on", "resumes"),
    [
        (None, None),
        (date(2020, 6, 3), date(2020, 6, 4)),
        (date(2020, 6, 28), date(2020, 6, 29)),  # four weeks to the day
        (date(2020, 6, 29), None),
    ],
)
def test_a_lapsed_right_resumes_within_four_weeks(
    met_again_on: date | None, resumes: date | None
) -> None:
    assert resumes_on(Law(), date(2020, 6, 1), met_again_on).output == resumes


def test_whether_a_later_resumption_needs_a_new_right_is_a_doubt() -> None:
    law = law_with({"cooperation_later_gives_new_right_only": "false"})
    late = date(2020, 8, 1)
    assert resumes_on(law, date(2020, 6, 1), late).output == date(2020, 8, 2)


def test_the_right_of_regret_has_a_length_nobody_confirmed() -> None:
    law = Law()
    assert right_of_regret_until(law, date(2020, 6, 1)).output == date(2020, 6, 29)
    assert law.unconfirmed == {"right_of_regret_days"}


@pytest.mark.parametrize(
    ("used_on", "spent", "rule", "resumes"),
    [
        (date(2020, 7, 10), False, "resumes_by_regret", date(2020, 7, 11)),
        (date(2020, 7, 30), False, "resumes_by_regret", date(2020, 7, 31)),  # the last of 60 days
        (date(2020, 7, 31), False, "resumes_on", None),
        (date(2020, 6, 10), True, "resumes_on", date(2020, 6, 11)),  # by § 21 alone
        (None, False, "resumes_on", None),
    ],
)
def test_the_second_chance_gives_the_right_back_the_day_after(
    used_on: date | None, rule: str, resumes: date | None, *, spent: bool
) -> None:
    law = law_with({"right_of_regret_days": "60"})
    found = resumes_by_regret(law, date(2020, 6, 1), used_on, spent=spent)
    assert (found.rule, found.output) == (rule, resumes)


@pytest.mark.parametrize(("hours", "enough"), [("3.99", False), ("4", True)])
def test_four_hours_of_absence_a_week_are_enough(hours: str, *, enough: bool) -> None:
    assert enough_absence(Law(), MAY, Decimal(hours)).output is enough


def test_hours_not_worked_are_absent_hours() -> None:
    assert absent_hours(Decimal(37), Decimal(17)).output == Decimal(20)
    assert absent_hours(Decimal(37), Decimal(40)).output == Decimal(0)


def test_some_are_paid_in_full_though_partly_fit() -> None:
    assert paid_in_full_though_partly_fit("no_part_time_work").output is True
    assert paid_in_full_though_partly_fit(None).output is False


@pytest.mark.parametrize(("able_to", "share"), [("1/4", "3/4"), ("1/2", "1/2")])
def test_a_self_employed_gets_a_share_by_what_he_is_able_to(able_to: Capacity, share: str) -> None:
    assert self_employed_share(Law(), MAY, able_to).output == Fraction(share)


def test_after_three_months_incapacity_is_judged_broadly() -> None:
    assert judged_broadly_from(Law(), date(2020, 4, 27)).output == date(2020, 7, 27)


def test_prison_pays_nothing_as_far_as_is_known() -> None:
    law = Law()
    assert paid_in_prison(law, MAY).output is False
    assert law.unconfirmed == {"prison_pays"}


def test_job_clarification_follows_for_two_years() -> None:
    found = job_clarification(Law(), date(2020, 10, 31)).output
    assert found == Period(date(2020, 11, 1), date(2022, 10, 31))


@pytest.mark.parametrize(
    ("year", "household", "kroner"),
    [
        (2019, "supporter", 15180),
        (2020, "other", 11554),
        (2021, "under_25_at_home", 3639),
        (2021, "supporter", 15547),
    ],
)
def test_an_employer_is_refunded_by_the_month_in_job_clarification(
    year: int, household: Household, kroner: int
) -> None:
    found = refund_of_month(Law(), date(year, 6, 1), household)
    assert found.output == Money(kroner * 100)
