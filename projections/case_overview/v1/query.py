"""Cases as they are searched for: by citizen, company, number, kind, status and case worker."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import Select, Uuid, bindparam, func, select, true

from domain.case.kinds import CitizenKind, Mark
from projections.case_overview.v1.filters import OF_CASE, CaseFilter
from projections.case_overview.v1.tables import METADATA, case_overview, case_payment
from projections.case_status import CaseStatus, present_status
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
    compiled,
)

Sort = Literal["-reported_at", "reported_at"]
BY_REPORT = (case_overview.c.reported_at, case_overview.c.case_id)
ORDERS: Mapping[Sort, Order] = {
    "reported_at": Order("reported_at", BY_REPORT),
    "-reported_at": Order("-reported_at", BY_REPORT, descending=True),
}
VOID = "void"


class CaseLine(Shown):
    """A case; amounts in øre, `ordered_oere` of payments that were not cancelled or returned."""

    case_id: UUID
    citizen_id: UUID
    citizen_name: str | None
    cpr: str | None
    companies: str | None  # one on each line
    cvrs: tuple[str, ...]
    p_numbers: tuple[str, ...]
    kind: CitizenKind
    status: CaseStatus
    marks: tuple[Mark, ...]
    reported_at: datetime
    first_day_of_absence: date
    last_day_of_absence: date | None
    case_worker: str | None
    granted_from: date | None
    granted_to: date | None
    last_day_with_right: date | None
    right_until: date | None
    reassessment_date: date | None
    automation_stopped: bool
    open_tasks: int
    payments: int
    ordered_oere: int
    paid_oere: int  # sent or settled


class SearchCases(CaseFilter):
    """A page of cases, those reported last first."""

    projection: ClassVar[str] = "case_overview"
    version: ClassVar[int] = 1

    sort: Sort = "-reported_at"
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = 50
    cursor: str | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        filters = self.params(blind)
        after = ORDERS[self.sort].read(self.cursor)
        sql = search(frozenset(filters), self.sort, schema, further=bool(after))
        rest = {"today": self.today, "limit_and_one": self.limit + 1}
        return (Statement(sql, filters | after | rest),)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[CaseLine]:
        return page(results[0], self.limit, ORDERS[self.sort], CaseLine)


class OneCase(Asked):
    """The line of one case; none where the reader may not see it."""

    projection: ClassVar[str] = "case_overview"
    version: ClassVar[int] = 1

    case_id: UUID
    today: date

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # asked for by id
        return (Statement(one(schema), {"case_id": self.case_id, "today": self.today}),)

    def answer(self, results: Sequence[Sequence[Found]]) -> CaseLine | None:
        return next((CaseLine(**row) for row in results[0]), None)


@cache
def search(filters: frozenset[str], sort: Sort, schema: str, *, further: bool) -> Compiled:
    """Compile once for each combination of filters, order and schema."""
    select = shown().where(*asked_for(OF_CASE, filters, case_overview))
    return paged(select, ORDERS[sort], str(METADATA.schema), schema, further=further)


@cache
def one(schema: str) -> Compiled:
    this = case_overview.c.case_id == bindparam("case_id", type_=Uuid)
    return compiled(shown().where(this), str(METADATA.schema), schema)


def shown() -> Select[Any]:
    """Every column, the status of today, and what the payments of the case come to."""
    plain = [
        column for column in case_overview.columns if column.key not in {"municipality", "status"}
    ]
    of_case = case_payment.c.case_id == case_overview.c.case_id
    amount, state = case_payment.c.amount_oere, case_payment.c.state
    sums = (
        select(
            func.count().label("payments"),
            func.coalesce(func.sum(amount).filter(state != VOID), 0).label("ordered_oere"),
            func.coalesce(
                func.sum(amount).filter((state == "sent") | (state == "settled")), 0
            ).label("paid_oere"),
        )
        .where(of_case)
        .lateral("sums")
    )
    now = present_status(case_overview.c.status, case_overview.c.right_until)
    status = now.label("status")
    return select(*plain, status, *sums.c).select_from(case_overview.join(sums, true()))
