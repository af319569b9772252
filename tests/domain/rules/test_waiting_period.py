"""The first days of self-employed and unemployed, which the municipality does not pay."""

from datetime import date

import pytest

from domain.rules.waiting_period import fund_period, waiting_period
from domain.shared.citizen_kind import Insurance
from domain.shared.dated import Law
from domain.shared.period import Period

FIRST = date(2020, 4, 27)


@pytest.mark.parametrize(
    ("insurance", "section_58a", "last_day"),
    [
        ("none", False, date(2020, 5, 10)),
        ("third_day", False, date(2020, 4, 28)),
        ("first_day", False, None),
        ("none", True, None),
    ],
)
def test_a_self_employed_waits_by_insurance(
    insurance: Insurance, *, section_58a: bool, last_day: date | None
) -> None:
    found = waiting_period(Law(), FIRST, insurance, section_58a=section_58a)
    assert found.output == (Period(FIRST, last_day) if last_day else None)


def test_the_fund_pays_fourteen_days_from_a_wednesday_to_a_tuesday() -> None:
    """detfagligehus.dk: ill on Wednesday of week 1, the fund pays through Tuesday of week 3."""
    wednesday = date(2020, 1, 1)
    found = fund_period(Law(), wednesday, "full").output
    assert found == Period(wednesday, date(2020, 1, 14))
    assert date(2020, 1, 14).weekday() == 1


def test_the_partly_unemployed_have_the_municipality_from_the_first_day() -> None:
    assert fund_period(Law(), FIRST, "partial").output is None
