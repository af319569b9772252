"""Recording behind the player's back: the same log, in order, and no refusal is lost."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from application.errors import VersionMismatch
from application.ports.journal import Decided, Order, Receipt
from application.simulation.behind import ON_THEIR_WAY, WrittenBehind
from application.simulation.player import SimulatedTime, player
from application.simulation.traits import A_DAY, Plan
from domain.case.events import NoteAdded
from domain.dossier.dossier import DossierCommand, Fact, Recorded
from domain.run.commands import FinishRun
from domain.shared.envelope import CaseId
from infrastructure.memory import MemoryJournal
from tests.support.examples import CASE, TODAY, add_note
from tests.support.journals import order
from tests.support.office import RememberedFiles

PLAN = Plan(12, 4, date(2026, 1, 5), date(2026, 3, 8), 2)
NOTED = Decided((Fact(CASE, NoteAdded(text="Set")),))
FINISHED = FinishRun(name="nightly", day=TODAY, done=1, refused=())


class Slow(MemoryJournal):
    """A journal that takes its time, more of it the first time; it says what it recorded."""

    def __init__(self) -> None:
        super().__init__(now)
        self.given = list[DossierCommand]()

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        for _ in range(20 - len(self.given)):
            await asyncio.sleep(0)
        receipt = await super().append(order, decided, expected_version)
        self.given.append(order.command)
        return receipt


def now() -> datetime:
    return datetime.now(UTC)


def test_a_population_has_the_same_log() -> None:
    assert told(lambda journal: journal) == told(WrittenBehind)


def told(between: Callable[[MemoryJournal], MemoryJournal | WrittenBehind]) -> list[object]:
    return asyncio.run(played(between))


async def played(
    between: Callable[[MemoryJournal], MemoryJournal | WrittenBehind],
) -> list[object]:
    time = SimulatedTime(datetime(2026, 1, 1, tzinfo=UTC))
    journal = MemoryJournal(time)
    through = between(journal)
    one = player(PLAN, through, RememberedFiles(), time, lambda _: True)
    for n in range((PLAN.last_day - PLAN.first_day).days + 1):
        await one.play(PLAN.first_day + n * A_DAY)
        if isinstance(through, WrittenBehind):
            await through.all_recorded()
    log = [each async for page in journal.pages() for each in page.recorded]
    return sorted(map(place, log), key=str)


def place(one: Recorded) -> tuple[object, ...]:
    at = one.envelope
    return at.case_id, at.dossier_version, at.stream_id, at.version, at.received_at, one.event


def test_what_is_told_of_one_dossier_stays_in_order_and_a_run_speaks_last() -> None:
    async def speak(journal: Slow, behind: WrittenBehind) -> None:
        receipts = [await behind.append(asked, NOTED, at) for at, asked in enumerate(notes)]
        assert [one.version for one in receipts] == [1, 2, 3]
        assert journal.given == []
        await behind.append(order(FINISHED, case_id=CaseId(uuid4())), NOTED, 0)

    notes = [order(add_note(text)) for text in ("en", "to", "tre")]
    journal = Slow()
    asyncio.run(speak(journal, WrittenBehind(journal)))
    assert journal.given == [*(one.command for one in notes), FINISHED]


@pytest.mark.parametrize("times", [1, ON_THEIR_WAY + 1])
def test_what_the_log_refused_is_raised(times: int) -> None:
    async def late(behind: WrittenBehind) -> None:
        for _ in range(times):
            await behind.append(order(add_note("for sent")), NOTED, 7)
        await behind.all_recorded()

    with pytest.raises(VersionMismatch):
        asyncio.run(late(WrittenBehind(MemoryJournal(now))))
