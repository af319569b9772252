"""How many tasks there are of each kind, among those that are asked for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Select, func, select

from projections.query import Blind, Compiled, Found, Statement, compiled
from projections.task_queue.v1.filters import TaskFilter, conditions, rows
from projections.task_queue.v1.tables import CASE_HEADER, METADATA

OF_TASK = ("type", "blocks", "status", "assigned_to")
FACETS = (*OF_TASK, "case_status")
UNASSIGNED = ""  # the count of tasks that are nobody's


class TaskCounts(BaseModel):
    """Number of tasks by value of each facet; the tasks of nobody are counted under ''."""

    model_config = ConfigDict(frozen=True)

    type: Mapping[str, int]
    blocks: Mapping[str, int]
    status: Mapping[str, int]
    assigned_to: Mapping[str, int]
    case_status: Mapping[str, int]


class CountTasks(TaskFilter):
    """Counts for every facet at once."""

    projection: ClassVar[str] = "task_queue"
    version: ClassVar[int] = 1

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        filters = self.params(blind)
        return (Statement(counted(frozenset(filters), schema), filters),)

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
    columns = [*(source.c[name] for name in OF_TASK), header.c.case_status]
    joined = source.join(header, header.c.case_id == source.c.case_id)
    return (
        select(*columns, func.count().label("tasks"))
        .select_from(joined)
        .where(*conditions(filters, source))
        .group_by(*columns)
    )
