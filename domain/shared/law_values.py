"""Reading one value of law, as a data file or a command line writes it."""

import re
from decimal import Decimal
from functools import cache
from typing import TypeVar, cast, get_origin

from pydantic import TypeAdapter

from domain.shared.money import Money

T = TypeVar("T")


def read_value(kind: type[T], value: object) -> T:
    """Take what a data file has; ValueError says what is wrong with it."""
    if kind is Money:
        return cast("T", _money(str(value)))
    return _reader(kind).validate_python(value)


def read_text(kind: type[T], text: str) -> T:
    """Take one text for the value; several values are parted by commas."""
    return read_value(kind, text.split(",") if get_origin(kind) is tuple else text)


@cache
def _reader(kind: type[T]) -> TypeAdapter[T]:
    return TypeAdapter(kind)


def _money(kroner: str) -> Money:
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,2})?", kroner):
        raise ValueError("kroner are written with at most two decimals")
    return Money(int(Decimal(kroner).scaleb(2)))
