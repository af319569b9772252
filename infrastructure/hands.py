"""Several processes that give the orders of a run: each those of other dossiers, with a journal."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import uvloop

from application.runs.office import Errand, Hands, Orders, Summary, give_each
from infrastructure.log.journal import open_journal
from infrastructure.office import open_office
from infrastructure.own_processes import processes
from infrastructure.postgres.server import Database


@dataclass(frozen=True)
class Share:
    """What one process is asked to do; all orders are given at one instant."""

    database: Database
    data_dir: Path
    errand: Errand
    now: datetime
    orders: Orders


@contextmanager
def hands(database: Database, data_dir: Path, of: int) -> Generator[Hands | None]:
    """Keep so many processes until the block ends; none where the program does it alone."""
    if of == 1:
        yield None
        return
    with processes(of) as pool:

        async def give(errand: Errand, now: datetime, orders: Orders) -> list[Summary]:
            shares = [Share(database, data_dir, errand, now, part) for part in parts(orders, of)]
            loop = asyncio.get_running_loop()
            return await asyncio.gather(
                *(loop.run_in_executor(pool, work, share) for share in shares)
            )

        yield give


def parts(orders: Orders, of: int) -> list[Orders]:
    """Divide by dossier: those for one dossier stay together, and in order."""
    return [[one for one in orders if one[0].int % of == place] for place in range(of)]


def work(share: Share) -> Summary:
    return uvloop.run(given(share))


async def given(share: Share) -> Summary:
    """Give the share's orders, in a process that does nothing else meanwhile."""

    def clock() -> datetime:
        return share.now

    async with (
        open_journal(share.database, share.data_dir, clock=clock) as journal,
        open_office(share.database, share.data_dir, journal, clock) as office,
    ):
        return await give_each(replace(office, alone=True), share.errand, share.orders)
