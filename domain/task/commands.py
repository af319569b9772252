"""What can be asked of a task."""

from datetime import date

from domain.shared.envelope import TaskId
from domain.shared.messages import Command
from domain.shared.pseudonyms import Worker
from domain.shared.values import Text
from domain.task.outcomes import Outcome
from domain.task.particulars import Particulars


class OpenTask(Command):
    type: str
    cause: Text = "by hand"
    reason: Text | None = None
    by_hand: bool = False
    of_claim: bool = False  # it holds back a claim on the party, and nothing that is paid


class AssignTask(Command):
    task_id: TaskId
    to: Worker
    untaken: bool = False  # only where it is nobody's yet, not theirs either
    reason: Text | None = None  # kept as a comment on the task


class ReleaseTask(Command):
    task_id: TaskId
    reason: Text | None = None


class HoldTask(Command):
    task_id: TaskId
    until: date
    reason: Text


class ResumeTask(Command):
    task_id: TaskId


class CommentTask(Command):
    task_id: TaskId
    text: Text


class SolveTask(Command):
    task_id: TaskId
    outcome: Outcome
    comment: Text | None = None
    particulars: Particulars | None = None  # what the outcome needs to be told, nothing else


class CancelTask(Command):
    task_id: TaskId
    reason: Text


class ReopenTask(Command):
    task_id: TaskId
    reason: Text


TaskCommand = (
    OpenTask
    | AssignTask
    | ReleaseTask
    | HoldTask
    | ResumeTask
    | CommentTask
    | SolveTask
    | CancelTask
    | ReopenTask
)
