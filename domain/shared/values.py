"""Plain values that commands, events and facts share: numbers as the registers write them."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?")


def plainly(value: object) -> object:
    """Take a text of digits and a point; no exponent, no digits of another script."""
    if isinstance(value, bool | Decimal) or not isinstance(value, str | int | float):
        return value
    if not NUMBER.fullmatch(text := str(value)):
        raise ValueError("a number is written with digits and a point")
    return Decimal(text) + 0  # nought has no sign


Number = Annotated[Decimal, BeforeValidator(plainly)]

Cvr = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Cpr = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
PNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Hours = Annotated[Number, Field(ge=0, le=24, decimal_places=2)]  # of one day
HourlyWage = Annotated[Number, Field(gt=0, le=100_000, decimal_places=2)]  # before contribution
Week = Annotated[tuple[Hours, ...], Field(min_length=7, max_length=7)]  # Monday first
Payee = Literal["citizen"] | Cvr
