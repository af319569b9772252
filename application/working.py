"""Work on tasks that is more than one command: take the next one, give and take back many.

The read model proposes, dossiers decide: of two people who are shown the same task, one gets it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from application.errors import Conflict, NothingWaits, VersionMismatch
from application.ports.journal import Citizens, Decided, Journal, Order, Receipt
from application.turns import Turns
from domain.dossier.dossier import DossierCommand, Recorded, fold
from domain.municipality.states import Arrangements, municipality_id
from domain.shared.envelope import Actor, CaseId, TaskId
from domain.shared.errors import NotAllowedNow, NotAuthorised, NotFound, Rejected
from domain.task.commands import AssignTask
from domain.task.events import TaskAssigned

SOMEBODY_ELSES = (NotAllowedNow, NotFound, NotAuthorised, Conflict, VersionMismatch)
REMEMBERED = 5.0  # seconds in which the read model learns that a task is taken
AT_ONCE, ATTEMPTS = 16, 3
NONE_YET = TaskId(UUID(int=0))  # while the key is looked up: which task it is, is not known

OrderOf = Callable[[CaseId, DossierCommand], Order]
Waiting = tuple[CaseId, TaskId]
Propose = Callable[[Arrangements, Sequence[TaskId]], Awaitable[Sequence[Waiting]]]


@dataclass
class Desk:
    """What this process gave out a moment ago, so that it is not proposed to the next one."""

    given: dict[TaskId, float] = field(default_factory=dict[TaskId, float])

    def reserve(self, task_id: TaskId) -> bool:
        """Tell whether the task is free to try; it is not for the next who asks."""
        self.forget()
        if task_id in self.given:
            return False
        self.given[task_id] = time.monotonic()
        return True

    def forget(self) -> None:
        """Forget the oldest first: they were put in in order of time."""
        before = time.monotonic() - REMEMBERED
        for task_id, at in list(self.given.items()):
            if at >= before:
                return
            del self.given[task_id]


@dataclass(frozen=True, slots=True)
class Counter:
    """Where tasks are handed out: the journal, the registry, desk and turns of this process."""

    journal: Journal
    citizens: Citizens
    desk: Desk
    turns: Turns


async def take_next(counter: Counter, asker: Actor, order_of: OrderOf, propose: Propose) -> Receipt:
    """Assign the most urgent task that waits to who asks; raises NothingWaits."""
    own = municipality_id(asker.municipality)
    loaded = await counter.journal.load(order_of(own, to_take(NONE_YET, asker)))
    if loaded.receipt:
        return loaded.receipt
    arrangements = fold(own, loaded.recorded).arrangements
    while proposed := await propose(arrangements, tuple(counter.desk.given)):
        for case_id, task_id in proposed:
            command = to_take(task_id, asker)
            if counter.desk.reserve(task_id) and (
                receipt := await tried(counter, order_of(case_id, command))
            ):
                return receipt
    raise NothingWaits("no task waits for you")


def to_take(task_id: TaskId, asker: Actor) -> AssignTask:
    return AssignTask(task_id=task_id, to=asker.id, untaken=True)


async def tried(counter: Counter, order: Order) -> Receipt | None:
    """Give the receipt; none where somebody else was faster."""
    try:
        return await counter.turns.take(order, counter.journal, counter.citizens)
    except SOMEBODY_ELSES:
        return None


def taken(recorded: Sequence[Recorded], position: int) -> TaskId:
    """Find the task that a receipt is about: the first that its command assigned."""
    last = next(one for one in reversed(recorded) if one.envelope.position == position)
    return next(
        TaskId(one.envelope.stream_id)
        for one in recorded
        if isinstance(one.event, TaskAssigned)
        and one.envelope.command_id == last.envelope.command_id
    )


async def begun(counter: Counter, order: Order) -> bool:
    """Keep the key of an errand of many orders; tell whether it was begun before.

    Raises KeyReused where the key is another request's. What a repeat finds undone, it does.
    """
    for _ in range(ATTEMPTS):
        loaded = await counter.journal.load(order)
        if loaded.receipt:
            return True
        try:
            return (await counter.journal.append(order, Decided(()), loaded.version)).replayed
        except VersionMismatch:
            continue
    raise Conflict("the municipality's dossier kept changing; nothing was recorded")


async def each_of(counter: Counter, orders: Sequence[Order]) -> list[Receipt | Rejected]:
    """Give many orders, each in its own dossier: one that is refused keeps no other back."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(order: Order) -> Receipt | Rejected:
        async with gate:
            try:
                return await counter.turns.take(order, counter.journal, counter.citizens)
            except Rejected as refused:
                return refused

    return list(await asyncio.gather(*map(one, orders)))


def key_of(key: str, task_id: TaskId) -> str:
    """Give each of many orders a key of its own, the same when all are sent again."""
    return sha256(f"{key}/{task_id}".encode()).hexdigest()
