"""A query: what is asked, the statements that answer it, and the typed rows that come out."""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar, cast

import orjson
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ARRAY, ColumnElement, Date, Select, Text, any_, bindparam
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from projections.columns import encrypted_as, is_personal

DIALECT = PGDialect_psycopg()
LONGEST_PAGE = 500  # rows

Blind = Callable[[str], bytes]
Found = Mapping[str, Any]  # a row of an answer: whatever its columns hold
Answer_co = TypeVar("Answer_co", covariant=True)
Line = TypeVar("Line")


class Asked(BaseModel):
    """What can be asked of a read model; the municipality is the reader's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Shown(BaseModel):
    """A line of an answer."""

    model_config = ConfigDict(frozen=True)


class Page(BaseModel, Generic[Line]):
    """Lines, and the cursor of the page after them; there are no exact totals."""

    model_config = ConfigDict(frozen=True)

    rows: tuple[Line, ...]
    next: str | None = None


class WrongCursor(ValueError):
    """The cursor was made by another query, or by nobody."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL for one schema; `personal`: column shown → name that its ciphertext knows.

    `fixed` are the parameters that every question has alike. `of_a_page`: planned for the values of
    each question, since how many rows there are to a page decides how they are found.
    """

    sql: bytes
    personal: Mapping[str, str]
    fixed: Mapping[str, object]
    of_a_page: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    compiled: Compiled
    asked: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def params(self) -> Mapping[str, object]:
        return {**self.compiled.fixed, **self.asked}


class Query(Protocol[Answer_co]):
    """Answers from one version of one read model."""

    projection: ClassVar[str]
    version: ClassVar[int]

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        """Say what to run in the schema where the read model is."""
        ...

    def answer(self, results: Sequence[Sequence[Found]]) -> Answer_co:
        """Make the answer of what the statements found."""
        ...


def compiled(select: Select[Any], declared: str, schema: str) -> Compiled:
    """Compile for the tables of another schema than the one they are declared in."""
    sql = select.compile(
        dialect=DIALECT,
        schema_translate_map={declared: schema},
        render_schema_translate=True,
    )
    fixed = {name: value for name, value in sql.params.items() if value is not None}
    personal = {c.name: encrypted_as(c) for c in select.selected_columns if is_personal(c)}
    return Compiled(str(sql).encode(), personal, fixed)


def one_of(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    return column == any_(bindparam(name, type_=ARRAY(Text)))


def day(name: str) -> ColumnElement[Any]:
    return bindparam(name, type_=Date)


def given(asked: Asked, names: Iterable[str]) -> dict[str, object]:
    """Give the filters that were asked for, as parameters."""
    values = {name: getattr(asked, name) for name in names}
    return {name: plain(value) for name, value in values.items() if value not in (None, (), "")}


def plain(value: object) -> object:
    return list(map(str, cast("tuple[object, ...]", value))) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the sort it belongs to, and the sort key of its last row."""

    sort: str
    key: tuple[str, ...]

    def text(self) -> str:
        packed = orjson.dumps([self.sort, *self.key])
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, sort: str, length: int) -> Self:
        """Read what `text` gave; raises WrongCursor where it is not one of this sort."""
        try:
            packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            of, *key = orjson.loads(packed)
        except (binascii.Error, ValueError, TypeError) as error:
            raise WrongCursor("this is no cursor") from error
        if of != sort or len(key) != length or not all(isinstance(one, str) for one in key):
            raise WrongCursor("this cursor belongs to another query")
        return cls(sort, tuple(key))
