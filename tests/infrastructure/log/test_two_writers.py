"""Two programs on one log: a blocking task opened, benefit granted or money sent: never both."""

import asyncio

import pytest

from application.errors import VersionMismatch
from application.handle import handle
from application.ports.journal import Order
from domain.task.events import TaskOpened
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import Log
from tests.support.errands import hold_payment, open_task, release_payment, send_payment
from tests.support.examples import BERIT, CASE, MACHINE, NOON, grant
from tests.support.histories import INCLUDED, ORDERED, READY
from tests.support.journals import Interrupted, order, seen

RACES = {
    "decision": (READY, grant()),
    "release": ((*ORDERED, hold_payment()), release_payment()),
    "payment": (INCLUDED, send_payment()),
}


async def at_once(first: PostgresJournal, second: PostgresJournal, *orders: Order) -> list[str]:
    """Both have read before either writes; gives what became of each."""
    read = asyncio.Barrier(len(orders))
    ended = await asyncio.gather(
        *(
            handle(one, Interrupted(journal, read.wait), journal.citizens)
            for one, journal in zip(orders, (first, second), strict=True)
        ),
        return_exceptions=True,
    )
    return [type(one).__name__ for one in ended]


@pytest.mark.parametrize("programs", [1, 2])
@pytest.mark.parametrize("race", RACES)
def test_of_two_who_saw_the_same_version_one_is_refused(log: Log, race: str, programs: int) -> None:
    history, command = RACES[race]
    log.clock.now = NOON

    async def story(journal: PostgresJournal) -> None:
        for one in history:
            await handle(order(one), journal, journal.citizens)
        before = await journal.history(CASE)
        task, other = order(open_task(), BERIT), order(command, MACHINE)
        asked = (seen(task, len(before)), seen(other, len(before)))
        async with log.journal() as beside:
            ended = await at_once(journal, beside if programs > 1 else journal, *asked)
        assert sorted(ended) == ["Receipt", VersionMismatch.__name__]
        added = (await journal.history(CASE))[len(before) :]
        by_the_task = any(isinstance(one.event, TaskOpened) for one in added)
        assert by_the_task is (ended[0] == "Receipt")
        assert {one.envelope.command_id for one in added} == {
            (task if by_the_task else other).command_id
        }

    log.run(story)
