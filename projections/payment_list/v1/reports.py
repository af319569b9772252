"""Reports on payments: what is kept back and why, and what corrects an earlier payment."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, literal_column, select

from domain.payment.events import PaymentKind
from projections import filters as by
from projections.paging import Listing, Order, page, paged
from projections.payment_list.v1.kept import kept, waits_for, waits_until, word
from projections.payment_list.v1.tables import CASE_HEADER, METADATA, payment
from projections.query import (
    Asked,
    Blind,
    Compiled,
    Found,
    Page,
    Shown,
    Statement,
    compiled,
    given,
)

OLDEST = Order("ordered_at", (payment.c.ordered_at, payment.c.payment_id))
FILTERS: by.Filters = {
    "kinds": by.one_of("kind", "kinds"),
    "from_monday": by.at_least("monday", "from_monday"),
    "to_monday": by.at_most("monday", "to_monday"),
}
CORRECTING = ("adjustment", "repayment_claim")


class KeptBack(Shown):
    """A payment that does not leave: what it waits for, since when, until when, and the reason."""

    payment_id: UUID
    case_id: UUID
    citizen_name: str | None
    payee: str
    kind: PaymentKind
    monday: date
    amount_oere: int
    waits_for: Literal["release", "approval", "next_run"]
    waits_since: datetime
    waits_until: date
    reason: str | None


class PaymentsKeptBack(Listing):
    """Held until released, not yet approved, or approved and in no run; the oldest first."""

    projection: ClassVar[str] = "payment_list"
    version: ClassVar[int] = 1

    kinds: tuple[PaymentKind, ...] = ()
    from_monday: date | None = None
    to_monday: date | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        return self.page_of(FILTERS, OLDEST, kept_back, schema)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[KeptBack]:
        return page(results[0], self.limit, OLDEST, KeptBack)


@cache
def kept_back(wanted: frozenset[str], schema: str, *, further: bool) -> Compiled:
    select = kept_back_now().where(*by.asked_for(FILTERS, wanted, payment))
    return paged(select, OLDEST, str(METADATA.schema), schema, further=further)


def kept_back_now() -> Select[Any]:
    one, header = payment.c, CASE_HEADER.table
    columns: list[ColumnElement[Any]] = [
        one.payment_id,
        one.case_id,
        header.c.citizen_name,
        one.payee,
        one.kind,
        one.monday,
        one.amount_oere,
        one.reason,
        one.ordered_at,
        waits_for().label("waits_for"),
        func.coalesce(one.kept_at, one.ordered_at).label("waits_since"),
        waits_until().label("waits_until"),
    ]
    joined = payment.join(header, header.c.case_id == one.case_id)
    return select(*columns).select_from(joined).where(kept())


class Correction(Shown):
    """Adjustments and repayment claims of a week: how many, of how much, how far they have come."""

    monday: date
    payee: str
    kind: PaymentKind
    status: str
    payments: int
    amount_oere: int


class Corrections(Asked):
    """What was paid too little, and what too much, by the week that is corrected."""

    projection: ClassVar[str] = "payment_list"
    version: ClassVar[int] = 1

    from_monday: date | None = None
    to_monday: date | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind
        wanted = given(self, FILTERS.keys() - {"kinds"}) | {"kinds": list(CORRECTING)}
        return (Statement(corrections(frozenset(wanted), schema), wanted),)

    def answer(self, results: Sequence[Sequence[Found]]) -> tuple[Correction, ...]:
        return tuple(Correction(**row) for row in results[0])


@cache
def corrections(wanted: frozenset[str], schema: str) -> Compiled:
    one = payment.c
    payee = case((one.payee == word("citizen"), "citizen"), else_="employer")
    columns: list[ColumnElement[Any]] = [
        one.monday,
        payee.label("payee"),
        one.kind,
        one.status,
    ]
    sums: list[ColumnElement[Any]] = [
        func.count().label("payments"),
        func.sum(one.amount_oere).cast(one.amount_oere.type).label("amount_oere"),
    ]
    places: list[ColumnElement[Any]] = [literal_column(str(n)) for n in (1, 2, 3, 4)]
    found = (
        select(*columns, *sums)
        .where(*by.asked_for(FILTERS, wanted, payment))
        .group_by(*places)
        .order_by(*places)
    )
    return compiled(found, str(METADATA.schema), schema)
