"""Recalculates cases in processes of their own, as many as there are cores, share by share."""

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import wait
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

import uvloop

from application.runs.rerating import Rerated, Share, foresee, rerate
from infrastructure.log.identity import clock_of, identified
from infrastructure.log.journal import open_journal
from infrastructure.marks import FolderOfMarks
from infrastructure.office import open_office
from infrastructure.own_processes import processes
from infrastructure.postgres.server import Database

MARKS = "runs"
LOOK = 0.2  # seconds between two looks at how far it has come
Reached = Callable[[int, int], None]  # so many shares are done, of so many


@dataclass(frozen=True)
class Place:
    database: Database
    data_dir: Path


@dataclass(frozen=True)
class Part:
    """What one process does: every so many shares, in turn."""

    place: Place
    shares: tuple[Share, ...]
    dry_run: bool


def rerated(place: Place, wanted: list[Share], reached: Reached, *, dry_run: bool) -> Rerated:
    """Deal the shares out; one that was done before is passed over at once."""
    of = min(len(os.sched_getaffinity(0)), max(1, len(wanted)))
    parts = [Part(place, tuple(wanted[first::of]), dry_run) for first in range(of)]
    spawn = multiprocessing.get_context("spawn")
    done = spawn.Value("i", 0)
    with processes(of, begin, done) as pool:
        running = [pool.submit(work, part) for part in parts]
        while wait(running, LOOK).not_done:
            reached(done.value, len(wanted))
        return reduce(Rerated.plus, (one.result() for one in running), Rerated())


counter: "Synchronized[int] | None" = None


def begin(done: "Synchronized[int]") -> None:
    global counter  # noqa: PLW0603  (handed over when the process starts, and only then)
    counter = done


def work(part: Part) -> Rerated:
    return uvloop.run(done_in_turn(part))


async def done_in_turn(part: Part) -> Rerated:
    if not part.shares:
        return Rerated()
    database, data_dir = part.place.database, part.place.data_dir
    noon = datetime.combine(part.shares[0].day, datetime.min.time())
    clock = clock_of(identified(database), noon)
    marks, done = FolderOfMarks(data_dir / MARKS), Rerated()
    async with (
        open_journal(database, data_dir, clock=clock) as journal,
        open_office(database, data_dir, journal, clock) as opened,
    ):
        office = replace(opened, alone=True)
        for share in part.shares:
            if part.dry_run:
                done = done.plus(await foresee(office, share, quiet))
            else:
                done = done.plus(await rerate(office, share, marks, quiet))
            count()
    return done


def count() -> None:
    if counter is not None:
        with counter.get_lock():
            counter.value += 1


def quiet(_: int) -> None:
    """Progress is told share by share."""
