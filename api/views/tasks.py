"""Opgaver: every task the case ever had, what became of it, and the number of open ones."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from api.views.view import Said, Seen, View, said
from domain.dossier.dossier import Recorded
from domain.shared.blocks import Blocks
from domain.task import events as on
from domain.task.outcomes import Outcome
from domain.task.types import TASK_TYPES, TaskType


class TaskStatus(StrEnum):
    OPEN = "open"
    HELD = "held"
    SOLVED = "solved"
    CANCELLED = "cancelled"


UNFINISHED = {TaskStatus.OPEN, TaskStatus.HELD}


class Remark(View):
    said: Said
    text: str


class Choice(View):
    """An outcome that solves a task, and the particulars it must be told."""

    outcome: Outcome
    needs: tuple[str, ...]


class TaskView(View):
    """`due_on` is the original due date; `guide` says how to solve this type.

    `choices` are the outcomes of its type, none once it is done.
    """

    task_id: UUID
    type: str
    number: int | None
    title: str
    guide: str | None
    choices: tuple[Choice, ...]
    blocks: Blocks
    status: TaskStatus
    cause: str
    reason: str | None
    due_on: date
    priority: int
    by_hand: bool
    opened_at: datetime
    opened_by: str
    assigned_to: str | None
    held_until: date | None
    outcome: Outcome | None
    done_at: datetime | None
    done_by: str | None
    remarks: tuple[Remark, ...]


class Tasks(View):
    case_id: UUID
    version: int
    open: int
    tasks: tuple[TaskView, ...]


def tasks(seen: Seen) -> Tasks:
    found = tuple(of_case(seen))
    still_open = sum(task.status in UNFINISHED for task in found)
    return Tasks(case_id=seen.case_id, version=seen.version, open=still_open, tasks=found)


def of_case(seen: Seen) -> Iterable[TaskView]:
    for opened, first in seen.each(on.TaskOpened):
        stream = [one for one in seen.recorded if same_stream(one, first)]
        yield shown(opened, stream, seen.today)


def same_stream(one: Recorded, other: Recorded) -> bool:
    return one.envelope.stream_id == other.envelope.stream_id


def shown(opened: on.TaskOpened, stream: list[Recorded], today: date) -> TaskView:
    kind, first = TASK_TYPES.get(opened.type), stream[0].envelope
    now = back(standing(stream), today)
    return TaskView(
        task_id=first.stream_id,
        type=opened.type,
        number=kind and kind.number,
        title=kind.title if kind else opened.type,
        guide=str(kind.guide) if kind and kind.guide else None,
        choices=choices(kind) if kind and now.status in UNFINISHED else (),
        blocks=opened.blocks,
        cause=opened.cause,
        reason=opened.reason,
        due_on=opened.due_on,
        priority=opened.priority,
        by_hand=opened.by_hand,
        opened_at=first.recorded_at,
        opened_by=first.actor,
        status=now.status,
        assigned_to=now.assigned_to,
        held_until=now.held_until,
        outcome=now.outcome,
        done_at=now.done.at if now.done else None,
        done_by=now.done.by if now.done else None,
        remarks=tuple(remarks(stream)),
    )


def choices(kind: TaskType) -> tuple[Choice, ...]:
    return tuple(
        Choice(outcome=outcome, needs=tuple(sorted(kind.needs_of(outcome))))
        for outcome in sorted(kind.outcomes)
    )


class Standing(View):
    """Where a task stands after its events so far."""

    status: TaskStatus = TaskStatus.OPEN
    assigned_to: str | None = None
    held_until: date | None = None
    outcome: Outcome | None = None
    done: Said | None = None


def standing(stream: Iterable[Recorded]) -> Standing:
    now = Standing()
    for one in stream:
        now = now.model_copy(update=change(one))
    return now


def back(now: Standing, today: date) -> Standing:
    """Let a task on hold be open again when the day has come."""
    if now.held_until is None or now.held_until > today:
        return now
    return now.model_copy(update={"status": TaskStatus.OPEN, "held_until": None})


def change(one: Recorded) -> dict[str, object]:  # noqa: PLR0911 one line for each event
    match one.event:
        case on.TaskAssigned(to=to):
            return {"assigned_to": to}
        case on.TaskReleased():
            return {"assigned_to": None}
        case on.TaskHeld(until=until):
            return {"status": TaskStatus.HELD, "held_until": until}
        case on.TaskResumed():
            return {"status": TaskStatus.OPEN, "held_until": None}
        case on.TaskSolved(outcome=outcome):
            return {"status": TaskStatus.SOLVED, "outcome": outcome, "done": said(one)}
        case on.TaskCancelled():
            return {"status": TaskStatus.CANCELLED, "done": said(one)}
        case on.TaskReopened():
            return REOPENED
        case _:
            return {}


REOPENED: dict[str, object] = {
    "status": TaskStatus.OPEN,
    "outcome": None,
    "done": None,
    "held_until": None,
    "assigned_to": None,
}


def remarks(stream: Iterable[Recorded]) -> Iterable[Remark]:
    """Give what was said on the task: comments, and the words it was solved or released with."""
    for one in stream:
        text = words(one)
        if text:
            yield Remark(said=said(one), text=text)


def words(one: Recorded) -> str | None:
    match one.event:
        case on.TaskCommented(text=text) | on.TaskSolved(comment=text):
            return text
        case on.TaskOpened():
            return None
        case _:
            return getattr(one.event, "reason", None)
