"""Take the next task, assign many, release many: each task by a command to its own dossier."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from api.surroundings import Surroundings
from api.work_route import Body, Carried, Work
from application import working
from application.ports.clock import danish_day
from application.ports.journal import Order, Receipt
from application.working import Counter, Waiting
from domain.dossier.dossier import DossierCommand
from domain.municipality.states import Arrangements, municipality_id
from domain.municipality.values import TypeKeys
from domain.shared.envelope import CaseId, TaskId
from domain.shared.errors import Rejected
from domain.shared.pseudonyms import Worker
from domain.shared.values import Text
from domain.task.commands import AssignTask, ReleaseTask
from projections.task_queue.v1.next import TasksThatWait

MANY = 500


class TakeNextTask(Body):
    """Only tasks of these types, or whatever is most urgent of what the case worker watches."""

    types: TypeKeys = ()


class TaskNamed(Body):
    case_id: UUID
    task_id: UUID


Many = Annotated[tuple[TaskNamed, ...], Field(min_length=1, max_length=MANY)]


class AssignTasks(Body):
    tasks: Many
    to: Worker
    reason: Text


class ReleaseTasks(Body):
    tasks: Many
    reason: Text


class Taken(BaseModel):
    """The task that is now the asker's, with all open tasks of its case that were nobody's."""

    position: int
    case_id: UUID
    version: int
    task_id: UUID


class Done(BaseModel):
    """`position` where it was done, `code` where it was refused."""

    case_id: UUID
    task_id: UUID
    position: int | None
    code: str | None


class AllDone(BaseModel):
    position: int
    tasks: tuple[Done, ...]


async def take_next(work: Work, around: Surroundings) -> Carried:
    """Give what is most urgent by the municipality's order, of what the case worker watches."""
    wanted: Sequence[str] = getattr(work.body, "types", ())

    async def propose(known: Arrangements, given: Sequence[TaskId]) -> Sequence[Waiting]:
        query = TasksThatWait(
            today=danish_day(around.clock()),
            ranked=known.priority,
            types=tuple(wanted) or known.watches.get(work.actor.id, ()),
            taken=tuple(given),
        )
        found = await around.fetch(query, work.actor, None)
        return [(CaseId(case_id), TaskId(task_id)) for case_id, task_id in found.answer]

    receipt = await working.take_next(counter(around), work.actor, work.order_of, propose)
    here = work.actor.municipality
    recorded = await around.journal.history(receipt.case_id, municipality=here)
    taken = Taken(
        position=receipt.position,
        case_id=receipt.case_id,
        version=receipt.version,
        task_id=working.taken(recorded, receipt.position),
    )
    return Carried(taken, receipt.replayed, receipt.version)


async def assign_many(work: Work, around: Surroundings) -> Carried:
    body = work.body
    if not isinstance(body, AssignTasks):
        raise TypeError("tasks are assigned to somebody")
    commands = {
        one: AssignTask(task_id=TaskId(one.task_id), to=body.to, reason=body.reason)
        for one in body.tasks
    }
    return await done(work, around, commands)


async def release_many(work: Work, around: Surroundings) -> Carried:
    body = work.body
    if not isinstance(body, ReleaseTasks):
        raise TypeError("tasks are released with a reason")
    commands = {
        one: ReleaseTask(task_id=TaskId(one.task_id), reason=body.reason) for one in body.tasks
    }
    return await done(work, around, commands)


async def done(
    work: Work, around: Surroundings, commands: Mapping[TaskNamed, DossierCommand]
) -> Carried:
    own = municipality_id(work.actor.municipality)
    again = await working.begun(counter(around), work.order_of(own, next(iter(commands.values()))))
    orders = [order_for(work, one, command) for one, command in commands.items()]
    receipts = await working.each_of(counter(around), orders)
    found = tuple(map(told, commands, receipts))
    return Carried(AllDone(position=max(one.position or 0 for one in found), tasks=found), again)


def order_for(work: Work, one: TaskNamed, command: DossierCommand) -> Order:
    order = work.order_of(CaseId(one.case_id), command)
    return replace(order, key=working.key_of(order.key, TaskId(one.task_id)))


def told(one: TaskNamed, receipt: Receipt | Rejected) -> Done:
    refused = isinstance(receipt, Rejected)
    return Done(
        case_id=one.case_id,
        task_id=one.task_id,
        position=None if refused else receipt.position,
        code=receipt.code if refused else None,
    )


def counter(around: Surroundings) -> Counter:
    return Counter(around.journal, around.citizens, around.desk, around.turns)
