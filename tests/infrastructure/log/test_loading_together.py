"""Dossiers asked for at the same moment are read by one call; each asker gets what is his."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

import pytest

from domain.shared.envelope import CaseId
from infrastructure.log.asking import Questions
from infrastructure.log.loader import DOSSIERS, LOAD_MANY, Loader
from infrastructure.log.rows import CASE, DOSSIER_VERSION, Row
from tests.infrastructure.log.orders import ELSEWHERE, HERE, Log, decided, new_case, note, order

MANY = 3 * DOSSIERS


@dataclass
class Counted(Questions):
    """Questions that are counted; `failing` of them do not arrive."""

    log: Log
    asked: list[bytes] = field(default_factory=list[bytes])
    failing: int = 0

    def __post_init__(self) -> None:
        super().__init__(self.log.database, 2)

    async def ask(self, query: bytes, parameters: Sequence[object]) -> list[Row]:
        self.asked.append(query)
        if self.failing:
            self.failing -= 1
            await asyncio.sleep(0)
            raise RuntimeError("it did not arrive")
        return await super().ask(query, parameters)


@asynccontextmanager
async def loading(log: Log) -> AsyncGenerator[tuple[Loader, Counted]]:
    questions = Counted(log)
    async with questions.pool:
        yield Loader(questions, log.clock), questions


async def written(log: Log, *lengths: int) -> list[CaseId]:
    """Write a case of each length, the last event of each under the key of its number."""
    cases = [new_case() for _ in lengths]
    async with log.journal() as journal:
        for number, (case_id, length) in enumerate(zip(cases, lengths, strict=True)):
            notes = decided(case_id, *[note(f"{number}/{place}") for place in range(length)])
            await journal.append(order(case_id, f"key {number}"), notes, 0)
    return cases


def read(rows: Sequence[Row]) -> tuple[set[UUID], list[int]]:
    return {row[CASE] for row in rows}, [row[DOSSIER_VERSION] for row in rows]


def test_each_gets_his_own_dossier_in_order_and_few_calls_are_made(log: Log) -> None:
    async def story() -> None:
        cases = await written(log, *(1 + place % 3 for place in range(MANY)))
        async with loading(log) as (loader, questions):
            found = await asyncio.gather(*(loader.load(order(each)) for each in cases))
            for place, (case_id, (rows, receipt)) in enumerate(zip(cases, found, strict=True)):
                assert read(rows) == ({case_id}, [*range(1, 2 + place % 3)])
                assert receipt is None
            assert questions.asked == [LOAD_MANY] * (MANY // DOSSIERS)  # the first ones too

    asyncio.run(story())


def test_each_gets_the_receipt_of_his_own_key_and_client(log: Log) -> None:
    async def story() -> None:
        cases = await written(log, 1, 1, 1)
        asked = [
            order(cases[0]),
            order(cases[0], "key 0"),
            order(cases[1], "key 1"),
            order(cases[2], "key 2", client="another program"),
        ]
        async with loading(log) as (loader, questions):
            found = await asyncio.gather(*(loader.load(each) for each in asked))
            receipts = [receipt and receipt["key"] for _, receipt in found]
            assert receipts == [None, "key 0", "key 1", None]
            assert [len(rows) for rows, _ in found] == [1, 1, 1, 1]
            assert LOAD_MANY in questions.asked

    asyncio.run(story())


def test_a_key_is_forgotten_after_90_days_by_many_as_well(log: Log) -> None:
    async def story() -> None:
        cases = await written(log, 1, 1, 1)
        log.clock.forward(days=91)
        asked = [order(each, f"key {number}") for number, each in enumerate(cases)]
        async with loading(log) as (loader, _):
            found = await asyncio.gather(*(loader.load(each) for each in asked))
            assert [receipt for _, receipt in found] == [None, None, None]

    asyncio.run(story())


def test_nobody_sees_the_cases_of_another_municipality(log: Log) -> None:
    async def story() -> None:
        cases = await written(log, 1, 1, 1, 1)
        places = [ELSEWHERE, HERE, ELSEWHERE, HERE]
        asked = [order(each, municipality=at) for each, at in zip(cases, places, strict=True)]
        async with loading(log) as (loader, _):
            found = await asyncio.gather(*(loader.load(each) for each in asked))
            assert [len(rows) for rows, _ in found] == [0, 1, 0, 1]

    asyncio.run(story())


def test_one_dossier_is_read_for_everybody_who_asks_for_it(log: Log) -> None:
    async def story() -> None:
        (case_id,) = await written(log, 3)
        async with loading(log) as (loader, _):
            found = await asyncio.gather(*(loader.load(order(case_id)) for _ in range(4)))
            assert [read(rows) for rows, _ in found] == [({case_id}, [1, 2, 3])] * 4

    asyncio.run(story())


def test_a_call_that_fails_is_told_to_its_askers_and_to_nobody_else(log: Log) -> None:
    async def story() -> None:
        cases = await written(log, *([1] * (DOSSIERS + 2)))
        async with loading(log) as (loader, questions):
            questions.failing = 1  # the first call
            loads = [asyncio.create_task(loader.load(order(each))) for each in cases]
            found = await asyncio.gather(*loads, return_exceptions=True)
            failed = [isinstance(each, RuntimeError) for each in found]
            assert failed == [True] * DOSSIERS + [False, False]

    asyncio.run(story())


@pytest.mark.parametrize("place", [0, 1])
def test_who_stops_waiting_keeps_nobody_else_from_his_dossier(log: Log, place: int) -> None:
    async def story() -> None:
        cases = await written(log, 1, 1, 1)
        async with loading(log) as (loader, _):
            loads = [asyncio.create_task(loader.load(order(each))) for each in cases]
            await asyncio.sleep(0)
            loads[place].cancel()
            others = [load for load in loads if load is not loads[place]]
            assert [len(rows) for rows, _ in await asyncio.gather(*others)] == [1, 1]
            assert len((await loader.load(order(cases[place])))[0]) == 1

    asyncio.run(story())
