"""How anything is measured: contestants take turns, warm, and the median of the runs counts."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from time import perf_counter
from typing import TypeVar

import uvloop

from infrastructure.staying import settle

T = TypeVar("T")
Run = Callable[[], float]  # one run of one contestant, giving its figure


def take_turns(
    contestants: Mapping[str, Run], runs: int, *, warm: bool = True
) -> dict[str, list[float]]:
    """Run A B C A B C …, so that what slows the machine down slows all of them down.

    One turn before the first is thrown away: it fills caches and plans statements (not `warm`: a
    quick look at what mostly starts processes). What all of them hold in memory is put away from
    the collector, as `sdp serve` does: nobody pays for the others.
    """
    settle()
    turns = [{name: run() for name, run in contestants.items()} for _ in range(runs + warm)]
    turns = turns[warm:]
    return {name: [turn[name] for turn in turns] for name in contestants}


def per_second(count: int, work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return count / (perf_counter() - began)


def milliseconds(times: int, work: Callable[[], object]) -> float:
    """Give the mean of one piece of work over as many times."""
    return 1000 / per_second(times, lambda: [work() for _ in range(times)])


async def together(work: Callable[[T], Awaitable[object]], items: Iterable[T], tasks: int) -> None:
    """Do the work on all items, with as many tasks at a time, each taking the next item."""
    waiting = iter(items)

    async def take() -> None:
        for item in waiting:
            await work(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(tasks):
            group.create_task(take())


def event_loop() -> asyncio.Runner:
    """Make the kind of loop that `sdp serve` runs on."""
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)
