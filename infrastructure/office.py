"""The ports of the runs, joined: journal, candidates, payment files, the clock of the log."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from application.ports.clock import Clock
from application.runs.office import Office
from infrastructure.candidates import open_candidates
from infrastructure.log.journal import PostgresJournal
from infrastructure.months import ReadMonths
from infrastructure.payment_files import FolderOfFiles, ObligingBank
from infrastructure.postgres.server import Database
from infrastructure.run_counts import orders_recorded
from infrastructure.run_locks import open_run_locks

EXPORTS = "exports"


@asynccontextmanager
async def open_office(
    database: Database, data_dir: Path, journal: PostgresJournal, clock: Clock
) -> AsyncGenerator[Office]:
    """Open what runs work with; on a simulated log the bank pays whatever it is sent."""
    bank = ObligingBank if journal.identity.simulated else FolderOfFiles
    async with open_candidates(database) as candidates, open_run_locks(database) as locks:
        yield Office(
            journal=journal,
            citizens=journal.citizens,
            candidates=candidates,
            files=bank(data_dir / EXPORTS / "payments"),
            clock=clock,
            locks=locks,
            recorded=partial(orders_recorded, candidates.pool),
            months=ReadMonths(candidates.pool),
        )
