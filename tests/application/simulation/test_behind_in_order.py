"""What is recorded behind the player stands in order of days, and of what a citizen takes."""

import asyncio
from threading import BrokenBarrierError
from uuid import uuid4

import pytest

from application.ports.journal import Claim, Decided, NewCitizen
from application.simulation.behind import WrittenBehind
from application.simulation.time import SimulatedTime
from application.simulation.traits import A_DAY
from domain.case.commands import AddNote
from domain.shared.envelope import CaseId, CitizenId
from infrastructure.memory import MemoryJournal
from tests.support.examples import add_note
from tests.support.journals import order
from tests.support.slow_journal import NOTED, Slow, now


def test_nothing_is_recorded_of_a_day_before_all_is_of_the_one_before_by_everybody() -> None:
    async def speak(journal: Slow, behind: WrittenBehind) -> None:
        others = asyncio.Event()

        async def others_are_done() -> None:
            assert len(journal.given) == 1
            await others.wait()

        await behind.append(today, NOTED, 0)
        behind.wait_for(others_are_done)
        await behind.append(tomorrow, NOTED, 0)
        for _ in range(100):
            await asyncio.sleep(0)
        assert (journal.given, log.now) == ([today.command], today.received_at)
        others.set()
        await behind.all_recorded()
        assert log.now == tomorrow.received_at

    today = order(add_note("i dag"))
    tomorrow = order(add_note("i morgen"), case_id=CaseId(uuid4()), at=today.received_at + A_DAY)
    journal, log = Slow(), SimulatedTime(today.received_at - A_DAY)
    asyncio.run(speak(journal, WrittenBehind(journal, log)))
    assert journal.given == [today.command, tomorrow.command]


def test_what_the_registry_is_told_of_a_citizen_stays_in_order() -> None:
    """An only case of then is one of two now: who was told first is recorded first."""

    async def speak(journal: Slow, behind: WrittenBehind) -> None:
        for text in ("en", "to"):
            await behind.append(order(add_note(text)), NOTED, 0 if text == "en" else 1)
        only = Decided(NOTED.facts, only_case_of=citizen.citizen_id)
        await behind.append(order(add_note("eneste")), only, 2)
        report = Decided(NOTED.facts, (claim,), citizen)
        await behind.append(order(add_note("ny sag"), case_id=CaseId(uuid4())), report, 0)
        await behind.all_recorded()
        assert texts(journal) == ["en", "to", "eneste", "ny sag"]

    citizen = NewCitizen(CitizenId(uuid4()), "1203751231")
    claim = Claim("open_absence", f"{citizen.citizen_id}/2026-01-05")
    journal = Slow()
    asyncio.run(speak(journal, WrittenBehind(journal)))


def texts(journal: Slow) -> list[str]:
    return [one.text for one in journal.given if isinstance(one, AddNote)]


def test_what_others_fail_in_is_raised() -> None:
    async def fail() -> None:
        raise BrokenBarrierError

    async def late(behind: WrittenBehind) -> None:
        behind.wait_for(fail)
        await behind.all_recorded()

    with pytest.raises(BrokenBarrierError):
        asyncio.run(late(WrittenBehind(MemoryJournal(now))))
