"""Counts of tasks by facet, kept while events are folded: all tasks need not be read for them.

What depends on the day it is asked (overdue, back from hold, ended) is counted by the day itself.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    case,
    column,
    func,
    literal,
    literal_column,
    select,
    text,
    values,
)

from projections.case_status import TODAY, CaseStatus
from projections.case_status import present_status as present_case_status
from projections.gathered import COUNTS, Counted
from projections.task_queue.v1.tables import METADATA

FACETS = ("type", "blocks", "assigned_to", "status", "due", "age", "case_status")
UNASSIGNED = ""  # the count of tasks that are nobody's
NO_DAY = literal_column(f"date '{date.max}'", Date)
NOBODY_NEEDS = literal_column("'{}'::text[]", ARRAY(Text))
NOTHING = literal_column("''", Text)

task_count = Table(
    "task_count",
    METADATA,
    Column("municipality", Integer),
    Column("facet", Text),
    Column("status", Text),  # the task's as it is stored, for every facet
    Column("value", Text),
    Column("day", Date),
    Column("needs", ARRAY(Text)),
    Column("tasks", Integer, nullable=False),
    PrimaryKeyConstraint("municipality", "facet", "status", "value", "day", "needs"),
    Index("task_count_none", "municipality", postgresql_where=text("tasks = 0")),
    info={"needs": True, **COUNTS},
)


def kinds(rows: FromClause) -> Select[Any]:
    """Give the kind of each task for every facet, where all days are told apart."""
    told: dict[str, tuple[ColumnElement[Any], ColumnElement[Any]]] = {
        "type": (rows.c.type, NO_DAY),
        "blocks": (rows.c.blocks, NO_DAY),
        "assigned_to": (func.coalesce(rows.c.assigned_to, NOTHING), NO_DAY),
        "status": (rows.c.status, func.coalesce(rows.c.held_until, NO_DAY)),
        "due": (NOTHING, rows.c.due_on),
        "age": (NOTHING, func.timezone("Europe/Copenhagen", rows.c.opened_at).cast(Date)),
        "case_status": (rows.c.case_status, func.coalesce(right_until(rows), NO_DAY)),
    }
    each = (
        values(column("facet", Text), column("value", Text), column("day", Date), name="each")
        .data([(facet, *told[facet]) for facet in FACETS])
        .lateral()
    )
    needs = func.coalesce(rows.c.needs, NOBODY_NEEDS).label("needs")
    columns: list[ColumnElement[Any]] = [
        *(rows.c.municipality, each.c.facet, rows.c.status, each.c.value, each.c.day),
        needs,
    ]
    return select(*columns).select_from(rows, each)


def right_until(rows: FromClause) -> ColumnElement[Any]:
    """Give the day after which an ongoing case has ended; of others it is not asked."""
    ongoing = rows.c.case_status == literal_column(f"'{CaseStatus.ONGOING}'")
    return case((ongoing, rows.c.right_until))


COUNTED = Counted(task_count, kinds)


def told(counts: Table) -> Select[Any]:
    """Say of each count that is kept what its kind is today."""
    value, day = counts.c.value, counts.c.day
    today: ColumnElement[str] = case(
        (counts.c.facet == "status", present_status(value, day)),
        (counts.c.facet == "due", due(day)),
        (counts.c.facet == "age", age(midnight(day))),
        (counts.c.facet == "case_status", present_case_status(value, day)),
        else_=value,
    )
    asked = counts.c.status == any_(bindparam("counted", type_=ARRAY(Text)))
    columns: list[ColumnElement[Any]] = [counts.c.facet, today.label("value"), counts.c.tasks]
    return select(*columns).where(asked)


def present(rows: FromClause) -> Mapping[str, ColumnElement[Any]]:
    """Say what each task's kind is today, for every facet."""
    return {
        "type": rows.c.type,
        "blocks": rows.c.blocks,
        "assigned_to": func.coalesce(rows.c.assigned_to, NOTHING),
        "status": present_status(rows.c.status, rows.c.held_until),
        "due": due(rows.c.due_on),
        "age": age(rows.c.opened_at),
        "case_status": present_case_status(rows.c.case_status, rows.c.right_until),
    }


def each(groups: FromClause) -> FromClause:
    """Take a row with a column for every facet apart: facet and value."""
    return (
        values(column("facet", Text), column("value", Text), name="each")
        .data([(literal(facet), groups.c[facet]) for facet in FACETS])
        .lateral()
    )


def present_status(
    status: ColumnElement[Any], held_until: ColumnElement[Any]
) -> ColumnElement[str]:
    """Say that a task on hold is open again when the day has come; no event is needed for it."""
    back = (status == literal_column("'held'")) & (held_until <= TODAY)
    return case((back, literal_column("'open'", Text)), else_=status)


def due(day: ColumnElement[Any]) -> ColumnElement[str]:
    soon: ColumnElement[bool] = day < bindparam("due_soon", type_=Date)
    return case((day < TODAY, "overdue"), (soon, "this_week"), else_="later")


def age(opened_at: ColumnElement[Any]) -> ColumnElement[str]:
    young, aged = (midnight(bindparam(name, type_=Date)) for name in ("young_from", "aged_from"))
    return case((opened_at >= young, "week"), (opened_at >= aged, "month"), else_="older")


def midnight(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """Give the instant at which a day begins."""
    return func.timezone("Europe/Copenhagen", day.cast(DateTime()))
