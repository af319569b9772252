"""Takes a simulation up where its program was killed inside a run: that run is done once more.

The log says what was recorded, the plan what is to come; orders carry the keys they had before, so
that what was recorded has no second effect.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from application.ports.clock import danish_day
from application.simulation.player import Player
from domain.case.states import NoCase
from domain.dossier.dossier import Recorded
from domain.shared.envelope import TaskId
from domain.task import task
from domain.task.events import TaskOpened, TaskReopened
from domain.task.states import NoTask, OpenTask


async def resume(player: Player, recorded: Iterable[Recorded], since: datetime) -> None:
    """Play the rest of the day that was cut off; `since` is when the run was due."""
    recorded = tuple(recorded)
    player.time.now = since
    player.journal.recall(recorded)
    remember(player, recorded, since)
    player.journal.asks_for_receipts = True
    await player.rest_of(danish_day(since), since)
    player.journal.asks_for_receipts = False


def remember(player: Player, recorded: Iterable[Recorded], since: datetime) -> None:
    """Know again the dossiers, and what was to come of stories and of tasks."""
    day = player.plan.first_day
    while day <= danish_day(since):
        for number in player.plan.numbers(day):
            player.begin(number)
        day = day.fromordinal(day.toordinal() + 1)
    for kept in player.journal.kept.values():
        player.candidates.see(kept.dossier, kept.municipality, kept.dossier.payments)
        if not isinstance(kept.dossier.case, NoCase):
            citizen = kept.dossier.case.file.citizen_id
            player.citizens.has_case(citizen, kept.dossier.case_id)
    for task_id, opened, one in tasks(recorded):
        envelope = one.envelope
        player.plan_work(task_id, opened, envelope.received_at, envelope.case_id)
    player.agenda.forget(since)


def tasks(recorded: Iterable[Recorded]) -> Iterator[tuple[TaskId, OpenTask, Recorded]]:
    """Give each task as it was each time when it was opened."""
    known: dict[TaskId, OpenTask] = {}
    for one in recorded:
        task_id = TaskId(one.envelope.stream_id)
        if isinstance(one.event, TaskOpened):
            opened = task.evolve(NoTask(), one.event)
            if isinstance(opened, OpenTask):
                known[task_id] = opened
        if isinstance(one.event, TaskOpened | TaskReopened) and task_id in known:
            yield task_id, known[task_id], one
