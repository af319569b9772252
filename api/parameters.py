"""What may stand behind the question mark: typed, closed, each value once unless it is a list."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Self, TypeVar, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
    model_validator,
)
from starlette.datastructures import QueryParams

from api.problems import Problem
from application.ports.clock import DENMARK

HIGHEST = 2**63 - 1
YEARS = range(1900, 2101)
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?)"
    r"([Zz]|[+\- ][0-9]{2}:[0-9]{2})",  # an unescaped plus arrives as a space
    re.ASCII,
)


def day(value: object) -> object:
    if isinstance(value, str):
        if not DAY.fullmatch(value) or int(value[:4]) not in YEARS:
            raise ValueError("a day is written YYYY-MM-DD")
        return date.fromisoformat(value)
    if isinstance(value, int | float):
        raise ValueError("a day is no number")  # noqa: TRY004  (pydantic wants a ValueError)
    return value


def instant(value: object) -> object:
    """Read an instant with its offset, or a date: the end of that day in Denmark."""
    if isinstance(value, int | float):
        raise ValueError("an instant is no number")  # noqa: TRY004  (pydantic wants a ValueError)
    if not isinstance(value, str):
        return value
    if DAY.fullmatch(value):
        return end_of(date.fromisoformat(value))
    if not INSTANT.fullmatch(value) or int(value[:4]) not in YEARS:
        raise ValueError("an instant has an offset from UTC")
    plain = value.upper().replace("Z", "+00:00")
    return datetime.fromisoformat(plain.replace(" ", "+")).astimezone(UTC)


def end_of(of: date) -> datetime:
    """Give the last microsecond of a day in Denmark."""
    if of.year not in YEARS:
        raise ValueError("a year from 1900 to 2100")
    midnight = datetime.combine(of + timedelta(days=1), time(), DENMARK)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)


Day = Annotated[date, BeforeValidator(day)]
Instant = Annotated[datetime, BeforeValidator(instant)]
Position = Annotated[int, Field(ge=0, le=HIGHEST)]
P = TypeVar("P", bound="Parameters")


class Parameters(BaseModel):
    """No parameters; the base of all that have some."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fresh(Parameters):
    """`at_least`: wait, at most a second, until the answer knows that position of the log."""

    at_least: Position | None = None


class AsOf(Fresh):
    """`as_of`, `as_of_position`: answer with what was recorded until then."""

    as_of: Instant | None = None
    as_of_position: Position | None = None

    @model_validator(mode="after")
    def one_moment(self) -> Self:
        if self.as_of is not None and self.as_of_position is not None:
            raise ValueError("as_of or as_of_position, not both")
        return self


class AppliesOn(AsOf):
    """`applies_on`: what, of that which was recorded, applies on that day."""

    applies_on: Day | None = None


def parameters_in(sent: QueryParams, kind: type[P]) -> P:
    """Read the query string; raises Problem, naming the parameter only if we know it."""
    known, given = kind.model_fields, dict[str, object]()
    for name, value in sent.multi_items():
        if name not in known:
            raise Problem("unknown-parameter", known=list[JsonValue](sorted(known)))
        many = get_origin(known[name].annotation) is tuple
        if name in given and not many:
            raise Problem("invalid-parameter", parameter=name)
        earlier = given.get(name, ())
        given[name] = (*earlier, value) if many and isinstance(earlier, tuple) else value
    return made(kind, given)


def made(kind: type[P], given: dict[str, object]) -> P:
    if any(isinstance(value, str) and "\0" in value for value in given.values()):
        raise Problem("invalid-parameter")
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        where = error.errors(include_input=False, include_context=False)[0]["loc"]
        raise Problem("invalid-parameter", parameter=str(where[0]) if where else "") from None
