"""Chapter 8 a: how COVID-19 put off the end of benefit."""

from datetime import date

import pytest

from domain.rules.covid import (
    after_extension,
    after_reassessment,
    carried_until,
    instead_of_job_clarification,
    overdue,
)
from domain.rules.parameters import law_with
from domain.shared.dated import Law
from domain.shared.period import Period


@pytest.mark.parametrize(
    ("reassessed_on", "until"),
    [
        (date(2020, 3, 8), None),
        (date(2020, 3, 9), date(2020, 6, 9)),
        (date(2020, 3, 31), date(2020, 6, 30)),
        (date(2020, 9, 30), date(2020, 12, 31)),
        (date(2020, 10, 31), None),  # the public example lies after it
    ],
)
def test_a_reassessment_in_the_window_is_put_off_three_months(
    reassessed_on: date, until: date | None
) -> None:
    assert after_reassessment(Law(), reassessed_on).output == until


@pytest.mark.parametrize(
    ("reassessed_on", "paid_until", "goes_on"),
    [
        (date(2020, 3, 8), date(2020, 3, 9), Period(date(2020, 3, 31), date(2020, 6, 30))),
        (date(2020, 3, 8), date(2020, 3, 8), None),
        (date(2020, 3, 9), date(2020, 3, 31), None),
        (date(2018, 7, 31), date(2018, 12, 31), None),
    ],
)
def test_what_was_overdue_but_paid_goes_on_from_march_to_june(
    reassessed_on: date, paid_until: date, goes_on: Period | None
) -> None:
    assert overdue(Law(), reassessed_on, paid_until).output == goes_on


@pytest.mark.parametrize(
    ("runs_out_on", "until"),
    [
        (date(2020, 6, 29), None),
        (date(2020, 6, 30), date(2020, 9, 30)),
        (date(2020, 9, 30), date(2020, 12, 31)),
        (date(2020, 10, 1), None),
    ],
)
def test_an_extension_that_runs_out_in_summer_gets_three_more_months(
    runs_out_on: date, until: date | None
) -> None:
    law = Law()
    assert after_extension(law, runs_out_on, section_27=False).output == until
    assert law.unconfirmed == set()


def test_whether_extensions_under_section_27_get_them_too_is_a_doubt() -> None:
    law, day = Law(), date(2020, 6, 30)
    assert after_extension(law, day, section_27=True).output == date(2020, 9, 30)
    assert law.unconfirmed == {"covid_also_section_27"}
    other = law_with({"covid_also_section_27": "false"})
    assert after_extension(other, day, section_27=True).output is None


@pytest.mark.parametrize(
    ("right_ends_on", "until"),
    [
        (date(2020, 10, 30), None),
        (date(2020, 10, 31), date(2021, 1, 31)),  # the public example
        (date(2021, 1, 30), date(2021, 4, 30)),
        (date(2021, 1, 31), None),
    ],
)
def test_moving_to_job_clarification_that_winter_was_put_off(
    right_ends_on: date, until: date | None
) -> None:
    assert instead_of_job_clarification(Law(), right_ends_on).output == until


@pytest.mark.parametrize(
    ("reassessed_on", "extended_to", "until"),
    [
        ("2020-02-29", "2020-02-29", "2020-02-29"),  # before the chapter (stk. 2 asks who is paid)
        ("2020-03-31", "2020-03-31", "2020-09-30"),  # stk. 1 to 30 June, stk. 3 from there
        ("2020-07-31", "2020-07-31", "2021-01-31"),  # stk. 1 to 31 October, § 26 f from there
        ("2020-09-30", "2020-09-30", "2021-03-31"),  # stk. 1 to the new year, § 26 f from there
        ("2020-10-31", "2020-10-31", "2021-01-31"),  # § 26 f: the public example
        ("2021-01-31", "2021-01-31", "2021-01-31"),  # would move on 1 February: too late
        ("2019-07-31", "2020-07-31", "2021-01-31"),  # an extension, § 26 a to 31 October, § 26 f
        ("2020-10-31", "2021-01-15", "2021-04-15"),  # an extension that runs out within § 26 f
        ("2020-10-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_until_when_the_chapter_carries_what_ended(
    reassessed_on: str, extended_to: str, until: str
) -> None:
    days = date.fromisoformat(reassessed_on), date.fromisoformat(extended_to)
    assert carried_until(Law(), *days) == date.fromisoformat(until)


def test_whether_the_chapter_is_a_pensioners_is_a_doubt_of_pensioners_alone() -> None:
    """§ 26 b, which was not read: read otherwise, a pensioner gets no months, others theirs."""
    law, reassessed = law_with({"covid_also_section_27": "false"}), date(2020, 3, 31)
    assert after_reassessment(law, reassessed).output == date(2020, 6, 30)
    assert after_reassessment(law, reassessed, pensioner=True).output is None
    overdue_since, paid = date(2020, 2, 29), date(2020, 4, 1)
    assert overdue(law, overdue_since, paid).output == Period(date(2020, 3, 31), date(2020, 6, 30))
    assert overdue(law, overdue_since, paid, by_others=True).output is None
