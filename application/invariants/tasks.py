"""What must hold of tasks: one open task for a cause, and only what is open is solved."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from application.invariants.violation import Invariant, Key
from domain.dossier.dossier import Recorded
from domain.shared.blocks import Blocks
from domain.task.events import TaskCancelled, TaskOpened, TaskReopened, TaskSolved

OfCases = dict[Key, dict[Key, "Asked"]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is kept of a task: its texts are not."""

    type: str
    cause: str
    blocks: Blocks


HOLDS_PAYMENT = (Blocks.PAYMENT, Blocks.DECISION)
NOBODY: Mapping[Key, Asked] = {}


class OpenTasks:
    """The open tasks of every dossier, as they were before the event that is looked at."""

    def __init__(self) -> None:
        self.done: OfCases = {}  # they may be opened again
        self.of_case: OfCases = {}

    def see(self, recorded: Recorded) -> None:
        case_id, stream = recorded.envelope.case_id.int, recorded.envelope.stream_id.int
        match recorded.event:
            case TaskOpened(type=kind, cause=cause, blocks=blocks):
                opened = Asked(sys.intern(kind), cause, blocks)
                self.of_case.setdefault(case_id, {})[stream] = opened
            case TaskReopened():
                move(self.done, self.of_case, case_id, stream)
            case TaskSolved() | TaskCancelled():
                move(self.of_case, self.done, case_id, stream)
            case _:
                pass

    def forget(self, case: Key) -> None:
        """Keep only what holds a payment back: nothing may be sent past it later either."""
        self.done.pop(case, None)
        open_now = self.of_case.pop(case, NOBODY).items()
        if held := {stream: one for stream, one in open_now if one.blocks in HOLDS_PAYMENT}:
            self.of_case[case] = held

    def open_of(self, case_id: UUID) -> Mapping[Key, Asked]:
        return self.of_case.get(case_id.int, NOBODY)

    def blocking(self, case_id: UUID, *kinds: Blocks) -> tuple[Asked, ...]:
        return tuple(one for one in self.open_of(case_id).values() if one.blocks in kinds)


def move(here: OfCases, there: OfCases, case_id: Key, stream: Key) -> None:
    """Move a task; a case of which nothing is left takes no room."""
    tasks = here.get(case_id, {})
    if (task := tasks.pop(stream, None)) is not None:
        there.setdefault(case_id, {})[stream] = task
    if not tasks:
        here.pop(case_id, None)


class OneOpenTaskForACause(Invariant):
    name = "task-opened-twice-for-cause"

    def __init__(self, tasks: OpenTasks) -> None:
        self.tasks = tasks

    def see(self, recorded: Recorded) -> Iterator[str]:
        if isinstance(recorded.event, TaskOpened):
            open_now = self.tasks.open_of(recorded.envelope.case_id).values()
            what = (recorded.event.type, recorded.event.cause)
            if what in {(one.type, one.cause) for one in open_now}:
                yield f"a task {what[0]} is open for the same cause"


class OnlyOpenTasksAreSolved(Invariant):
    name = "solved-without-open"

    def __init__(self, tasks: OpenTasks) -> None:
        self.tasks = tasks

    def see(self, recorded: Recorded) -> Iterator[str]:
        envelope = recorded.envelope
        open_now = self.tasks.open_of(envelope.case_id)
        if isinstance(recorded.event, TaskSolved) and envelope.stream_id.int not in open_now:
            yield "the task was not open"
