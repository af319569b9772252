"""The case file as it is read: the entries of one case, newest or oldest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import select

from domain.task.types import TASK_TYPES
from projections import filters as by
from projections.case_file.v1.headlines import Topic
from projections.case_file.v1.tables import METADATA, entry
from projections.filters import asked_for
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
    given,
)

Sort = Literal["position", "-position"]
ORDERS: Mapping[Sort, Order] = {
    "position": Order("position", (entry.c.position,)),
    "-position": Order("-position", (entry.c.position,), descending=True),
}
FILTERS: by.Filters = {
    "case_id": by.equal("case_id", "case_id"),
    "topics": by.one_of("topic", "topics"),
    "recorded_until": by.at_most("recorded_at", "recorded_until"),
    "until_position": by.at_most("position", "until_position"),
}


class Entry(Shown):
    """What happened, in Danish, and what people wrote."""

    position: int
    dossier_version: int
    stream_id: UUID
    recorded_at: datetime
    actor: str
    role: str
    topic: Topic
    event: str
    headline: str
    text: str | None


class CaseFile(Asked):
    """A page of the file; `recorded_until` reads it as it was at an instant."""

    projection: ClassVar[str] = "case_file"
    version: ClassVar[int] = 1

    case_id: UUID
    topics: tuple[Topic, ...] = ()
    recorded_until: datetime | None = None
    until_position: int | None = None
    sort: Sort = "position"
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = 100
    cursor: str | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # asked for by case
        filters, after = given(self, FILTERS), ORDERS[self.sort].read(self.cursor)
        sql = entries(frozenset(filters), self.sort, schema, further=bool(after))
        return (Statement(sql, filters | after | {"limit_and_one": self.limit + 1}),)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[Entry]:
        return page([*map(titled, results[0])], self.limit, ORDERS[self.sort], Entry)


def titled(row: Found) -> Found:
    """Put the title of the task, as the catalogue has it today, behind the headline."""
    kind = row["task_type"]
    if kind is None:
        return row
    title = TASK_TYPES[kind].title if kind in TASK_TYPES else kind
    return {**row, "headline": f"{row['headline']}: {title}"}


@cache
def entries(filters: frozenset[str], sort: Sort, schema: str, *, further: bool) -> Compiled:
    columns = [column for column in entry.columns if column.key != "municipality"]
    chosen = select(*columns).where(*asked_for(FILTERS, filters, entry))
    return paged(chosen, ORDERS[sort], str(METADATA.schema), schema, further=further)
