"""Commands in one dossier take turns; those in others do not wait for them."""

import asyncio
import gc
from dataclasses import dataclass, field
from datetime import date

from application.ports.journal import Loaded, Order
from application.turns import Turns
from domain.case.commands import AddNote
from domain.case.events import NoteAdded
from domain.shared.envelope import CaseId
from tests.support.examples import CASE, report_absence
from tests.support.journals import desk_after, order
from tests.support.passing_on import PassingOn
from tests.support.two_cases import OTHER

CROWD = 50


@dataclass
class Slow(PassingOn):
    """A journal that lets others run between what it reads and what it writes."""

    reading: asyncio.Event | None = None  # of the other dossier: reads only when it is set
    loads: list[CaseId] = field(default_factory=list[CaseId])

    async def load(self, order: Order) -> Loaded:
        loaded = await self.journal.load(order)
        self.loads.append(order.case_id)
        if self.reading and order.case_id == CASE:
            await self.reading.wait()
        await asyncio.sleep(0)
        return loaded


def note(text: str, case_id: CaseId = CASE) -> Order:
    return order(AddNote(text=text), case_id=case_id)


def test_fifty_notes_at_once_are_all_recorded_each_read_once_and_in_their_order() -> None:
    desk, turns = desk_after(report_absence()), Turns()
    journal = Slow(desk.journal)

    async def story() -> None:
        notes = [note(f"{number}") for number in range(CROWD)]
        await asyncio.gather(*(turns.take(one, journal, desk.journal) for one in notes))

    asyncio.run(story())
    texts = [one.event.text for one in desk.log() if isinstance(one.event, NoteAdded)]
    assert texts == [f"{number}" for number in range(CROWD)]
    assert journal.loads == [CASE] * CROWD


def test_a_dossier_does_not_wait_for_another_and_nothing_is_kept_of_either() -> None:
    desk, turns = desk_after(report_absence()), Turns()
    desk.ask(report_absence(date(2020, 4, 28)), case_id=OTHER)

    async def story() -> None:
        reading = asyncio.Event()
        journal = Slow(desk.journal, reading)
        waits = asyncio.create_task(turns.take(note("waits"), journal, desk.journal))
        await asyncio.sleep(0)  # it has begun to read
        async with asyncio.timeout(300):
            await turns.take(note("goes on", OTHER), journal, desk.journal)
        assert not waits.done()
        reading.set()
        await waits

    asyncio.run(story())
    gc.collect()
    assert turns == Turns()


def test_who_gives_up_waiting_lets_the_next_one_go() -> None:
    desk, turns = desk_after(report_absence()), Turns()

    async def story() -> None:
        reading = asyncio.Event()
        journal = Slow(desk.journal, reading)
        first = asyncio.create_task(turns.take(note("first"), journal, desk.journal))
        gone = asyncio.create_task(turns.take(note("gone"), journal, desk.journal))
        await asyncio.sleep(0)
        gone.cancel()
        reading.set()
        await first
        await turns.take(note("last"), journal, desk.journal)

    asyncio.run(story())
    texts = [one.event.text for one in desk.log() if isinstance(one.event, NoteAdded)]
    assert texts == ["first", "last"]
