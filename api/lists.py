"""Lists: read models asked with what stands behind the question mark, each row in its right."""

from collections.abc import Mapping
from datetime import date, datetime
from types import GenericAlias
from typing import Any, Optional, TypeVar, cast

import orjson
from pydantic import BaseModel, create_model

from api.kroner import in_kroner, shape_in_kroner
from api.moments import day_of, position_of
from api.parameters import AsOf, Day, Fresh, Instant, Parameters
from api.problems import Problem
from api.route import Answered, QueryRoute, Question, names_in
from api.surroundings import Found, Surroundings
from projections.query import Asked, Page, Query, WrongCursor

A = TypeVar("A")
OURS = frozenset({"today", "as_of_position"})  # of the program, and of the base of parameters
WRITTEN: Mapping[object, Any] = {  # days and instants are read as strictly as everywhere
    date: Day,
    date | None: Optional[Day],  # noqa: UP045 pyright knows no `|` of annotated types as values
    datetime: Instant,
    datetime | None: Optional[Instant],  # noqa: UP045
}


def listed(
    path: str, name: str, query: type[Asked], shape: type[BaseModel], *, personal: bool = True
) -> QueryRoute:
    """Enter a query of a read model into the table of routes; its fields are the parameters."""

    async def answer(question: Question, around: Surroundings) -> Answered:
        values = await values_of(query, question, around)
        found = await ask(cast("Query[Any]", query(**values)), question, around)
        return Answered(rendered(found.answer), tuple(found.cases), freshness(found))

    parameters = parameters_of(query, path)
    return QueryRoute(path, name, answer, shape, parameters, read_model=True, personal=personal)


def parameters_of(query: type[Asked], path: str) -> type[Parameters]:
    """Make the parameters of a query: its fields, without ours and those of the address."""
    fields = query.model_fields
    left_out = OURS | set(names_in(path))
    own = {
        name: (WRITTEN.get(info.annotation, info.annotation), info)
        for name, info in fields.items()
        if name not in left_out
    }
    base = AsOf if "as_of_position" in fields else Fresh
    return create_model(f"{query.__name__}Parameters", __base__=base, **cast("Any", own))


async def values_of(
    query: type[Asked], question: Question, around: Surroundings
) -> dict[str, object]:
    """Give the values of the query's fields: asked for, of the address, and ours."""
    values = {**dict(question.parameters), **question.ids}
    if isinstance(question.parameters, AsOf):
        values["as_of_position"] = await position_of(question.parameters, around)
    if "today" in query.model_fields:
        values["today"] = await day_of(question.parameters, around)
    return {name: value for name, value in values.items() if name in query.model_fields}


async def ask(query: Query[A], question: Question, around: Surroundings) -> Found[A]:
    try:
        return await around.fetch(query, question.actor, question.parameters.at_least)
    except WrongCursor:
        raise Problem("invalid-cursor") from None
    except around.impossible:
        raise Problem("invalid-parameter") from None


def freshness(found: Found[Any]) -> dict[str, str]:
    return {"Sdp-Freshness": found.freshness}


def rendered(answer: object) -> bytes:
    match answer:
        case None:
            raise Problem("not-found")
        case Page():
            page = cast("Page[BaseModel]", answer)
            return json({"items": [in_kroner(row) for row in page.rows], "next": page.next})
        case BaseModel():
            return json(in_kroner(answer))
        case _:
            raise TypeError("a query answers with a page, a line or counts")


def page_of(line: type[BaseModel]) -> type[BaseModel]:
    """Make the shape of a page of such lines."""
    shaped = shape_in_kroner(line)
    fields: dict[str, Any] = {
        "items": (GenericAlias(tuple, (shaped, ...)), ...),
        "next": (str | None, ...),
    }
    return create_model(f"{line.__name__}s", **fields)


def json(document: object) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_UTC_Z)
