"""Rows of the data files that no computed case reaches, as the rule book prints them."""

from datetime import date

import pytest

from domain.rules.parameters import ALL

PENSION = ("0", "0.3", "0.6", "0.9", "1.2", "1.5", "1.8", "2.1", "2.4", "2.7", "3.0", "3.3")
REFUNDS = (  # job clarification (S-ITD19, S-AR20, S-DE21): supporter, other, under 25 at home
    ("2019-06-01", "15180.00", "11423.00", "3553.00"),
    ("2020-06-01", "15355.00", "11554.00", "3594.00"),
    ("2021-06-01", "15547.00", "11698.00", "3639.00"),
)
HOUSEHOLDS = ("supporter", "other", "under_25_at_home")
ROWS = (
    *(
        (f"job_clarification_refund_{household}", day, kroner)
        for day, *refunds in REFUNDS
        for household, kroner in zip(HOUSEHOLDS, refunds, strict=True)
    ),
    # § 56 (S-SBST) and § 50, stk. 4 (S-PAV22): printed for whoever judges an agreement or a wage
    ("section_56_absence_days_a_year", "2020-01-01", "10"),
    ("section_56_days_already_paid", "2020-01-01", "21"),
    ("average_weeks_when_wage_varies", "2022-01-03", "4"),
    ("payment_cut_off_hour", "2020-01-06", "15"),  # Monday afternoon; the hour is ours
    # § 55 (S-BM13, S-BM15, S-TEK16, S-DE21; the pages of 2018 print 73)
    ("small_employer_premium_percent", "2013-06-01", "0.66"),
    ("small_employer_premium_percent", "2015-06-01", "0.74"),
    ("small_employer_premium_percent", "2016-06-01", "0.79"),
    ("small_employer_premium_percent", "2018-06-01", "0.73"),
    ("small_employer_premium_percent", "2020-06-01", "0.79"),
    ("small_employer_premium_percent", "2021-06-01", "0.99"),
    # § 45, stk. 4: the tables of 2013, 2015, 2018 and 2019, and S-DE21
    ("insurance_premium_two_thirds_third_day", "2013-06-01", "1314.00"),
    ("insurance_premium_full_third_day", "2013-06-01", "1971.00"),
    ("insurance_premium_two_thirds_first_day", "2013-06-01", "2032.00"),
    ("insurance_premium_full_first_day", "2013-06-01", "3048.00"),
    ("insurance_premium_two_thirds_third_day", "2015-03-31", "1578.00"),
    ("insurance_premium_full_third_day", "2015-03-31", "2367.00"),
    ("insurance_premium_two_thirds_first_day", "2015-03-31", "2438.00"),
    ("insurance_premium_full_first_day", "2015-03-31", "3657.00"),
    ("insurance_premium_two_thirds_third_day", "2018-03-31", "1836.00"),
    ("insurance_premium_full_third_day", "2018-03-31", "2754.00"),
    ("insurance_premium_two_thirds_first_day", "2018-03-31", "2836.00"),
    ("insurance_premium_full_first_day", "2018-03-31", "4254.00"),
    ("insurance_premium_two_thirds_third_day", "2019-03-31", "1858.00"),
    ("insurance_premium_full_third_day", "2019-03-31", "2787.00"),
    ("insurance_premium_two_thirds_first_day", "2019-03-31", "2870.00"),
    ("insurance_premium_full_first_day", "2019-03-31", "4305.00"),
    ("insurance_premium_two_thirds_first_day", "2021-03-31", "3408.00"),
    ("insurance_premium_full_first_day", "2021-03-31", "5112.00"),
    # § 27, stk. 1: grounds and weeks, before and since the reform (S-DSA, S-GL, S-L117)
    ("extension_codes", "2014-06-30", "(1, 2, 3, 4, 6, 7)"),
    ("extension_codes", "2014-07-01", "(1, 2, 3, 4, 5, 6, 7)"),
    ("extension_2_weeks", "2010-06-30", "26"),
    ("extension_2_weeks", "2010-12-31", "39"),
    ("extension_2_weeks", "2014-06-30", "39"),
    ("extension_2_weeks", "2014-07-01", "69"),
    ("extension_3_weeks", "2014-06-30", "134"),
    ("extension_3_weeks", "2014-07-01", "134"),
    # § 67 a, from memory: 0.3 more each year from 2020
    *(
        ("compulsory_pension_percent", f"{year}-06-01", percent)
        for year, percent in enumerate(PENSION, 2019)
    ),
)


@pytest.mark.parametrize(("name", "day", "value"), ROWS)
def test_a_row_has_the_value_of_the_rule_book(name: str, day: str, value: str) -> None:
    assert str(ALL[name].on(date.fromisoformat(day)).value) == value


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("old_case_types", "11 12 13 14 16 17 21 22 41 42 43 44 49"),  # S-STARTS
        ("old_end_reasons", "05 11 12 20 21 22 27 28 29 30 31 32 34 99"),  # S-OPH
    ],
)
def test_the_codes_of_the_old_statistics_are_those_that_were_readable(
    name: str, codes: str
) -> None:
    texts: tuple[str, ...] = ALL[name].on(date(2020, 1, 1)).value
    assert [text.split(" ")[0] for text in texts] == codes.split(" ")
    assert all(len(text.split(" ", 1)) > 1 for text in texts)
