"""The task queue as it is asked for: filtered, sorted, paged."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, select

from domain.shared.blocks import Blocks
from domain.task.types import TASK_TYPES
from projections.case_header import beside
from projections.case_status import CaseStatus
from projections.paging import Order, limited, of_a_page, page
from projections.query import LONGEST_PAGE, Blind, Compiled, Found, Page, Shown, Statement
from projections.task_queue.v1 import ways
from projections.task_queue.v1.filters import (
    Status,
    TaskFilter,
    conditions,
    present_case_status,
    present_status,
    rows,
)
from projections.task_queue.v1.listed import listed_task
from projections.task_queue.v1.tables import CASE_HEADER, METADATA, task, task_history

Sort = Literal["due_on", "-due_on", "opened_at", "-opened_at", "priority"]
SORTS: Mapping[Sort, tuple[str, ...]] = {
    "due_on": ("due_on", "task_id"),
    "-due_on": ("due_on", "task_id"),
    "opened_at": ("opened_at", "task_id"),
    "-opened_at": ("opened_at", "task_id"),
    "priority": ("priority", "due_on", "task_id"),
}
OF_TASK = tuple(c.key for c in task.columns if c.key not in {"municipality", "status"})
OF_HEADER = ("citizen_name", "cpr", "first_day_of_absence")


WaitsFor = Literal["somebody", "case_worker", "date"]


class TaskLine(Shown):
    """A task with the head of its case; `title` and `number` are the catalogue's.

    What is not finished waits: for somebody to take it, for the case worker, or for a date.
    """

    task_id: UUID
    case_id: UUID
    type: str
    number: int | None
    title: str
    blocks: Blocks
    status: Status
    due_on: date
    priority: int
    by_hand: bool
    opened_at: datetime
    done_at: datetime | None
    assigned_to: str | None
    held_until: date | None
    outcome: str | None
    reason: str | None
    citizen_name: str | None
    cpr: str | None
    case_status: CaseStatus
    first_day_of_absence: date
    hold_reason: str | None
    waits_for: WaitsFor | None
    waits_since: datetime | None
    waits_until: date | None


class TaskQueue(TaskFilter):
    """A page of tasks, as they are or as they were at a position of the log."""

    projection: ClassVar[str] = "task_queue"
    version: ClassVar[int] = 1

    sort: Sort = "due_on"
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = 50
    cursor: str | None = None

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        filters = self.params(blind)
        after = order(self.sort).read(self.cursor)
        compiled = queue(frozenset(filters), self.sort, schema, further=bool(after))
        rest = {"today": self.today, "limit_and_one": self.limit + 1}
        return (Statement(compiled, filters | after | rest),)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[TaskLine]:
        lines = [{**row, **titled(row["type"]), **waiting(row)} for row in results[0]]
        return page(lines, self.limit, order(self.sort), TaskLine)


def titled(key: str) -> dict[str, object]:
    """Give number and title of a type; one that a municipality made itself has only a key."""
    kind = TASK_TYPES.get(key)
    return {"number": kind and kind.number, "title": kind.title if kind else key}


def waiting(row: Found) -> dict[str, object]:
    """Say what a task waits for, since when, and until when; one that is done waits no more."""
    match row["status"], row["assigned_to"]:
        case "held", _:
            return waits("date", row["held_at"], row["held_until"])
        case "open", None:
            return waits("somebody", row["opened_at"], row["due_on"])
        case "open", _:
            return waits("case_worker", row["assigned_at"], row["due_on"])
        case _:
            return waits(None, None, None)


def waits(for_what: WaitsFor | None, since: object, until: object) -> dict[str, object]:
    return {"waits_for": for_what, "waits_since": since, "waits_until": until}


@cache
def order(sort: Sort) -> Order:
    return in_order(sort, task)


def in_order(sort: Sort, source: FromClause) -> Order:
    columns = tuple(source.c[name] for name in SORTS[sort])
    return Order(sort, columns, descending=sort.startswith("-"))


@cache
def queue(filters: frozenset[str], sort: Sort, schema: str, *, further: bool) -> Compiled:
    """Compile once for each combination of filters, order and schema.

    The page is chosen in a narrow table that has all that is asked for, and joined after that.
    """
    past = "as_of_position" in filters
    whole = task_history if past else task
    page_of = (
        versions(filters, sort, further=further)
        if past
        else ways.page_of(filters, in_order(sort, listed_task), further=further)
    )
    same = and_(*(page_of.c[one.name] == one for one in whole.primary_key))
    joined = in_order(sort, whole).ordered(shown(whole, page_of.join(whole, same)))
    return of_a_page(joined, str(METADATA.schema), schema)


def versions(filters: frozenset[str], sort: Sort, *, further: bool) -> FromClause:
    """Choose a page of tasks as they were."""
    source = rows(filters)
    key = [source.c[one.name] for one in task_history.primary_key]
    chosen = select(*key).where(*conditions(filters, source))
    return limited(chosen, in_order(sort, source), further=further).subquery("page")


def shown(source: Table, found: FromClause) -> Select[Any]:
    header, same = beside(CASE_HEADER, source, past=source is task_history)
    columns: list[ColumnElement[Any]] = [
        *(source.c[name] for name in OF_TASK),
        *(header.c[name] for name in OF_HEADER),
        present_status(source).label("status"),
        present_case_status(header).label("case_status"),
    ]
    return select(*columns).select_from(found.join(header, same))
