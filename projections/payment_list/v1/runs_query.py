"""Payment runs as they are listed, the newest first."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import select

from domain.run.events import RunKind
from projections.paging import Order, page, paged
from projections.payment_list.v1.tables import METADATA, run
from projections.query import LONGEST_PAGE, Asked, Blind, Compiled, Found, Page, Shown, Statement

NEWEST = Order("-prepared_on", (run.c.prepared_on, run.c.run_id), descending=True)


class RunLine(Shown):
    """A run, sums in øre; those of the answer are none until it has come."""

    run_id: UUID
    kind: RunKind
    prepared_on: date
    pay_until: date
    status: Literal["prepared", "closed", "approved", "sent", "reconciled"]
    payments: int | None
    total_oere: int | None
    control_sum: str | None
    file: str | None
    settled: int | None
    returned: int | None
    failed: int | None
    total_settled_oere: int | None
    four_eyes: bool
    waits_for: Literal["cut_off", "approval", "sending", "answer"] | None
    waits_since: datetime | None
    waits_until: date | None


class RunList(Asked):
    projection: ClassVar[str] = "payment_list"
    version: ClassVar[int] = 1

    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = 50
    cursor: str | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        after = NEWEST.read(self.cursor)
        sql = runs(schema, further=bool(after))
        return (Statement(sql, after | {"limit_and_one": self.limit + 1}),)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[RunLine]:
        return page(results[0], self.limit, NEWEST, RunLine)


@cache
def runs(schema: str, *, further: bool) -> Compiled:
    columns = [column for column in run.columns if column.key != "municipality"]
    return paged(select(*columns), NEWEST, str(METADATA.schema), schema, further=further)
