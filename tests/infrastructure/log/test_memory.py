"""The journal in memory says what the real one says: the same story, told to both."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from application.errors import KeyReused, Taken, VersionMismatch
from application.ports.journal import Citizens, Claim, Decided, Journal, NewCitizen, Receipt
from domain.shared.envelope import CaseId, CitizenId, Envelope
from domain.shared.errors import NotFound, Rejected
from infrastructure.memory import MemoryJournal
from tests.infrastructure.log.orders import (
    ELSEWHERE,
    HERE,
    Log,
    SetClock,
    asker,
    decided,
    note,
    order,
    task_opened,
)

ONE, TWO, TASK = CaseId(UUID(int=1)), CaseId(UUID(int=2)), UUID(int=3)
MESSAGE = Claim("message", "4711")
CITIZEN = NewCitizen(CitizenId(UUID(int=4)), "1203751231")
SAME = NewCitizen(CitizenId(UUID(int=5)), "1203751231")

Said = list[object]


@dataclass(frozen=True)
class Refusal:
    kind: type[Rejected]
    text: str
    more: Mapping[str, str | int]


async def tell(journal: Journal, citizens: Citizens, clock: SetClock) -> Said:
    """Everything a journal can be asked; gives all it said."""
    said: Said = []

    async def append(case: CaseId, what: Decided, version: int, key: str, **more: object) -> None:
        asked = replace(order(case, key, command_id=UUID(int=9)), correlation=UUID(int=8))
        asked = replace(asked, **more)
        said.append(plain((await journal.load(asked)).receipt) if not more else None)
        try:
            said.append(plain(await journal.append(asked, what, version)))
        except Rejected as refused:
            said.append(Refusal(type(refused), str(refused), refused.more))
        clock.forward(minutes=1)

    first = Decided(decided(ONE, note()).facts, (MESSAGE,), CITIZEN)
    task = Decided(tuple(replace(f, follows=0) for f in decided(ONE, task_opened()).facts))
    await append(ONE, first, 0, "a")
    await append(ONE, task, 1, "b")
    await append(ONE, decided(ONE, task_opened(), note(), stream=TASK), 2, "c")
    await append(ONE, decided(ONE), 1, "stale")
    await append(ONE, decided(ONE), 2, "c")
    await append(ONE, decided(ONE), 4, "c", fingerprint="other")
    await append(ONE, Decided(()), 4, "nothing")
    await append(TWO, first, 0, "taken")
    await append(TWO, Decided(first.facts, (), SAME), 0, "another id")
    back = replace(MESSAGE, released=True)
    await append(TWO, Decided((), (back,)), 0, "not theirs to give back")
    await append(TWO, first, 0, "still taken")
    await append(ONE, Decided((), (back,)), 4, "given back")
    alone = Decided(decided(ONE).facts, only_case_of=CITIZEN.citizen_id)
    await append(ONE, alone, 4, "the only one")
    await append(TWO, Decided(decided(TWO).facts, (MESSAGE,), CITIZEN), 0, "free again")
    await append(ONE, alone, 5, "one of two")
    theirs = replace(order(ONE).actor, municipality=ELSEWHERE)
    again, himself = UUID(int=7), asker("a-person", None, HERE)
    await append(TWO, decided(TWO), 0, "b", actor=asker("bo", "a-program", HERE), command_id=again)
    await append(TWO, decided(TWO), 0, "b", actor=theirs, command_id=again)
    await append(ONE, decided(ONE), 5, "b", actor=himself)
    await append(ONE, decided(ONE), 5, "theirs", actor=theirs)
    await append(ONE, decided(ONE), 0, "theirs", actor=theirs)
    for case in (ONE, TWO):
        loaded = await journal.load(order(case))
        said += [(each.event, seen(each.envelope)) for each in loaded.recorded]
        said += [loaded.municipality, loaded.receipt, loaded.version]
    hidden = await journal.load(replace(order(ONE, "a"), actor=theirs))
    said += [hidden.recorded, hidden.municipality, hidden.receipt]
    said += [await citizens.identify(CITIZEN.cpr), await citizens.identify("2405682342")]
    said += [sorted(await citizens.cases_of(CITIZEN.citizen_id))]
    said += [len(await journal.history(ONE, position=2)), len(await journal.history(ONE))]
    for place in (HERE, ELSEWHERE):
        said += [len(await journal.history(ONE, municipality=place))]
    return said


def plain(receipt: Receipt | None) -> object:
    return receipt and replace(receipt, replayed=False)


def seen(envelope: Envelope) -> Envelope:
    return envelope._replace(release="either")


def test_both_journals_say_the_same(log: Log) -> None:
    clock = SetClock()
    memory = MemoryJournal(clock)
    in_memory = asyncio.run(tell(memory, memory, clock))
    on_disk = log.run(lambda journal: tell(journal, journal.citizens, log.clock))
    assert in_memory == on_disk
    refusals = {each.kind for each in on_disk if isinstance(each, Refusal)}
    assert refusals == {VersionMismatch, KeyReused, Taken, NotFound}


def test_the_log_in_memory_is_read_page_by_page() -> None:
    async def story() -> None:
        journal = MemoryJournal(SetClock())
        assert [page async for page in journal.pages()] == []
        await journal.append(order(ONE), decided(ONE, note(), note()), 0)
        (page,) = [page async for page in journal.pages(1)]
        assert ([each.envelope.position for each in page.recorded], page.head) == ([2], 2)
        assert page.recorded[0].envelope.municipality == HERE

    asyncio.run(story())
