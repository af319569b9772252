"""How each measure is counted: a table of what, when, by what, and how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Integer,
    Select,
    Text,
    any_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import array

from domain.municipality.values import Measure
from projections.query import Compiled, compiled
from projections.statistics.v1.tables import (
    METADATA,
    case_life,
    closed_month,
    payment_life,
    task_life,
)

Value = ColumnElement[Any]


@dataclass(frozen=True)
class Counted:
    """Rows of a table by an instant; `worker`: who did it, where that can be asked for."""

    table: FromClause
    at: Value
    of: tuple[Value, ...]
    amount: Value | None = None
    worker: Value | None = None


def danish_day(at: Value) -> Value:
    return func.timezone("Europe/Copenhagen", at).cast(Date)


def seconds(since: Value, until: Value) -> Value:
    return cast(func.extract("epoch", until - since), BigInteger)


TYPE = task_life.c.type
STOPPED = func.unnest(case_life.c.stopped_by).table_valued("type").render_derived(name="stopped")
SENT = payment_life.c
COUNTED: Mapping[Measure, Counted] = {
    Measure.CASES_REPORTED: Counted(
        case_life,
        case_life.c.reported_at,
        (
            cast(danish_day(case_life.c.reported_at), Text),
            case_life.c.kind,
            case_life.c.form,
            case_life.c.reported_by,
        ),
    ),
    Measure.CASES_DECIDED: Counted(
        case_life,
        case_life.c.decided_at,
        (case_life.c.decision, cast(case_life.c.touches > 0, Text)),
    ),
    Measure.CASES_STOPPED: Counted(
        case_life.join(STOPPED, true()),
        case_life.c.decided_at,
        (STOPPED.c.type,),
    ),
    Measure.TASKS_OPENED: Counted(task_life, task_life.c.opened_at, (TYPE,)),
    Measure.TASKS_SOLVED: Counted(
        task_life,
        task_life.c.solved_at,
        (TYPE,),
        seconds(task_life.c.opened_at, task_life.c.solved_at),
        task_life.c.solved_by,
    ),
    Measure.TASKS_CANCELLED: Counted(task_life, task_life.c.cancelled_at, (TYPE,)),
    Measure.PAYMENTS_SENT: Counted(
        payment_life,
        SENT.sent_at,
        (cast(SENT.monday, Text), SENT.payee, SENT.kind, SENT.account_code),
        SENT.amount_oere,
    ),
}


@cache
def counted(measure: Measure, schema: str) -> Compiled:
    return compiled(select_of(COUNTED[measure]), str(METADATA.schema), schema)


def select_of(one: Counted) -> Select[Any]:
    """Count what lies in the period, but for months that are told as they were closed."""
    amount = cast(func.sum(one.amount), BigInteger) if one.amount is not None else cast(0, Integer)
    columns: list[Value] = [
        array(one.of).label("of"),
        func.count().label("count"),
        amount.label("amount"),
    ]
    at = one.at
    instant = DateTime(timezone=True)
    found = (
        select(*columns)
        .select_from(one.table)
        .where(at >= bindparam("from_at", type_=instant), at < bindparam("to_at", type_=instant))
        .where(~told_as_closed(at, one.table), of_one(municipality_of(one.table)))
        .group_by(*one.of)
    )
    workers = bindparam("workers", type_=ARRAY(Text))
    if one.worker is None:
        return found
    return found.where(or_(func.cardinality(workers) == 0, one.worker == any_(workers)))


def told_as_closed(at: Value, rows: FromClause) -> ColumnElement[bool]:
    month = cast(func.date_trunc("month", danish_day(at)), Date)
    municipality = municipality_of(rows)
    return exists(
        select(closed_month.c.position).where(
            closed_month.c.municipality == municipality,
            closed_month.c.month == month,
            *whole(closed_month.c.month),
        )
    )


def municipality_of(rows: FromClause) -> Value:
    return next(column for column in rows.columns if column.name == "municipality")


def of_one(municipality: Value) -> ColumnElement[bool]:
    """Choose one municipality where it is named; who asks sees what row security shows."""
    only = bindparam("only", type_=Integer)
    return or_(only == 0, municipality == only)


def whole(month: Value) -> tuple[ColumnElement[bool], ...]:
    """Choose the months that lie whole in the period."""
    begins, until = bindparam("whole_from", type_=Date), bindparam("whole_until", type_=Date)
    return month >= begins, month < until


@cache
def closed_months(schema: str) -> Compiled:
    columns: list[Value] = [closed_month.c.totals]
    found = (
        select(*columns)
        .where(*whole(closed_month.c.month), of_one(closed_month.c.municipality))
        .order_by(closed_month.c.position)
    )
    return compiled(found, str(METADATA.schema), schema)
