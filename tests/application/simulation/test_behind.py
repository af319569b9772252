"""Recording behind the player's back: the same log, in order, and no refusal is lost."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from application.errors import Taken, VersionMismatch
from application.ports.journal import Claim, Decided
from application.simulation.behind import WrittenBehind
from application.simulation.pages import A_PAGE
from application.simulation.player import player
from application.simulation.time import SimulatedTime
from application.simulation.traits import A_DAY, Plan
from domain.dossier.dossier import Recorded
from domain.run.commands import CloseRun, FinishRun
from domain.shared.envelope import CaseId
from domain.shared.money import Money
from infrastructure.memory import MemoryJournal
from tests.support.examples import CASE, TODAY, add_note
from tests.support.journals import order
from tests.support.office import RememberedFiles
from tests.support.slow_journal import NOTED, Slow, now

PLAN = Plan(12, 4, date(2026, 1, 5), date(2026, 3, 8), 2)
FINISHED = FinishRun(name="nightly", day=TODAY, done=1, refused=())
CLOSED = CloseRun(payments=0, total=Money(0), control_sum="")


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
    log = await everything(journal)
    return sorted(map(place, log), key=str)


async def everything(journal: MemoryJournal) -> list[Recorded]:
    return [each async for page in journal.pages() for each in page.recorded]


def place(one: Recorded) -> tuple[object, ...]:
    at = one.envelope
    return at.case_id, at.dossier_version, at.stream_id, at.version, at.received_at, one.event


def test_what_is_told_of_one_dossier_stays_in_order() -> None:
    async def speak(journal: Slow, behind: WrittenBehind) -> None:
        receipts = [await behind.append(asked, NOTED, at) for at, asked in enumerate(notes)]
        assert [one.version for one in receipts] == [1, 2, 3]
        assert journal.given == []
        await behind.all_recorded()

    notes = [order(add_note(text)) for text in ("en", "to", "tre")]
    journal = Slow()
    asyncio.run(speak(journal, WrittenBehind(journal)))
    assert journal.given == [one.command for one in notes]


def test_a_run_speaks_after_what_it_speaks_of() -> None:
    async def speak(journal: Slow, behind: WrittenBehind) -> None:
        await behind.append(before, NOTED, 0)
        await behind.append(order(FINISHED, case_id=CaseId(uuid4())), NOTED, 0)
        assert journal.given == []
        await behind.all_recorded()

    before = order(add_note("før"))
    journal = Slow()
    asyncio.run(speak(journal, WrittenBehind(journal)))
    assert journal.given == [before.command, FINISHED]


def test_what_follows_the_word_of_a_run_is_recorded_after_it() -> None:
    async def speak(journal: Slow, behind: WrittenBehind) -> None:
        await behind.append(before, NOTED, 0)
        await behind.append(order(CLOSED, case_id=CaseId(uuid4())), NOTED, 0)
        await behind.append(after, NOTED, 0)
        assert journal.given == []
        await behind.all_recorded()

    before = order(add_note("før"))
    after = order(add_note("efter"), case_id=CaseId(uuid4()))
    journal = Slow()
    asyncio.run(speak(journal, WrittenBehind(journal)))
    assert journal.given == [before.command, CLOSED, after.command]


def test_a_claim_is_answered_at_once_as_the_log_will() -> None:
    async def claim(journal: Slow, behind: WrittenBehind) -> None:
        await behind.append(mine, claiming, 0)
        with pytest.raises(Taken):
            await behind.append(theirs, claiming, 0)
        assert journal.given == []
        await behind.all_recorded()

    mine, theirs = order(add_note("min")), order(add_note("din"), case_id=CaseId(uuid4()))
    claiming = replace(NOTED, claims=(Claim("open_absence", "en"),))
    journal = Slow()
    asyncio.run(claim(journal, WrittenBehind(journal)))
    assert journal.given == [mine.command]


def test_a_claim_given_back_is_free_and_only_its_holder_gives_it_back() -> None:
    async def claim(behind: WrittenBehind) -> None:
        for case_id, released in ((CASE, False), (other, True)):
            await behind.append(order(add_note("en"), case_id=case_id), claiming(released), 0)
        with pytest.raises(Taken):
            await behind.append(order(add_note("to"), case_id=other), claiming(), 1)
        await behind.append(order(add_note("to")), claiming(released=True), 1)
        await behind.append(order(add_note("to"), case_id=other), claiming(), 1)
        await behind.all_recorded()

    def claiming(released: bool = False) -> Decided:  # noqa: FBT001, FBT002  (a claim's word)
        return replace(NOTED, claims=(Claim("open_absence", "en", released),))

    other = CaseId(uuid4())
    asyncio.run(claim(WrittenBehind(MemoryJournal(now))))


async def written(behind: WrittenBehind) -> None:
    """Let what is being written come to its end, whatever it is; nothing more is asked for."""
    if behind.writing is not None:
        await asyncio.wait([behind.writing])


def test_a_full_page_is_recorded_and_less_waits_until_it_is_asked_for() -> None:
    async def many(journal: MemoryJournal, behind: WrittenBehind) -> None:
        for recorded in (0, A_PAGE):
            for _ in range(A_PAGE - 1):
                await behind.append(order(add_note("en"), case_id=CaseId(uuid4())), NOTED, 0)
            await written(behind)
            assert len(await everything(journal)) == recorded
        await behind.all_recorded()
        assert len(await everything(journal)) == 2 * A_PAGE - 2

    journal = MemoryJournal(now)
    asyncio.run(many(journal, WrittenBehind(journal)))


def test_a_page_goes_out_while_the_player_goes_on() -> None:
    async def many(journal: MemoryJournal, behind: WrittenBehind) -> None:
        for _ in range(A_PAGE + 1):
            await behind.append(order(add_note("en"), case_id=CaseId(uuid4())), NOTED, 0)
        assert len(await everything(journal)) == A_PAGE

    journal = MemoryJournal(now)
    asyncio.run(many(journal, WrittenBehind(journal)))


def test_a_player_is_no_further_ahead_than_it_may_be() -> None:
    async def many(behind: WrittenBehind) -> None:
        for _ in range(3 * A_PAGE):
            await behind.append(order(add_note("en"), case_id=CaseId(uuid4())), NOTED, 0)
            assert len(behind.pages) <= behind.ahead

    asyncio.run(many(WrittenBehind(Slow(), ahead=A_PAGE)))


def test_several_may_wait_at_the_same_moment_and_go_on() -> None:
    async def many(journal: MemoryJournal, behind: WrittenBehind) -> None:
        async def one() -> None:
            for _ in range(A_PAGE):
                await behind.append(order(add_note("en"), case_id=CaseId(uuid4())), NOTED, 0)

        await asyncio.gather(one(), one(), one())
        await behind.all_recorded()
        assert len(await everything(journal)) == 3 * A_PAGE

    journal = Slow()
    asyncio.run(many(journal, WrittenBehind(journal, ahead=A_PAGE)))


@pytest.mark.parametrize("times", [1, A_PAGE])
def test_what_the_log_refused_is_raised(times: int) -> None:
    async def late(behind: WrittenBehind) -> None:
        for _ in range(times):
            await behind.append(order(add_note("for sent")), NOTED, 7)
        await behind.all_recorded()

    with pytest.raises(VersionMismatch):
        asyncio.run(late(WrittenBehind(MemoryJournal(now))))


def test_what_was_refused_while_nobody_waited_is_raised_with_the_next_order() -> None:
    async def late(behind: WrittenBehind) -> None:
        for _ in range(A_PAGE):
            await behind.append(order(add_note("sent"), case_id=CaseId(uuid4())), NOTED, 7)
        await written(behind)
        for _ in range(2):
            with pytest.raises(VersionMismatch):
                await behind.append(order(add_note("næste")), NOTED, 0)

    asyncio.run(late(WrittenBehind(MemoryJournal(now))))


def test_what_the_log_refused_is_raised_also_behind_another() -> None:
    async def late(behind: WrittenBehind) -> None:
        await behind.append(order(add_note("en")), NOTED, 0)
        await behind.append(order(add_note("for sent"), case_id=CaseId(uuid4())), NOTED, 7)
        await behind.all_recorded()

    with pytest.raises(VersionMismatch):
        asyncio.run(late(WrittenBehind(MemoryJournal(now))))


def test_whoever_reads_the_log_waits_for_what_is_on_its_way() -> None:
    async def read(behind: WrittenBehind) -> None:
        for at, reading in enumerate((behind.history, behind.folded, loaded)):
            await behind.append(order(add_note("en")), NOTED, at)
            await reading(CASE)
            assert len(behind.pages) == 0
            assert len(await journal.history(CASE)) == at + 1

    async def loaded(case_id: CaseId) -> None:
        await behind.load(order(add_note("to"), case_id=case_id))

    journal = Slow()
    behind = WrittenBehind(journal)
    asyncio.run(read(behind))


def test_nothing_turns_round_while_it_waits_for_the_log() -> None:
    async def wait(behind: WrittenBehind) -> None:
        await behind.append(order(add_note("en")), NOTED, 0)
        waiting = behind.all_recorded()
        assert isinstance(waiting.send(None), asyncio.Future)
        waiting.close()

    asyncio.run(wait(WrittenBehind(Slow())))
