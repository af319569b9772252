"""What a task is listed by: all that can be asked of it and of its case, in one narrow row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Select, TextClause, select, text

from projections.gathered import Gathered
from projections.projection import Row
from projections.table import table_of
from projections.task_queue.v1.facets import COUNTED
from projections.task_queue.v1.tables import CASE_HEADER, METADATA, PROTECTED, task

UNFINISHED = text("status IN ('open', 'held')")  # open on some day, whatever the day is


@dataclass(frozen=True)
class ListedTaskRow(Row):
    """`needs`: the rights without which the case is not shown; nothing where nobody needs any."""

    task_id: UUID
    case_id: UUID
    municipality: int
    due_on: date
    priority: int
    opened_at: datetime
    type: str
    blocks: str
    status: str
    case_status: str
    assigned_to: str | None = None
    held_until: date | None = None
    right_until: date | None = None
    needs: tuple[str, ...] | None = None


# A page is read in the order of the list, of all tasks or of those that are not finished, and
# filtered meanwhile; or by a filter that leaves few tasks. Each index has all that is asked: a list
# that finds little reads an index from end to end, and no table.
ORDERS = {
    "due": ("due_on", "task_id"),
    "priority": ("priority", "due_on", "task_id"),
    "opened": ("opened_at", "task_id"),
}
HERE = ("municipality",)
ALL_ELSE = tuple(ListedTaskRow.__dataclass_fields__)


def covering(name: str, *named: str, where: TextClause | None = None) -> Index:
    rest = [column for column in ALL_ELSE if column not in named]
    return Index(f"listed_{name}", *named, postgresql_include=rest, postgresql_where=where)


listed_task = table_of(
    ListedTaskRow,
    "listed_task",
    METADATA,
    covering("case", "case_id"),
    covering("type", *HERE, "type", "status", "due_on", "task_id"),
    covering("assigned", *HERE, "assigned_to", "status", "due_on", "task_id"),
    covering("held", *HERE, "held_until", where=text("status = 'held'")),
    *(covering(order, *HERE, *columns) for order, columns in ORDERS.items()),
    *(
        covering(f"unfinished_{order}", *HERE, *columns, where=UNFINISHED)
        for order, columns in ORDERS.items()
    ),
    info={"needs": True, "read_from_indexes": True},
)


def rows() -> Select[Any]:
    header, protected = CASE_HEADER.table, PROTECTED.table
    source = {**dict(task.columns), **dict(header.columns), **dict(protected.columns)}
    of_task = {name: column for name, column in task.columns.items() if name in ALL_ELSE}
    columns = {**source, **of_task}
    joined = task.join(header, header.c.case_id == task.c.case_id).outerjoin(
        protected, protected.c.case_id == task.c.case_id
    )
    return select(*(columns[name] for name in ALL_ELSE)).select_from(joined)


LISTED = Gathered(listed_task, rows(), COUNTED)
