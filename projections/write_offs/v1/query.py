"""What was written off, by employer and days; the newest first."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from projections import filters as by
from projections.paging import Listing, Order, page, paged
from projections.query import (
    Blind,
    Compiled,
    Found,
    Page,
    Shown,
    Statement,
)
from projections.write_offs.v1.projection import METADATA, write_off

AT_AND_ID = (write_off.c.written_off_at, write_off.c.write_off_id)
NEWEST = Order("-written_off_at", AT_AND_ID, descending=True)
FILTERS: by.Filters = {
    "case_id": by.equal("case_id", "case_id"),
    "cvr": by.equal("cvr", "cvr"),
    "from_day": by.at_least("last_day", "from_day"),
    "to_day": by.at_most("first_day", "to_day"),
    "reversed": by.present("reversed_at", "reversed"),
}


class WriteOff(Shown):
    """`final_on` is the last day on which dispensation can reverse it (§ 59, stk. 6)."""

    write_off_id: UUID
    case_id: UUID
    cvr: str
    first_day: date
    last_day: date
    amount_oere: int
    final_on: date
    written_off_at: datetime
    reversed_at: datetime | None
    reason: str | None


class WriteOffs(Listing):
    """`from_day`, `to_day`: of the days that were lost, wholly or in part."""

    projection: ClassVar[str] = "write_offs"
    version: ClassVar[int] = 1

    case_id: UUID | None = None
    cvr: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    reversed: bool | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        return self.page_of(FILTERS, NEWEST, written_off, schema)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[WriteOff]:
        return page(results[0], self.limit, NEWEST, WriteOff)


@cache
def written_off(wanted: frozenset[str], schema: str, *, further: bool) -> Compiled:
    columns = [write_off.c[name] for name in WriteOff.model_fields]
    rows = select(*columns).where(*by.asked_for(FILTERS, wanted, write_off))
    return paged(rows, NEWEST, str(METADATA.schema), schema, further=further)
