"""What runs came to, as it is read: the newest day first, of one run or of all."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from projections import filters as by
from projections.filters import asked_for
from projections.paging import Listing, Order, page, paged
from projections.query import (
    Blind,
    Compiled,
    Found,
    Page,
    Shown,
    Statement,
)
from projections.run_summaries.v1.projection import METADATA, summary

NEWEST = Order("-day", (summary.c.day, summary.c.position), descending=True)
FILTERS: by.Filters = {
    "name": by.equal("name", "name"),
    "day_from": by.at_least("day", "day_from"),
    "day_to": by.at_most("day", "day_to"),
}


class SummaryLine(Shown):
    """A run that was done: orders carried out, and how many were refused, by code."""

    position: int
    run_id: UUID
    name: str
    day: date
    finished_at: datetime
    done: int
    refused: Mapping[str, int]


class RunSummaries(Listing):
    projection: ClassVar[str] = "run_summaries"
    version: ClassVar[int] = 1

    name: str | None = None
    day_from: date | None = None
    day_to: date | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        return self.page_of(FILTERS, NEWEST, summaries, schema)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[SummaryLine]:
        return page([*map(counted, results[0])], self.limit, NEWEST, SummaryLine)


def counted(row: Found) -> Found:
    split = (each.rpartition(" ") for each in row["refused"])
    return {**row, "refused": {code: int(number) for code, _, number in split}}


@cache
def summaries(filters: frozenset[str], schema: str, *, further: bool) -> Compiled:
    columns = [column for column in summary.columns if column.key != "municipality"]
    chosen = select(*columns).where(*asked_for(FILTERS, filters, summary))
    return paged(chosen, NEWEST, str(METADATA.schema), schema, further=further)
