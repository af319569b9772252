"""A task: the place where the machine stops and a person decides."""

from datetime import date
from typing import assert_never

from domain.shared.altered import altered
from domain.shared.blocks import Blocks
from domain.shared.errors import (
    Impossible,
    NotAllowedNow,
    NotFound,
    OutcomeNotAllowed,
    TaskSolvedBefore,
)
from domain.task import commands as ask
from domain.task import events as on
from domain.task.particulars import check
from domain.task.states import (
    CancelledTask,
    FinishedTask,
    NoTask,
    OpenTask,
    SolvedTask,
    Task,
    reopened,
)
from domain.task.types import TASK_TYPES, Created, TaskType

TaskEvents = tuple[on.TaskEvent, ...]


def decide(command: ask.TaskCommand, task: Task, today: date) -> TaskEvents:
    if isinstance(command, ask.OpenTask):
        return open_task(command, task, today)
    if isinstance(command, ask.CommentTask):
        return (on.TaskCommented(text=command.text),) if known(task) else ()
    if isinstance(command, ask.SolveTask):
        return solve(command, known(task))
    if isinstance(command, ask.CancelTask):
        return cancel(command, known(task))
    if isinstance(command, ask.ReopenTask):
        return reopen(command, known(task))
    return work_on(command, unfinished(task), today)


def open_task(command: ask.OpenTask, task: Task, today: date) -> TaskEvents:
    """Open it once; a repeated cause adds what is new of it to the open task."""
    kind = type_of(command)
    if not isinstance(task, NoTask):
        return (on.TaskCommented(text=command.reason),) if command.reason else ()
    return (
        on.TaskOpened(
            type=kind.key,
            cause=command.cause,
            blocks=Blocks.NOTHING if command.of_claim else kind.blocks_on(today),
            due_on=kind.due_on(today),
            priority=kind.priority,
            reason=command.reason,
            by_hand=command.by_hand,
        ),
    )


def type_of(command: ask.OpenTask) -> TaskType:
    kind = TASK_TYPES.get(command.type)
    if kind is None:
        raise Impossible("there is no such type of task")
    if command.by_hand and Created.MANUAL not in kind.created:
        raise Impossible("this type of task is not opened by hand")
    return kind


def work_on(
    command: ask.AssignTask | ask.ReleaseTask | ask.HoldTask | ask.ResumeTask,
    task: OpenTask,
    today: date,
) -> TaskEvents:
    match command:
        case ask.AssignTask():
            return assign(command, task)
        case ask.ReleaseTask():
            return (on.TaskReleased(reason=command.reason),) if task.assigned_to else ()
        case ask.HoldTask():
            return hold(command, task, today)
        case ask.ResumeTask():
            return (on.TaskResumed(),) if task.held_until else ()
        case _:
            assert_never(command)


def assign(command: ask.AssignTask, task: OpenTask) -> TaskEvents:
    """Give it to somebody; two people never get the same one."""
    if task.assigned_to == command.to and not command.untaken:
        return ()
    if task.assigned_to is not None:
        raise NotAllowedNow("the task is somebody else's, or taken already; release it first")
    why = (on.TaskCommented(text=command.reason),) if command.reason else ()
    return (on.TaskAssigned(to=command.to), *why)


def hold(command: ask.HoldTask, task: OpenTask, today: date) -> TaskEvents:
    if task.held_until == command.until:
        return ()
    if command.until <= today:
        raise Impossible("a task is held until a day to come")
    return (on.TaskHeld(until=command.until, reason=command.reason),)


def solve(command: ask.SolveTask, task: OpenTask | FinishedTask) -> TaskEvents:
    match task:
        case SolvedTask():
            raise TaskSolvedBefore("the task is solved; it can be opened again")
        case CancelledTask():
            raise NotAllowedNow("the task is cancelled")
        case OpenTask():
            if command.outcome not in TASK_TYPES[task.type].outcomes:
                raise OutcomeNotAllowed("this type of task is not solved so")
            check(command.particulars, TASK_TYPES[task.type].needs_of(command.outcome))
            said = {name: value for name, value in command if name != "task_id"}
            return (on.TaskSolved(type=task.type, **said),)
        case _:
            assert_never(task)


def cancel(command: ask.CancelTask, task: OpenTask | FinishedTask) -> TaskEvents:
    match task:
        case CancelledTask():
            return ()
        case SolvedTask():
            raise NotAllowedNow("the task is solved")
        case OpenTask():
            return (on.TaskCancelled(type=task.type, reason=command.reason),)
        case _:
            assert_never(task)


def reopen(command: ask.ReopenTask, task: OpenTask | FinishedTask) -> TaskEvents:
    if isinstance(task, OpenTask):
        return ()
    return (on.TaskReopened(type=task.was.type, reason=command.reason),)


def known(task: Task) -> OpenTask | FinishedTask:
    if isinstance(task, NoTask):
        raise NotFound("there is no such task")
    return task


def unfinished(task: Task) -> OpenTask:
    task = known(task)
    if not isinstance(task, OpenTask):
        raise NotAllowedNow("the task is finished")
    return task


def evolve(task: Task, event: on.TaskEvent) -> Task:
    if isinstance(event, on.TaskOpened):
        return OpenTask(
            type=event.type,
            cause=event.cause,
            blocks=event.blocks,
            due_on=event.due_on,
            priority=event.priority,
            by_hand=event.by_hand,
        )
    match task:
        case NoTask():
            return task
        case OpenTask():
            return evolve_open(task, event)
        case SolvedTask() | CancelledTask():
            return reopened(task) if isinstance(event, on.TaskReopened) else task
        case _:
            assert_never(task)


def evolve_open(task: OpenTask, event: on.TaskEvent) -> Task:
    match event:
        case on.TaskAssigned() | on.TaskReleased():
            to = event.to if isinstance(event, on.TaskAssigned) else None
            return altered(task, assigned_to=to)
        case on.TaskHeld() | on.TaskResumed():
            until = event.until if isinstance(event, on.TaskHeld) else None
            return altered(task, held_until=until)
        case on.TaskSolved():
            return SolvedTask(task, event.outcome)
        case on.TaskCancelled():
            return CancelledTask(task)
        case on.TaskOpened() | on.TaskCommented() | on.TaskReopened():
            return task
        case _:
            assert_never(event)
