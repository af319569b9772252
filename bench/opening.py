"""Open tasks, by the commands of case workers: opened, taken with their case, held until a day."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import uuid4

import psycopg

from application.handle import handle
from application.ports.journal import Order, Receipt
from application.simulation.time import SimulatedTime
from bench.ground import Ground
from bench.measuring import event_loop, together
from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import Actor, ActorId, CaseId, TaskId
from domain.shared.errors import NotAllowedNow
from domain.task.commands import AssignTask, HoldTask, OpenTask
from domain.task.types import TASK_TYPES, Created
from infrastructure.log.journal import PostgresJournal, open_journal

AT_ONCE = 40
DAYS = 60  # in which they are opened, after the last day that was played
WORKERS = 20
TAKEN, HELD, TOLD = 0.6, 0.05, 0.3  # shares: of cases, of tasks, of tasks with a reason
REASONS = ("Afventer lægeerklæring", "Kontroller lønoplysninger", "Borgeren har ringet")
BY_HAND = sorted(key for key, kind in TASK_TYPES.items() if Created.MANUAL in kind.created)
COMMON = [1 / place for place, _ in enumerate(BY_HAND, 1)]  # some are frequent, most are rare
OPEN_CASES = """
    SELECT case_id FROM task_queue_v1.case_header
    WHERE municipality = %s AND case_status NOT IN ('closed', 'cancelled')
      AND case_id NOT IN (SELECT case_id FROM task_queue_v1.protected_case) ORDER BY case_id
"""


def open_tasks(ground: Ground, actor: Actor, count: int, after: date) -> None:
    """Open so many in the open cases of the actor's municipality, on the days after one."""
    with psycopg.connect(ground.database.url("owner")) as connection:
        found = connection.execute(OPEN_CASES, (actor.municipality,)).fetchall()
    cases = [CaseId(case_id) for (case_id,) in found]
    clock = SimulatedTime(datetime.combine(after, time.max, UTC))
    with event_loop() as loop:
        opening = open_journal(ground.database, ground.folder, clock=clock, simulated=True)
        desk = Desk(loop.run(opening.__aenter__()), actor, clock)
        try:
            for day in range(DAYS):
                clock.now = datetime.combine(after + timedelta(days=day + 1), time(8), UTC)
                share = count * (day + 1) // DAYS - count * day // DAYS
                loop.run(desk.open(cases[day::DAYS] or cases, share))
        finally:
            loop.run(opening.__aexit__(None, None, None))


@dataclass(frozen=True)
class Desk:
    """A case worker of the municipality, at the present day of the log."""

    journal: PostgresJournal
    actor: Actor
    clock: SimulatedTime

    async def open(self, cases: Sequence[CaseId], count: int) -> None:
        """Open the day's tasks, as many in each of these cases."""
        parts = [
            (case_id, len(range(place, count, len(cases)))) for place, case_id in enumerate(cases)
        ]
        await together(self._in_case, parts, AT_ONCE)

    async def _in_case(self, part: tuple[CaseId, int]) -> None:
        case_id, tasks = part
        rng = Random(f"{case_id} {self.clock.now}")  # noqa: S311  (a seed)
        opened = [await self._say(case_id, one) for one in to_open(rng, tasks)]
        ids = [TaskId(task_id) for receipt in opened for task_id in receipt.created]
        for command in to_do(rng, ids, self.clock.now.date()):
            with suppress(NotAllowedNow):  # the case is somebody else's, and so are its new tasks
                await self._say(case_id, command)

    async def _say(self, case_id: CaseId, command: DossierCommand) -> Receipt:
        order = Order(
            case_id=case_id,
            command=command,
            actor=self.actor,
            received_at=self.clock.now,
            key=str(uuid4()),
            fingerprint="0" * 64,
            command_id=uuid4(),
            correlation=uuid4(),
        )
        return await handle(order, self.journal, self.journal.citizens)


def to_open(rng: Random, tasks: int) -> Iterator[OpenTask]:
    for kind in rng.choices(BY_HAND, COMMON, k=tasks):
        reason = rng.choice(REASONS) if rng.random() < TOLD else None
        yield OpenTask(type=kind, cause=f"{rng.random()}", reason=reason, by_hand=True)


def to_do(rng: Random, ids: Sequence[TaskId], today: date) -> Iterator[DossierCommand]:
    """Take the case, which takes its tasks; put few of them on hold."""
    if ids and rng.random() < TAKEN:
        worker = ActorId(f"colleague-{rng.randrange(WORKERS)}")
        yield AssignTask(task_id=ids[0], to=worker)
    for task_id in ids:
        if rng.random() < HELD:
            until = today + timedelta(days=rng.randrange(1, 2 * DAYS))
            yield HoldTask(task_id=task_id, until=until, reason=rng.choice(REASONS))
