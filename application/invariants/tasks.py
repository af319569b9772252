"""What must hold of tasks: one open task for a cause, and only what is open is solved."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from domain.dossier.dossier import Recorded
from domain.shared.blocks import Blocks
from domain.task.events import TaskCancelled, TaskOpened, TaskReopened, TaskSolved


class OpenTasks:
    """The open tasks of every dossier: what each blocks, and what it was opened for."""

    def __init__(self) -> None:
        self.known: dict[UUID, TaskOpened] = {}
        self.of_case: defaultdict[UUID, dict[UUID, TaskOpened]] = defaultdict(dict)

    def see(self, recorded: Recorded) -> None:
        case_id, stream = recorded.envelope.case_id, recorded.envelope.stream_id
        match recorded.event:
            case TaskOpened() as opened:
                self.known[stream] = self.of_case[case_id][stream] = opened
            case TaskReopened() if stream in self.known:
                self.of_case[case_id][stream] = self.known[stream]
            case TaskSolved() | TaskCancelled():
                self.of_case[case_id].pop(stream, None)
            case _:
                pass

    def blocking(self, case_id: UUID, *kinds: Blocks) -> tuple[TaskOpened, ...]:
        return tuple(one for one in self.of_case[case_id].values() if one.blocks in kinds)


class OneOpenTaskForACause:
    name = "task-opened-twice-for-cause"

    def __init__(self) -> None:
        self.tasks = OpenTasks()

    def see(self, recorded: Recorded) -> Iterator[str]:
        if isinstance(recorded.event, TaskOpened):
            open_now = self.tasks.of_case[recorded.envelope.case_id].values()
            what = (recorded.event.type, recorded.event.cause)
            if what in {(one.type, one.cause) for one in open_now}:
                yield f"a task {what[0]} is open for the same cause"
        self.tasks.see(recorded)


class OnlyOpenTasksAreSolved:
    name = "solved-without-open"

    def __init__(self) -> None:
        self.tasks = OpenTasks()

    def see(self, recorded: Recorded) -> Iterator[str]:
        envelope = recorded.envelope
        open_now = self.tasks.of_case[envelope.case_id]
        if isinstance(recorded.event, TaskSolved) and envelope.stream_id not in open_now:
            yield "the task was not open"
        self.tasks.see(recorded)
