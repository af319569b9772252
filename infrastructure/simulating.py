"""Plays a simulation in processes of its own, each the cases of some municipalities, day by day."""

import asyncio
import gc
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import time as hours
from functools import partial
from multiprocessing.sharedctypes import Synchronized, SynchronizedArray
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import BrokenBarrierError
from time import monotonic
from uuid import UUID

import uvloop

from application.runs.clockwork import RUNS
from application.runs.office import Errand
from application.runs.schedule import due
from application.simulation.behind import WrittenBehind
from application.simulation.division import divided
from application.simulation.player import player
from application.simulation.time import SimulatedTime
from application.simulation.traits import A_DAY, FIRST_CODE, Plan
from domain.shared.envelope import Municipality
from infrastructure.log.journal import open_journal
from infrastructure.log.keys import KeyStore
from infrastructure.office import EXPORTS
from infrastructure.own_processes import processes
from infrastructure.payment_files import ObligingBank
from infrastructure.postgres.server import Database

RARELY = (200_000, 20, 100)  # garbage collection: dossiers are kept, and few of them are cycles
MOMENT = 0.002  # seconds between two looks at how far the others have come
LOOK = 0.2  # seconds between two looks at how far it has come
Reached = Callable[[int, int], None]  # so many days were played, of so many


@dataclass(frozen=True)
class Share:
    """What one of several processes plays: the cases of its own municipalities."""

    database: Database
    data_dir: Path
    plan: Plan
    place: int = 0
    own: frozenset[Municipality] = frozenset()

    @property
    def days(self) -> int:
        return (self.plan.last_day - self.plan.first_day).days + 1


@dataclass(frozen=True)
class Together:
    """What the processes share: none records of a day before all have recorded the one before."""

    ready: Barrier
    played: "Synchronized[int]"
    recorded: "SynchronizedArray[int]"  # days, by process

    async def have_recorded(self, place: int, days: int) -> None:
        """Say how many days this process has recorded, and wait for the others."""
        self.recorded[place] = days
        while min(self.recorded[:]) < days:
            if self.ready.broken:
                raise BrokenBarrierError
            await asyncio.sleep(MOMENT)


@dataclass(frozen=True, slots=True)
class Played:
    """What was refused, by code, and between which moments of the machine's clock it was played."""

    refused: Counter[str]
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        return self.ended - self.began


def play(whole: Share, reached: Reached) -> Played:
    """Play it with as many processes as there are cores and municipalities.

    The log is the same however many they are: nothing happens between municipalities. The time is
    from the first day's beginning, when all processes are ready.
    """
    plan, of = whole.plan, min(len(os.sched_getaffinity(0)), whole.plan.municipalities)
    with KeyStore(whole.data_dir / "keys") as keys:
        keys.create(dossiers(plan))
    spawn = multiprocessing.get_context("spawn")
    together = Together(spawn.Barrier(of), spawn.Value("i", 0), spawn.Array("i", of))
    own = enumerate(divided(plan, of))
    shares = [Share(whole.database, whole.data_dir, plan, place, here) for place, here in own]
    with processes(of, begin, together) as pool:
        running = [pool.submit(work, share) for share in shares]
        while wait(running, LOOK).not_done:
            reached(together.played.value, whole.days)
        return together_played([one.result() for one in running])


def dossiers(plan: Plan) -> Iterator[UUID]:
    """Name every dossier that may be begun: those of the cases, and of the runs by the schedule."""
    yield from (plan.case_id(number) for number in range(plan.cases))
    first, last = (datetime.combine(day, hours.min, UTC) for day in (plan.first_day, plan.last_day))
    for one in due(first - A_DAY, last + A_DAY):
        for code in range(FIRST_CODE, FIRST_CODE + plan.municipalities):
            yield RUNS[one.name].dossier(Errand(one.name, Municipality(code), one.day))


def together_played(shares: Sequence[Played]) -> Played:
    refused = sum((one.refused for one in shares), Counter[str]())
    return Played(refused, min(one.began for one in shares), max(one.ended for one in shares))


def begin(together: Together) -> None:
    """Remember, in a new process, what it shares; what it makes is kept, so little is collected."""
    global beside  # noqa: PLW0603  (handed over when the process starts, and only then)
    beside = together
    gc.set_threshold(*RARELY)


beside: Together | None = None


def work(share: Share) -> Played:
    if beside is None:
        raise RuntimeError("a process of a simulation was not told what it shares")
    try:
        return uvloop.run(played(share, beside))
    except BaseException:
        beside.ready.abort()  # the others would wait for a day that never ends
        raise


async def played(share: Share, together: Together) -> Played:
    plan = share.plan
    time = SimulatedTime(datetime.combine(plan.first_day, hours.min, UTC))
    files = ObligingBank(share.data_dir / EXPORTS / "payments")
    log = SimulatedTime(time.now)
    async with open_journal(share.database, share.data_dir, clock=log, simulated=True) as journal:
        journal.keys.ciphers(dossiers(plan))  # at hand: none is made or looked up while it plays
        behind = WrittenBehind(journal, log)
        one = player(plan, behind, files, time, share.own.__contains__)
        together.ready.wait()
        began = monotonic()
        for day in range(share.days):
            gc.freeze()  # the dossiers of the days before are not looked through again
            await one.play(plan.first_day + day * A_DAY)
            behind.wait_for(partial(together.have_recorded, share.place, day + 1))
            together.played.value = day + 1
        await behind.all_recorded()
    return Played(one.refused, began, monotonic())
