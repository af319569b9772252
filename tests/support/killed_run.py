"""A program that does a run and is killed in it, as the kernel kills, at the append it was told."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from application.ports.journal import Decided, Order, Receipt
from application.runs.clockwork import carry_out
from infrastructure.log.identity import clock_of, identified
from infrastructure.log.journal import open_journal
from infrastructure.office import open_office
from infrastructure.postgres.server import open_database
from tests.support.passing_on import PassingOn


@dataclass
class Dying(PassingOn):
    """Takes the program down before the append that comes after so many, which are recorded."""

    left: int
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        async with self.turn:
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            self.left -= 1
            return await self.journal.append(order, decided, expected_version)


async def run(data_dir: Path, name: str, day: datetime, appends: int) -> None:
    with open_database(data_dir) as database:
        clock = clock_of(identified(database), day)
        async with (
            open_journal(database, data_dir, clock=clock) as journal,
            open_office(database, data_dir, journal, clock) as office,
        ):
            dying = replace(office, journal=Dying(journal, appends))
            await carry_out(dying, name, day.date())


if __name__ == "__main__":
    folder, called, on_day, after = sys.argv[1:]
    asyncio.run(run(Path(folder), called, datetime.fromisoformat(on_day), int(after)))
