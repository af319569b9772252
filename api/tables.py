"""Reports: lines as JSON, or as CSV where the client wants a table (Accept, or ?format=csv)."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from types import GenericAlias
from typing import Any, Literal, cast
from uuid import UUID

from pydantic import BaseModel, create_model

from api.kroner import in_kroner, shape_in_kroner
from api.lists import ask, freshness, json, parameters_of, values_of
from api.parameters import Parameters
from api.route import Answered, QueryRoute, Question
from api.surroundings import Surroundings
from projections.query import Asked, Page, Query

CSV, TABLE = "text/csv", "text/csv; charset=utf-8; header=present"
Line = Mapping[str, object]
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Lines:
    """What a report found; `further` is said beside the lines, in JSON only."""

    kind: type[BaseModel]
    lines: Sequence[BaseModel]
    cases: Sequence[UUID]  # whose data they show
    headers: Mapping[str, str]
    further: Line = field(default_factory=dict[str, object])


class Table(Parameters):
    """`format`: json or csv; without it the header Accept decides."""

    format: Literal["json", "csv"] | None = None


def report(
    path: str, name: str, query: type[Asked], line: type[BaseModel], *, personal: bool = False
) -> QueryRoute:
    """Enter a report into the table of routes; its query's fields are the parameters."""

    async def answer(question: Question, around: Surroundings) -> Answered:
        values = await values_of(query, question, around)
        found = await ask(cast("Query[Any]", query(**values)), question, around)
        lines, further = lines_of(found.answer)
        shown = Lines(line, lines, tuple(found.cases), freshness(found), further)
        return answered(question, shown)

    asked = create_model(f"{query.__name__}Asked", __base__=(parameters_of(query, path), Table))
    shape = lines_shape(line, paged="cursor" in query.model_fields)
    return QueryRoute(
        path, name, answer, shape, asked, read_model=True, csv=True, personal=personal
    )


def answered(question: Question, lines: Lines) -> Answered:
    """Answer with lines of one kind, as JSON or as a table."""
    shown = [in_kroner(one) for one in lines.lines]
    if not wants_csv(question):
        return Answered(json({"lines": shown, **lines.further}), lines.cases, lines.headers)
    columns = tuple(shape_in_kroner(lines.kind).model_fields)
    return Answered(as_csv(columns, shown), lines.cases, lines.headers, TABLE)


def lines_of(answer: object) -> tuple[Sequence[BaseModel], Line]:
    """Give the lines, and what more is said beside them."""
    if isinstance(answer, Page):
        page = cast("Page[BaseModel]", answer)
        return page.rows, {"next": page.next}
    return cast("Sequence[BaseModel]", answer), {}


def wants_csv(question: Question) -> bool:
    said = getattr(question.parameters, "format", None)
    return said == "csv" or (said is None and CSV in question.accept)


def as_csv(columns: Sequence[str], lines: Sequence[Line]) -> bytes:
    """Write a table (RFC 4180), its columns named in the first line."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(line[name]) for name in columns] for line in lines)
    return text.getvalue().encode()


def cell(value: object) -> object:
    """Write a value as JSON does; a text that a spreadsheet would compute is marked as text."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case list() | tuple():
            return " ".join(map(str, cast("Sequence[object]", value)))
        case str() if value.startswith(FORMULA) and not is_number(value):
            return f"'{value}"
        case _:
            return value


def is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def lines_shape(line: type[BaseModel], *, paged: bool) -> type[BaseModel]:
    fields: dict[str, Any] = {"lines": (GenericAlias(tuple, (shape_in_kroner(line), ...)), ...)}
    if paged:
        fields["next"] = (str | None, ...)
    return create_model(f"{line.__name__}Lines", **fields)
