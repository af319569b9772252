"""Values of the domain as plain data, the same wherever they are shown: text, numbers, lists."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import singledispatch
from typing import TypeAlias, cast

from domain.shared.money import Amount, Money
from domain.shared.period import Period

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"


@singledispatch
def plain(value: object) -> Plain:
    """Dates as ISO text, money with two decimals, hours and amounts without trailing zeros."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {str(plain(key)): plain(item) for key, item in pairs}
    if isinstance(value, Iterable):
        return [plain(item) for item in cast("Iterable[object]", value)]
    raise TypeError(f"no plain form of {type(value).__name__}")


@plain.register(int)
@plain.register(type(None))
def _as_it_is(value: int | None) -> Plain:
    return value


@plain.register(str)
@plain.register(Money)
@plain.register(Fraction)
def _as_text(value: str | Money | Fraction) -> Plain:
    return str(value)


@plain.register
def _day(value: date) -> Plain:
    return value.isoformat()


@plain.register
def _number(value: Decimal) -> Plain:
    return f"{value.normalize():f}"


@plain.register
def _amount(value: Amount) -> Plain:
    return plain(value.kroner)


@plain.register
def _period(value: Period) -> Plain:
    last_day = None if value.is_open else value.last_day
    return {"from": plain(value.first_day), "to": plain(last_day)}
