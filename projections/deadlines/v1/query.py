"""What cases still wait for from outside, though its day has passed; the longest overdue first."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, Integer, bindparam, select

from projections.deadlines.v1.projection import METADATA, deadline
from projections.query import (
    LONGEST_PAGE,
    Asked,
    Blind,
    Compiled,
    Found,
    Shown,
    Statement,
    compiled,
    day,
)


class Missed(Shown):
    case_id: UUID
    waits_for: str
    since: date
    due_on: date


class MissedDeadlines(Asked):
    """The case itself decides what a missed deadline still means."""

    projection: ClassVar[str] = "deadlines"
    version: ClassVar[int] = 1

    today: date
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = LONGEST_PAGE

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        return (Statement(missed(schema), {"today": self.today, "limit": self.limit}),)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[Missed, ...]:
        return tuple(Missed(**row) for row in results[0])


@cache
def missed(schema: str) -> Compiled:
    columns: list[ColumnElement[Any]] = [
        deadline.c.case_id,
        deadline.c.waits_for,
        deadline.c.since,
        deadline.c.due_on,
    ]
    found = (
        select(*columns)
        .where(deadline.c.came_on.is_(None), deadline.c.due_on < day("today"))
        .order_by(deadline.c.due_on, deadline.c.deadline_id)
        .limit(bindparam("limit", type_=Integer))
    )
    return compiled(found, str(METADATA.schema), schema)
