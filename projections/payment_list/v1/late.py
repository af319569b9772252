"""What waits though its day has passed: payments kept back, and runs; the longest overdue first."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from domain.payment.events import PaymentKind
from projections.paging import Listing, Order, page, paged
from projections.payment_list.v1.kept import kept, waits_for, waits_until
from projections.payment_list.v1.tables import METADATA, payment, run
from projections.query import Blind, Compiled, Found, Page, Shown, Statement, day


class LatePayment(Shown):
    payment_id: UUID
    case_id: UUID
    kind: PaymentKind
    waits_for: str
    waits_since: datetime
    waits_until: date


class LateRun(Shown):
    run_id: UUID
    kind: str
    waits_for: str
    waits_since: datetime
    waits_until: date


class LatePayments(Listing):
    projection: ClassVar[str] = "payment_list"
    version: ClassVar[int] = 1

    today: date

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        return self.page_of(("today",), BY_DAY, late_payments, schema)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[LatePayment]:
        return page(results[0], self.limit, BY_DAY, LatePayment)


class LateRuns(Listing):
    projection: ClassVar[str] = "payment_list"
    version: ClassVar[int] = 1

    today: date

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind
        return self.page_of(("today",), RUNS_BY_DAY, late_runs, schema)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[LateRun]:
        return page(results[0], self.limit, RUNS_BY_DAY, LateRun)


COLUMNS: tuple[ColumnElement[Any], ...] = (
    payment.c.payment_id,
    payment.c.case_id,
    payment.c.kind,
    waits_for().label("waits_for"),
    func.coalesce(payment.c.kept_at, payment.c.ordered_at).label("waits_since"),
    waits_until().label("waits_until"),
)
KEPT = select(*COLUMNS).where(kept()).subquery("kept")
BY_DAY = Order("due_on", (KEPT.c.waits_until, KEPT.c.payment_id))
RUNS_BY_DAY = Order("due_on", (run.c.waits_until, run.c.run_id))


@cache
def late_payments(_: frozenset[str], schema: str, *, further: bool) -> Compiled:
    found = select(KEPT).where(KEPT.c.waits_until < day("today"))
    return paged(found, BY_DAY, str(METADATA.schema), schema, further=further)


@cache
def late_runs(_: frozenset[str], schema: str, *, further: bool) -> Compiled:
    columns = (run.c[name] for name in LateRun.model_fields)
    found = select(*columns).where(run.c.waits_until < day("today"))
    return paged(found, RUNS_BY_DAY, str(METADATA.schema), schema, further=further)
