"""What an hour, a day and a week pay: wages, full weeks, self-employed, unemployed, flexjobs."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import pytest

from domain.rules.flexjob import flexjob_share
from domain.rules.labour_market_contribution import after_contribution
from domain.rules.parameters import law_with
from domain.rules.self_employed import Coverage, income_of_week, week_amount
from domain.rules.unemployed import MemberInsured, day_rate, supplementary_hours
from domain.rules.voluntary_insurance import Insured, helps_from, premium
from domain.rules.wages import (
    Worked,
    average_hourly_wage,
    benefit_beside_wage,
    hourly_benefit,
    hours_when_unknown,
    refund,
)
from domain.rules.weeks import cap_binds, day_share, full_week
from domain.shared.citizen_kind import Insurance
from domain.shared.dated import Law
from domain.shared.errors import NoLawInForce
from domain.shared.money import Amount, Money

FIRST, MONDAY = date(2020, 4, 27), date(2022, 6, 13)


def kroner(text: str) -> Amount:
    return Amount(Decimal(text))


@pytest.mark.parametrize(
    ("wage", "day", "rate"),
    [
        ("140", MONDAY, "120.68"),  # 128.80 after contribution, capped
        ("100", MONDAY, "92"),
        ("129.40", FIRST, "119.048"),
        ("129.41", FIRST, "119.05"),
    ],
)
def test_an_hour_pays_the_wage_after_contribution_up_to_the_cap(
    wage: str, day: date, rate: str
) -> None:
    assert hourly_benefit(Law(), day, Decimal(wage)).output == kroner(rate)


def test_contribution_is_eight_percent() -> None:
    assert after_contribution(Law(), FIRST, Decimal(140)).output == kroner("128.80")


@pytest.mark.parametrize(
    ("wage", "hours", "pays"),
    [("140", 37, "4465.00"), ("100", 37, "3404.00"), ("140", 20, "2413.60")],
)
def test_weeks_of_2022_worked_out_by_hand(wage: str, hours: int, pays: str) -> None:
    """law.md, derived tests: capped week, week below the cap, 20 of 37 hours absent."""
    rate = hourly_benefit(Law(), MONDAY, Decimal(wage)).output
    product = (rate * Decimal(hours)).rounded()
    assert str(full_week(Law(), MONDAY, Decimal(hours), rate, product).output) == pays


@pytest.mark.parametrize(
    ("hours", "rate", "product", "week_amount_pays", "doubtful"),
    [
        ("37", "119.05", 440_485, "4405.00", True),
        ("40", "119.05", 476_200, "4405.00", False),
        ("36.9", "119.05", 439_295, "4392.95", False),
        ("37", "119.04", 440_448, "4404.48", False),
    ],
)
def test_a_full_week_at_the_cap_is_in_doubt_and_no_other(
    hours: str, rate: str, product: int, week_amount_pays: str, *, doubtful: bool
) -> None:
    law = Law()
    week = (date(2020, 6, 8), Decimal(hours), kroner(rate), Money(product))
    assert full_week(law, *week).output == Money(min(product, 440_500))
    assert law.unconfirmed == ({"full_week_pays"} if doubtful else set())
    other = law_with({"full_week_pays": "week_amount"})
    assert str(full_week(other, *week).output) == week_amount_pays


def test_a_day_of_a_broken_week_is_a_fifth() -> None:
    assert day_share(Law(), FIRST, kroner("4405")).output == kroner("881")


def test_the_cap_binds_every_week_but_that_of_a_rota() -> None:
    assert cap_binds(Law(), FIRST, rota=False).output is True
    assert cap_binds(Law(), FIRST, rota=True).output is False


WORKED = {
    date(2020, 1, 1): Worked(Decimal(16000), Decimal(160)),
    date(2020, 2, 1): Worked(Decimal(16000), Decimal(160)),
    date(2020, 3, 1): Worked(Decimal(13000), Decimal(130)),
    date(2020, 4, 1): Worked(Decimal(99999), Decimal(1)),  # not completed
    date(2019, 12, 1): Worked(Decimal(99999), Decimal(1)),  # too long ago
}


@pytest.mark.parametrize(
    ("first_day", "employed_since", "wage"),
    [
        (FIRST, date(2019, 1, 1), "100"),
        (FIRST, date(2020, 3, 2), "100"),  # eight weeks to the day
        (FIRST, date(2020, 3, 3), "150"),  # a new employee: the agreed wage
        (date(2018, 7, 1), date(2010, 1, 1), "150"),  # before the rule
        (date(2019, 7, 1), date(2010, 1, 1), "150"),  # nothing reported
    ],
)
def test_the_hourly_wage_is_the_average_of_three_completed_months(
    first_day: date, employed_since: date, wage: str
) -> None:
    found = average_hourly_wage(Law(), first_day, Decimal(150), employed_since, WORKED)
    assert found.output == Decimal(wage)


def test_when_the_average_began_is_a_doubt() -> None:
    law = law_with({"average_of_three_months": "false"})
    found = average_hourly_wage(law, FIRST, Decimal(150), date(2019, 1, 1), WORKED)
    assert found.output == Decimal(150)


@pytest.mark.parametrize(
    ("first_day", "sex", "hours"),
    [
        (date(2013, 6, 3), "man", "18577"),
        (date(2015, 6, 1), "woman", "17352"),
        (date(2018, 6, 4), "man", "20271"),
        (date(2018, 6, 4), "woman", "18306"),
    ],
)
def test_unknown_hours_are_the_wage_over_a_rate(
    first_day: date, sex: Literal["man", "woman"], hours: str
) -> None:
    found = hours_when_unknown(Law(), first_day, Decimal(hours) / 10, sex)
    assert found.output == Decimal(10)


def test_no_rate_is_invented_for_a_year_without_one() -> None:
    with pytest.raises(NoLawInForce, match="unknown_hours_wage_men"):
        hours_when_unknown(Law(), date(2020, 6, 1), Decimal(1000), "man")


def test_refund_is_at_most_the_wage_and_benefit_only_what_the_wage_leaves() -> None:
    assert refund(Money(440_500), Money(300_000)).output == Money(300_000)
    assert refund(Money(440_500), Money(900_000)).output == Money(440_500)
    assert benefit_beside_wage(Money(440_500), Money(300_000)).output == Money(140_500)
    assert benefit_beside_wage(Money(440_500), Money(900_000)).output == Money(0)


@pytest.mark.parametrize(
    ("profit", "insurance", "coverage", "week"),
    [
        (400_000, "none", "2/3", "4405"),
        (104_000, "none", "2/3", "2000"),
        (104_000, "third_day", "2/3", "2937"),  # at least two thirds
        (104_000, "first_day", "1/1", "2937"),
        (208_000, "first_day", "1/1", "4000"),  # the income supports it
        (400_000, "first_day", "1/1", "4405"),
        (400_000, "first_day", "2/3", "2937"),  # not insured for more
    ],
)
def test_a_self_employed_gets_a_week_by_income_and_insurance(
    profit: int, insurance: Insurance, coverage: Coverage, week: str
) -> None:
    law = Law()
    income = income_of_week(law, FIRST, Decimal(profit)).output
    assert week_amount(law, FIRST, income, insurance, coverage).output == kroner(week)
    assert law.unconfirmed == {"weeks_of_a_year"}


@pytest.mark.parametrize(("month", "day"), [(19_322, 892), (12_881, 595), (17_583, 812)])
def test_a_month_rate_of_2021_makes_a_day_rate(month: int, day: int) -> None:
    """foa.dk, Dagpengesatser 2021; 892 times five is the week of 2021."""
    found = day_rate(Law(), date(2021, 6, 1), Decimal(month))
    assert found.output == Money(day * 100)


@pytest.mark.parametrize(
    ("insured", "scheduled", "hours"),
    [("full_time", "20", "17"), ("part_time", "20", "10"), ("part_time", "32", "0")],
)
def test_the_partly_unemployed_are_supplemented_up_to_their_insurance(
    insured: MemberInsured, scheduled: str, hours: str
) -> None:
    found = supplementary_hours(Law(), FIRST, insured, Decimal(scheduled))
    assert found.output == Decimal(hours)


def test_only_a_flexjob_from_before_2013_is_in_doubt() -> None:
    law = Law()
    assert flexjob_share(law, FIRST, date(2013, 1, 1)).output == Fraction(1)
    assert flexjob_share(law, FIRST, None).output == Fraction(1)
    assert "old_flexjob_share" not in law.unconfirmed
    assert flexjob_share(law, FIRST, date(2012, 12, 31)).output == Fraction(1)
    assert "old_flexjob_share" in law.unconfirmed
    other = law_with({"old_flexjob_share": "1/2"})
    assert flexjob_share(other, FIRST, date(2012, 12, 31)).output == Fraction(1, 2)


def test_voluntary_insurance_helps_after_six_months_or_an_accident() -> None:
    since = date(2020, 1, 31)
    assert helps_from(Law(), since).output == date(2020, 7, 31)
    assert helps_from(Law(), since, accident=True).output == since


@pytest.mark.parametrize(
    ("day", "coverage", "insurance", "premium_a_year"),
    [
        (date(2015, 3, 31), "1/1", "first_day", 3657),  # bm.dk, Satser for 2015
        (date(2018, 4, 1), "2/3", "third_day", 1858),  # bm.dk, Satser for 2019
        (date(2021, 3, 31), "2/3", "first_day", 3408),  # danskerhverv.dk, 2021
    ],
)
def test_premiums_hold_for_a_tariff_year(
    day: date, coverage: Coverage, insurance: Insured, premium_a_year: int
) -> None:
    assert premium(Law(), day, coverage, insurance).output == Money(premium_a_year * 100)
