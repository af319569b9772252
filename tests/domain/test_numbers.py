"""Which CPR, CVR and SE numbers can exist; checked against python-stdnum where it knows the rule.

The CPR numbers here belong to nobody: their birth date is not 1 January, and the check digit of
those that are whole numbers of people fails (law.md section 12).
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as stdnum_cpr
from stdnum.dk import cvr as stdnum_cvr
from stdnum.exceptions import InvalidComponent

from domain.shared.numbers import Warn, birth_date, cpr_warnings, cvr_can_exist


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@pytest.mark.parametrize("number", ["13748136", "24256790", "10172748"])
def test_official_cvr_numbers_can_exist(number: str) -> None:
    assert cvr_can_exist(number)


def test_a_wrong_check_digit_means_no_company() -> None:
    assert not cvr_can_exist("24256791")


@given(digits(8).filter(lambda number: number[0] != "0"))
def test_companies_are_judged_as_the_library_judges_them(number: str) -> None:
    assert cvr_can_exist(number) == stdnum_cvr.is_valid(number)


@given(digits(10))
def test_birth_dates_are_read_as_the_library_reads_them(number: str) -> None:
    try:
        expected = stdnum_cpr.get_birth_date(number)
    except InvalidComponent:
        expected = None
    if int(number[:2]) <= 31:
        assert birth_date(number) == expected


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("1505731234", date(1973, 5, 15)),
        ("1505364234", date(2036, 5, 15)),
        ("1505374234", date(1937, 5, 15)),
        ("1505575234", date(2057, 5, 15)),
        ("1505585234", date(1858, 5, 15)),
        ("1505369234", date(2036, 5, 15)),
        ("7505731234", date(1973, 5, 15)),
        ("2902001234", None),
        ("2902004234", date(2000, 2, 29)),
        ("3104731234", None),
        ("1513731234", None),
        ("0005731234", None),
        ("6005731234", None),
        ("9205731234", None),
    ],
)
def test_the_seventh_digit_tells_the_century(number: str, born: date | None) -> None:
    assert birth_date(number) == born


@pytest.mark.parametrize(
    ("number", "warnings"),
    [
        ("1505731234", (Warn.CPR_CHECK_DIGIT,)),
        ("1505364003", ()),  # to be born in 2036: nobody's yet
        ("7505731234", (Warn.CPR_REPLACEMENT,)),
    ],
)
def test_what_is_unusual_is_said(number: str, warnings: tuple[Warn, ...]) -> None:
    assert cpr_warnings(number) == warnings
