"""How many tasks there are of each kind, among those that are asked for.

Asked for all, or by their status alone, they are read from the counts that are kept; asked for by
anything else, the tasks that are found are counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ColumnElement, FromClause, Select, func, select

from projections.query import Blind, Compiled, Found, Statement, compiled
from projections.task_queue.v1 import facets, ways
from projections.task_queue.v1.facets import FACETS, task_count
from projections.task_queue.v1.filters import OF_STATUS, Status, TaskFilter, conditions, rows
from projections.task_queue.v1.tables import METADATA

A_DAY, A_WEEK, A_MONTH = timedelta(days=1), timedelta(weeks=1), timedelta(days=30)
ALL: frozenset[Status] = frozenset({"open", "held", "solved", "cancelled"})
UNFINISHED: frozenset[Status] = frozenset({"open", "held"})


class TaskCounts(BaseModel):
    """Number of tasks by value of each facet; the tasks of nobody are counted under ''.

    All facets count the same tasks, those that every filter lets through.
    """

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
        if not filters.keys() <= OF_STATUS:
            return (self.found(filters, schema),)
        stored, split = by_status(frozenset(self.statuses))
        told = self.days | {"counted": sorted(stored)}
        there = (Statement(kept(schema), told),) if stored else ()
        return (*there, *(self.found({one: True}, schema) for one in split))

    def found(self, filters: Mapping[str, object], schema: str) -> Statement:
        return Statement(counted(frozenset(filters), schema), {**filters, **self.days})

    @property
    def days(self) -> dict[str, object]:
        return {
            "today": self.today,
            "due_soon": plus(self.today, A_WEEK),
            "young_from": plus(minus(self.today, A_WEEK), A_DAY),
            "aged_from": plus(minus(self.today, A_MONTH), A_DAY),
        }

    def answer(self, results: Sequence[Sequence[Found]]) -> TaskCounts:
        counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        for row in chain.from_iterable(results):
            counts[row["facet"]][row["value"]] += row["tasks"]
        return TaskCounts.model_validate(counts)


def by_status(asked: frozenset[Status]) -> tuple[frozenset[Status], tuple[str, ...]]:
    """Say which stored statuses are counted whole, and which tasks on hold are beside them.

    Where open tasks and those on hold are told apart, the day decides which of these are open.
    """
    wanted = asked or ALL
    if len(wanted & UNFINISHED) != 1:
        return wanted, ()
    return (wanted, ("back",)) if "open" in wanted else (wanted - {"held"}, ("on_hold",))


@cache
def kept(schema: str) -> Compiled:
    told = facets.told(task_count).subquery("told")
    return compiled(summed(told.c.facet, told.c.value, told.c.tasks), str(METADATA.schema), schema)


@cache
def counted(filters: frozenset[str], schema: str) -> Compiled:
    """Group by all facets together: few rows, which are summed for each facet."""
    source = versions(filters) if "as_of_position" in filters else ways.all_of(filters)
    columns = {name: column.label(name) for name, column in facets.present(source).items()}
    groups = (
        select(*columns.values(), func.count().label("tasks"))
        .group_by(*columns.values())
        .subquery("groups")
    )
    each = facets.each(groups)
    statement = summed(each.c.facet, each.c.value, groups.c.tasks).select_from(groups, each)
    return replace(compiled(statement, str(METADATA.schema), schema), of_a_page=True)


def versions(filters: frozenset[str]) -> FromClause:
    source = rows(filters)
    return select(source).where(*conditions(filters, source)).subquery("found")


def summed(
    facet: ColumnElement[str], value: ColumnElement[str], tasks: ColumnElement[int]
) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [facet.label("facet"), value.label("value")]
    return select(*columns, func.sum(tasks).label("tasks")).group_by(facet, value)


def plus(day: date, span: timedelta) -> date:
    return day + span if day < date.max - span else date.max


def minus(day: date, span: timedelta) -> date:
    return day - span if day > date.min + span else date.min
