"""Pages of a list: filters that are set, an order, and the place where the last page ended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any, Protocol
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Integer, Select, bindparam, tuple_

from projections.query import (
    LONGEST_PAGE,
    Asked,
    Compiled,
    Cursor,
    Found,
    Line,
    Page,
    Statement,
    WrongCursor,
    compiled,
    given,
)

READERS: Mapping[type, Callable[[str], object]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    UUID: UUID,
    int: int,
}


@dataclass(frozen=True)
class Order:
    """Columns in order of weight; the last one is unique, so that no row is lost between pages."""

    name: str
    columns: tuple[ColumnElement[Any], ...]
    descending: bool = False

    def ordered(self, select: Select[Any]) -> Select[Any]:
        return select.order_by(
            *(column.desc() if self.descending else column.asc() for column in self.columns)
        )

    def after(self) -> ColumnElement[bool]:
        """Compare with where the last page ended, all columns at once."""
        last = tuple_(*(bindparam(name, type_=column.type) for name, column in self._named()))
        here = tuple_(*self.columns)
        return here < last if self.descending else here > last

    def cursor(self, row: Found) -> str:
        values = (row[column.key or ""] for column in self.columns)
        return Cursor(self.name, tuple(map(written, values))).text()

    def read(self, text: str | None) -> dict[str, object]:
        """Give the parameters of `after`; raises WrongCursor."""
        if text is None:
            return {}
        cursor = Cursor.read(text, self.name, len(self.columns))
        kinds = [column.type.python_type for column in self.columns]
        try:
            values = [READERS[kind](key) for kind, key in zip(kinds, cursor.key, strict=True)]
        except ValueError as error:
            raise WrongCursor("this is no cursor") from error
        return dict(zip([name for name, _ in self._named()], values, strict=True))

    def _named(self) -> Iterable[tuple[str, ColumnElement[Any]]]:
        return [(f"after_{place}", column) for place, column in enumerate(self.columns)]


def written(value: object) -> str:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


class OfFilters(Protocol):
    """SQL for the filters that are set, compiled once for each set of them."""

    def __call__(self, wanted: frozenset[str], schema: str, /, *, further: bool) -> Compiled: ...


class Listing(Asked):
    """A list in one order: how many rows of it, and after which."""

    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = 50
    cursor: str | None = None

    def page_of(
        self, filters: Iterable[str], order: Order, sql: OfFilters, schema: str
    ) -> Sequence[Statement]:
        """Ask for a page, and for the row that says there is more; nothing personal is asked."""
        wanted, after = given(self, filters), order.read(self.cursor)
        chosen = sql(frozenset(wanted), schema, further=bool(after))
        return (Statement(chosen, wanted | after | {"limit_and_one": self.limit + 1}),)


def paged(
    select: Select[Any], order: Order, declared: str, schema: str, *, further: bool
) -> Compiled:
    """Compile one page of the rows."""
    return of_a_page(limited(select, order, further=further), declared, schema)


def limited(select: Select[Any], order: Order, *, further: bool) -> Select[Any]:
    """Choose a page: `further` than where the last one ended, one row more than is shown."""
    if further:
        select = select.where(order.after())
    return order.ordered(select).limit(bindparam("limit_and_one", type_=Integer))


def of_a_page(select: Select[Any], declared: str, schema: str) -> Compiled:
    return replace(compiled(select, declared, schema), of_a_page=True)


def page(found: Sequence[Found], limit: int, order: Order, line: type[Line]) -> Page[Line]:
    """Make a page of what was found, leaving out the row that says there is more."""
    rows = tuple(line(**row) for row in found[:limit])
    more = len(found) > limit
    return Page[line](rows=rows, next=order.cursor(found[limit - 1]) if more else None)
