"""Registered numbers: which CPR, CVR and SE numbers can exist (law.md section 12)."""

from datetime import date
from enum import StrEnum
from typing import Literal

CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
REPLACEMENT = 60  # added to the day of birth in a replacement number


class Warn(StrEnum):
    """What is accepted, and said; none of them is a fault of law."""

    CPR_CHECK_DIGIT = "cpr-check-digit"  # numbers without it have been issued since 2007-10-01
    CPR_REPLACEMENT = "cpr-replacement-number"
    SE_CHECK_DIGIT = "se-check-digit"


def weighed(number: str, weights: tuple[int, ...]) -> bool:
    """Say whether the digits, each by its weight, sum to a multiple of eleven."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11 == 0


def cvr_can_exist(number: str) -> bool:
    return weighed(number, CVR_WEIGHTS)


def birth_date(cpr: str) -> date | None:
    """Read the date of birth; none where no calendar has that day."""
    day, month, year = int(cpr[:2]), int(cpr[2:4]), int(cpr[4:6])
    try:
        return date(century(int(cpr[6]), year) + year, month, day - is_replacement(cpr))
    except ValueError:
        return None


def sex(cpr: str) -> Literal["man", "woman"]:
    """Read the sex: the last digit is odd for a man (also of a replacement number)."""
    return "man" if int(cpr[-1]) % 2 else "woman"


def century(seventh_digit: int, year: int) -> int:
    """Give the century that the seventh digit and the two digits of the year mean."""
    if seventh_digit <= 3:  # noqa: PLR2004 the digits of CPR's own table
        return 1900
    if seventh_digit in {4, 9}:
        return 2000 if year <= 36 else 1900  # noqa: PLR2004
    return 2000 if year <= 57 else 1800  # noqa: PLR2004


def is_replacement(cpr: str) -> int:
    """Give what a replacement number adds to the day, else 0."""
    return REPLACEMENT if int(cpr[:2]) > REPLACEMENT else 0


def cpr_warnings(cpr: str) -> tuple[Warn, ...]:
    """Say what is unusual about a CPR number that can exist."""
    if is_replacement(cpr):
        return (Warn.CPR_REPLACEMENT,)
    return () if weighed(cpr, CPR_WEIGHTS) else (Warn.CPR_CHECK_DIGIT,)
