"""A program that does a run and is killed in it, as the kernel kills, at the append it was told."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from application.ports.journal import Decided, Journal, Loaded, Order, Receipt
from application.runs.clockwork import carry_out
from domain.dossier.dossier import Dossier, Recorded
from domain.shared.envelope import CaseId, Municipality
from infrastructure.log.identity import clock_of, identified
from infrastructure.log.journal import open_journal
from infrastructure.office import open_office
from infrastructure.postgres.server import open_database


@dataclass
class Dying:
    """Takes the program down before the append that comes after so many."""

    journal: Journal
    left: int

    async def load(self, order: Order) -> Loaded:
        return await self.journal.load(order)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return await self.journal.append(order, decided, expected_version)

    async def history(
        self,
        case_id: CaseId,
        *,
        until: datetime | None = None,
        position: int | None = None,
        municipality: Municipality | None = None,
    ) -> Sequence[Recorded]:
        return await self.journal.history(
            case_id, until=until, position=position, municipality=municipality
        )

    async def folded(self, case_id: CaseId) -> Dossier:
        return await self.journal.folded(case_id)


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
