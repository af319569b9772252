"""Reading one value of law, as a data file or a command line writes it."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_origin

from pydantic import Field, TypeAdapter

from domain.shared.money import Money

T = TypeVar("T")
MOST = 2500  # weeks or months from any day still lead to a day of the calendar
BOUNDED: dict[object, Any] = {
    int: Annotated[int, Field(ge=0, le=MOST)],
    Decimal: Annotated[Decimal, Field(ge=0, le=MOST)],
    Fraction: Annotated[Fraction, Field(ge=0, le=1)],
}


def read_value(kind: type[T], value: object) -> T:
    """Take what a data file has; ValueError says what is wrong with it."""
    if kind is Money:
        return cast("T", _money(str(value)))
    return _reader(kind).validate_python(value)


def read_text(kind: type[T], text: str) -> T:
    """Take one text for the value; several values are parted by commas, none is no text."""
    several = get_origin(kind) is tuple
    return read_value(kind, text.split(",") if several and text else [] if several else text)


@cache
def _reader(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter[Any](BOUNDED.get(kind, kind))


def _money(kroner: str) -> Money:
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", kroner):
        raise ValueError("kroner are written with at most two decimals")
    return Money(int(Decimal(kroner).scaleb(2)))
