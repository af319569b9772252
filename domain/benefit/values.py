"""Single values of the facts: days, hours and kroner as the contract writes them."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1850, 9700  # what is counted from a day still has a date
WITHOUT_END = date(LAST_YEAR, 12, 31)  # as late as a fact can be: nobody knows the end yet


def a_number(value: object) -> object:
    """Take "7.4" or a Decimal, never a binary fraction, a sign or an exponent."""
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not NUMBER.fullmatch(value):
        raise ValueError("not a number as text with at most two decimals")
    return Decimal(value)


def a_signed_number(value: object) -> object:
    """Take a number, or one below zero: a business may have lost money."""
    if isinstance(value, str) and value.startswith("-"):
        return -Decimal(str(a_number(value[1:])))
    return a_number(value)


def a_day(value: object) -> object:
    if type(value) is date:
        return value
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError("not a day written YYYY-MM-DD")
    day = date.fromisoformat(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"not a day of the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


Day = Annotated[date, BeforeValidator(a_day)]
Kroner = Annotated[Decimal, BeforeValidator(a_number), Field(ge=0, decimal_places=2)]
Profit = Annotated[Decimal, BeforeValidator(a_signed_number), Field(decimal_places=2)]
Hours = Annotated[Decimal, BeforeValidator(a_number), Field(ge=0, le=5000, decimal_places=2)]
HoursOfDay = Annotated[Decimal, BeforeValidator(a_number), Field(ge=0, le=24, decimal_places=2)]
HoursOfWeek = Annotated[Decimal, BeforeValidator(a_number), Field(ge=0, le=168, decimal_places=2)]
SevenDays = Annotated[tuple[HoursOfDay, ...], Field(min_length=7, max_length=7)]  # Monday first
HoursOfWeeks = Annotated[tuple[HoursOfWeek, ...], Field(min_length=1, max_length=26)]
Cvr = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Month = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$")]
Sex = Literal["man", "woman"]
CitizenKind = Literal["wage_earner", "unemployed", "self_employed", "flexjob"]


class Fact(BaseModel):
    """A closed, immutable record; its names in JSON are the contract's."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, validate_by_name=True, validate_by_alias=True
    )
