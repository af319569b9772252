"""What cases still wait for from outside, though its day has passed; the longest overdue first."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field
from sqlalchemy import select

from projections.deadlines.v1.projection import METADATA, deadline
from projections.paging import Order, page, paged
from projections.query import (
    LONGEST_PAGE,
    Asked,
    Blind,
    Compiled,
    Found,
    Page,
    Shown,
    Statement,
    day,
)

LONGEST_OVERDUE = Order("due_on", (deadline.c.due_on, deadline.c.deadline_id))


class Missed(Shown):
    deadline_id: UUID
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
    cursor: str | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        after = LONGEST_OVERDUE.read(self.cursor)
        rest = {"today": self.today, "limit_and_one": self.limit + 1}
        return (Statement(missed(schema, further=bool(after)), after | rest),)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[Missed]:
        return page(results[0], self.limit, LONGEST_OVERDUE, Missed)


@cache
def missed(schema: str, *, further: bool) -> Compiled:
    found = select(*(deadline.c[name] for name in Missed.model_fields)).where(
        deadline.c.came_on.is_(None), deadline.c.due_on < day("today")
    )
    return paged(found, LONGEST_OVERDUE, str(METADATA.schema), schema, further=further)
