"""Processes that play one simulation keep the days of their log together."""

import asyncio
import multiprocessing
from threading import BrokenBarrierError

import pytest

from infrastructure.simulating import MOMENT, Together


def two() -> Together:
    spawn = multiprocessing.get_context("spawn")
    return Together(spawn.Barrier(2), spawn.Value("i", 0), spawn.Array("i", 2))


def test_nobody_goes_on_before_the_others_have_recorded_as_many_days() -> None:
    async def story(together: Together) -> None:
        first = asyncio.create_task(together.have_recorded(0, 3))
        for days in (2, 3):
            await asyncio.sleep(3 * MOMENT)
            assert not first.done()
            together.recorded[1] = days
        async with asyncio.timeout(300):
            await first
        assert together.recorded[:] == [3, 3]

    asyncio.run(story(two()))


def test_who_waits_for_a_process_that_failed_fails_too() -> None:
    async def story(together: Together) -> None:
        together.ready.abort()
        async with asyncio.timeout(300):
            await together.have_recorded(0, 1)

    with pytest.raises(BrokenBarrierError):
        asyncio.run(story(two()))
