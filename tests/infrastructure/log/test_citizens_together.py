"""Who asks for the cases of a citizen in one turn shares a call; each has its own answer."""

import asyncio
from collections.abc import Sequence
from uuid import uuid4

import pytest

from application.ports.journal import Decided, NewCitizen
from domain.shared.envelope import CaseId, CitizenId
from infrastructure.log.citizens import Cases, PostgresCitizens
from infrastructure.log.journal import PostgresJournal
from tests.infrastructure.log.orders import Log, decided, new_case, order

CPRS = ("1203751231", "1203751232", "1203751233")  # failing check digits: nobody's
PATIENCE = 300  # seconds


async def registered(journal: PostgresJournal, citizen: NewCitizen, cases: int) -> list[CaseId]:
    found = [new_case() for _ in range(cases)]
    for case_id in found:
        await journal.append(order(case_id), Decided(decided(case_id).facts, (), citizen), 0)
    return sorted(found, key=lambda one: one.int)


def test_each_citizen_has_its_own_cases_also_where_many_ask_at_once(log: Log) -> None:
    citizens = [NewCitizen(CitizenId(uuid4()), cpr) for cpr in CPRS]

    async def story(journal: PostgresJournal) -> None:
        theirs = {
            citizen.citizen_id: await registered(journal, citizen, cases)
            for cases, citizen in enumerate(citizens)
        }
        asked = [*theirs, *theirs, CitizenId(uuid4())]
        async with asyncio.timeout(PATIENCE):
            told = await asyncio.gather(*map(journal.citizens.cases_of, asked))
        assert [[*each] for each in told] == [theirs.get(one, []) for one in asked]
        alone = [await journal.citizens.cases_of(one) for one in theirs]
        assert [[*each] for each in alone] == [*theirs.values()]

    log.run(story)


def test_they_share_a_call_and_who_asks_later_has_a_later_one(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[int]()

    async def counted(_: PostgresCitizens, citizens: Sequence[CitizenId]) -> dict[CitizenId, Cases]:
        asked.append(len(citizens))
        return {}

    async def story(journal: PostgresJournal) -> None:
        cases_of = journal.citizens.cases_of
        first = asyncio.gather(*(cases_of(CitizenId(uuid4())) for _ in range(8)))
        await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(first, cases_of(CitizenId(uuid4())))
        assert asked == [8, 1]

    monkeypatch.setattr(PostgresCitizens, "_cases", counted)
    log.run(story)


def test_what_the_database_says_no_to_is_told_to_all_but_who_has_gone(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(_: PostgresCitizens, __: Sequence[CitizenId]) -> object:
        await asyncio.sleep(0)
        raise ConnectionError

    async def story(journal: PostgresJournal) -> None:
        asking = [
            asyncio.ensure_future(journal.citizens.cases_of(CitizenId(uuid4()))) for _ in range(3)
        ]
        await asyncio.sleep(0)
        asking[0].cancel()
        async with asyncio.timeout(PATIENCE):
            told = await asyncio.gather(*asking, return_exceptions=True)
        kinds = [asyncio.CancelledError, ConnectionError, ConnectionError]
        assert [type(each) for each in told] == kinds

    monkeypatch.setattr(PostgresCitizens, "_cases", lost)
    log.run(story)
