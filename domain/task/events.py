"""What can have happened to a task."""

from datetime import date

from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId
from domain.shared.messages import Event
from domain.task.outcomes import Outcome
from domain.task.particulars import Particulars


class TaskOpened(Event):
    """The task keeps what held when it was made: what it blocks, when it is due."""

    type: str  # key in the catalogue
    cause: str  # what it was opened for; one open task for each type and cause
    blocks: Blocks
    due_on: date  # the original due date; never moved
    priority: int  # 1 first
    reason: str | None  # free text, where the type asks for it
    by_hand: bool


class TaskAssigned(Event):
    to: ActorId


class TaskReleased(Event):
    reason: str | None


class TaskHeld(Event):
    until: date
    reason: str


class TaskResumed(Event):
    pass


class TaskCommented(Event):
    text: str


class TaskSolved(Event):
    type: str
    outcome: Outcome
    comment: str | None
    particulars: Particulars | None = None  # what its effect on the case needed to be told


class TaskCancelled(Event):
    type: str
    reason: str


class TaskReopened(Event):
    type: str
    reason: str


TaskEvent = (
    TaskOpened
    | TaskAssigned
    | TaskReleased
    | TaskHeld
    | TaskResumed
    | TaskCommented
    | TaskSolved
    | TaskCancelled
    | TaskReopened
)
