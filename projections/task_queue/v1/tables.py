"""The task queue's tables: tasks with all their versions, and what the list says of the case."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, MetaData

from projections.case_header import case_header
from projections.columns import history_of, search_table
from projections.projection import Row
from projections.protection import protection
from projections.table import Personal, table_of

METADATA = MetaData(schema="task_queue_v1")


citizen_word = search_table("citizen_word", METADATA)
CASE_HEADER = case_header(METADATA, citizen_word)
PROTECTED = protection(METADATA)


@dataclass(frozen=True)
class TaskRow(Row):
    """`status`: open, held, solved or cancelled; `due_on` is the original due date."""

    task_id: UUID
    case_id: UUID
    municipality: int
    type: str
    blocks: str
    status: str
    due_on: date
    priority: int
    by_hand: bool
    opened_at: datetime
    done_at: datetime | None = None
    assigned_to: str | None = None
    held_until: date | None = None
    outcome: str | None = None
    reason: Personal = None
    assigned_at: datetime | None = None
    held_at: datetime | None = None
    hold_reason: Personal = None


task = table_of(
    TaskRow,
    "task",
    METADATA,
    Index("task_case", "case_id"),
    Index("task_status", "municipality", "status", "due_on", "task_id"),
)

task_history = history_of(task)
task_word = search_table("task_word", METADATA, "task_id")
