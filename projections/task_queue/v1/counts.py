"""How many tasks there are of each kind, among those that are asked for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, Date, FromClause, Select, bindparam, case, func, select

from projections.case_status import TODAY
from projections.query import Blind, Compiled, Found, Statement, compiled
from projections.task_queue.v1.filters import (
    TaskFilter,
    conditions,
    present_case_status,
    present_status,
    rows,
)
from projections.task_queue.v1.tables import CASE_HEADER, METADATA

OF_TASK = ("type", "blocks", "assigned_to")
FACETS = (*OF_TASK, "status", "due", "age", "case_status")
A_WEEK, A_MONTH = timedelta(weeks=1), timedelta(days=30)
UNASSIGNED = ""  # the count of tasks that are nobody's


class TaskCounts(BaseModel):
    """Number of tasks by value of each facet; the tasks of nobody are counted under ''."""

    model_config = ConfigDict(frozen=True)

    type: Mapping[str, int]
    blocks: Mapping[str, int]
    status: Mapping[str, int]
    assigned_to: Mapping[str, int]
    due: Mapping[str, int]  # overdue, this_week (the next seven days), later
    age: Mapping[str, int]  # days since it was opened: week (fewer than 7), month (30), older
    case_status: Mapping[str, int]


class CountTasks(TaskFilter):
    """Counts for every facet at once."""

    projection: ClassVar[str] = "task_queue"
    version: ClassVar[int] = 1

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        filters = self.params(blind)
        ends = {
            "today": self.today,
            "due_soon": plus(self.today, A_WEEK),
            "young": minus(self.today, A_WEEK),
            "aged": minus(self.today, A_MONTH),
        }
        return (Statement(counted(frozenset(filters), schema), filters | ends),)

    def answer(self, results: Sequence[Sequence[Found]]) -> TaskCounts:
        counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        for row in results[0]:
            for facet, count in counts.items():
                count[row[facet] or UNASSIGNED] += row["tasks"]
        return TaskCounts.model_validate(counts)


@cache
def counted(filters: frozenset[str], schema: str) -> Compiled:
    return compiled(by_all(filters), str(METADATA.schema), schema)


def by_all(filters: frozenset[str]) -> Select[Any]:
    """Group by all facets together: few rows, which are summed for each facet."""
    source, header = rows(filters), CASE_HEADER.table
    columns: list[ColumnElement[Any]] = [
        *(source.c[name] for name in OF_TASK),
        present_status(source).label("status"),
        due(source).label("due"),
        age(source).label("age"),
        present_case_status(header).label("case_status"),
    ]
    joined = source.join(header, header.c.case_id == source.c.case_id)
    return (
        select(*columns, func.count().label("tasks"))
        .select_from(joined)
        .where(*conditions(filters, source))
        .group_by(*columns)
    )


def due(rows: FromClause) -> ColumnElement[str]:
    soon = rows.c.due_on < bindparam("due_soon", type_=Date)
    return case((rows.c.due_on < TODAY, "overdue"), (soon, "this_week"), else_="later")


def age(rows: FromClause) -> ColumnElement[str]:
    opened = func.timezone("Europe/Copenhagen", rows.c.opened_at).cast(Date)
    young, aged = bindparam("young", type_=Date), bindparam("aged", type_=Date)
    return case((opened > young, "week"), (opened > aged, "month"), else_="older")


def plus(day: date, span: timedelta) -> date:
    return day + span if day < date.max - span else date.max


def minus(day: date, span: timedelta) -> date:
    return day - span if day > date.min + span else date.min
