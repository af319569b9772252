"""Payments as they are listed: by case, payee, week, status and run; present or past."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import Select, select

from domain.payment.events import PaymentKind
from projections.case_header import beside
from projections.paging import Order, page, paged
from projections.payment_list.v1.filters import PaymentFilter, Status, conditions, rows
from projections.payment_list.v1.tables import CASE_HEADER, METADATA, payment, payment_history
from projections.query import LONGEST_PAGE, Blind, Compiled, Found, Page, Shown, Statement

Sort = Literal["monday", "-monday", "payment_id"]
SORTS: Mapping[Sort, tuple[str, ...]] = {
    "monday": ("monday", "payment_id"),
    "-monday": ("monday", "payment_id"),
    "payment_id": ("payment_id",),
}
OF_PAYMENT = tuple(column.key for column in payment.columns if column.key != "municipality")
OF_CASE = ("citizen_name", "cpr")


class PaymentLine(Shown):
    """A payment, amounts in øre; `payee` is "citizen" or a CVR number.

    `net_oere` is what is sent: less the citizen's share of ATP, and `offset_oere`, kept for claims.
    `collected_oere` of a claim was repaid or waived.
    """

    payment_id: UUID
    case_id: UUID
    citizen_name: str | None
    cpr: str | None
    payee: str
    kind: PaymentKind
    monday: date
    first_day: date
    last_day: date
    amount_oere: int
    account_total_oere: int
    net_oere: int
    offset_oere: int
    collected_oere: int
    account_code: str
    state_refund_percent: int
    atp_of_citizen_oere: int
    atp_of_municipality_oere: int
    pension_oere: int
    due_on: date
    corrects: UUID | None
    status: Status
    ordered_at: datetime
    run_id: UUID | None
    file: str | None
    ended_on: date | None
    held_until: date | None
    reason: str | None


class PaymentList(PaymentFilter):
    """A page of payments, as they are or as they were at a position of the log."""

    projection: ClassVar[str] = "payment_list"
    version: ClassVar[int] = 1

    sort: Sort = "-monday"
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = 50
    cursor: str | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        filters = self.params(blind)
        after = order(self.sort, past=False).read(self.cursor)
        compiled = payments(frozenset(filters), self.sort, schema, further=bool(after))
        return (Statement(compiled, filters | after | {"limit_and_one": self.limit + 1}),)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[PaymentLine]:
        return page(results[0], self.limit, order(self.sort, past=False), PaymentLine)


@cache
def order(sort: Sort, *, past: bool) -> Order:
    source = payment_history if past else payment
    columns = tuple(source.c[name] for name in SORTS[sort])
    return Order(sort, columns, descending=sort.startswith("-"))


@cache
def payments(filters: frozenset[str], sort: Sort, schema: str, *, further: bool) -> Compiled:
    """Compile once for each combination of filters, order and schema."""
    chosen, past = shown(filters), "as_of_position" in filters
    declared = str(METADATA.schema)
    return paged(chosen, order(sort, past=past), declared, schema, further=further)


def shown(filters: frozenset[str]) -> Select[Any]:
    source = rows(filters)
    header, same = beside(CASE_HEADER, source, past=source is payment_history)
    columns = [*(source.c[name] for name in OF_PAYMENT), *(header.c[name] for name in OF_CASE)]
    return (
        select(*columns).select_from(source.join(header, same)).where(*conditions(filters, source))
    )
