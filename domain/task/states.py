"""The states of a task; each has only the fields that mean something in it."""

from dataclasses import dataclass
from datetime import date

from domain.shared.altered import altered
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId
from domain.task.outcomes import Outcome


@dataclass(frozen=True, slots=True)
class NoTask:
    pass


@dataclass(frozen=True)  # without slots: it is copied whole (`altered`)
class OpenTask:
    """Assigned or not, held back until a day or not; the due date is the original one."""

    type: str
    cause: str
    blocks: Blocks
    due_on: date
    priority: int
    by_hand: bool
    assigned_to: ActorId | None = None
    held_until: date | None = None


@dataclass(frozen=True, slots=True)
class SolvedTask:
    was: OpenTask
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CancelledTask:
    was: OpenTask


FinishedTask = SolvedTask | CancelledTask
Task = NoTask | OpenTask | FinishedTask


def reopened(task: FinishedTask) -> OpenTask:
    return altered(task.was, assigned_to=None, held_until=None)
