"""What every command is checked for beside its model: days that can be, numbers that can exist."""

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import BaseModel

from api.problems import Problem
from domain.shared.numbers import (
    Warn,
    birth_date,
    cpr_warnings,
    cvr_can_exist,
)
from domain.shared.pseudonyms import holds_cpr

YEARS = range(1900, 2101)
Warnings = tuple[Warn, ...]


def check(command: BaseModel) -> Warnings:
    """Refuse impossible days and numbers; give what is accepted but unusual."""
    return tuple(warning for name, value in values(command) for warning in check_value(name, value))


def values(value: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Walk through all plain values of a command with the names of their fields."""
    match value:
        case BaseModel():
            for inner, one in value:
                yield from values(one, inner)
        case Mapping() | tuple() | list():
            for one in value:  # pyright: ignore[reportUnknownVariableType] any record
                yield from values(one, name)  # pyright: ignore[reportUnknownArgumentType]
        case _:
            yield name, value


def check_value(name: str, value: object) -> Warnings:
    match value:
        case date():
            return checked_day(name, value)
        case str() if name in NUMBERS:
            return NUMBERS[name](value)
        case _:
            return ()


def checked_day(name: str, value: date) -> Warnings:
    if value.year not in YEARS:
        raise Problem("impossible-date", field=name)
    return ()


def checked_cpr(number: str) -> Warnings:
    if birth_date(number) is None:
        raise Problem("invalid-cpr")
    return cpr_warnings(number)


def checked_cvr(number: str) -> Warnings:
    if not cvr_can_exist(number):
        raise Problem("invalid-cvr")
    return ()


def checked_se(number: str) -> Warnings:
    """Warn only: the rule for SE numbers is not confirmed (law.md section 12)."""
    return () if cvr_can_exist(number) else (Warn.SE_CHECK_DIGIT,)


def checked_colleague(name: str) -> Warnings:
    """Refuse a CPR number in the place of a colleague's pseudonym: it would stay for ever."""
    if holds_cpr(name):
        raise Problem("personal-number")
    return ()


NUMBERS = {
    "cpr": checked_cpr,
    "cvr": checked_cvr,
    "se_number": checked_se,
    "to": checked_colleague,
    "case_worker": checked_colleague,
}
