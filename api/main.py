"""The composition root: joins the API to the database, the keys, the clock."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from api.clock import SimulatedClock
from api.surroundings import Surroundings
from infrastructure.access_log import PostgresAccessLog
from infrastructure.health import check_rights, health, latest_instant
from infrastructure.log.journal import open_journal
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from infrastructure.tokens import Refused, Tokens, trusted

UNAVAILABLE = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, Unavailable)
READERS, LOOKERS = 6, 2  # connections; with the journal's six they stay far below eighty


@dataclass(frozen=True)
class Settings:
    """How an instance is served; everything else stands in the database."""

    data_dir: Path
    environment: Mapping[str, str]
    simulated: bool = False
    issuer: bool = False  # POST /token, on loopback only


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def surroundings(database: Database, settings: Settings) -> AsyncIterator[Surroundings]:
    """Open everything that the endpoints need; raises Unavailable."""
    check_rights(database)
    clock = SimulatedClock(latest_instant(database)) if settings.simulated else now
    async with (
        open_journal(
            database, settings.data_dir, clock=clock, simulated=settings.simulated or None
        ) as journal,
        pool(database, READERS) as readers,
        pool(database, LOOKERS) as lookers,
    ):
        yield Surroundings(
            journal=journal,
            citizens=journal.citizens,
            clock=clock,
            tokens=Tokens(trusted(settings.data_dir, settings.environment)),
            access_log=PostgresAccessLog(lookers),
            health=lambda: health(readers, journal.identity, clock()),
            refused=Refused,
            unavailable=UNAVAILABLE,
        )


@asynccontextmanager
async def pool(
    database: Database, connections: int
) -> AsyncIterator[AsyncConnectionPool[AsyncConnection[Any]]]:
    options = {"autocommit": True, "options": "-c timezone=UTC", "prepare_threshold": 0}
    async with AsyncConnectionPool(
        database.url("sdp_app"), min_size=1, max_size=connections, timeout=10, kwargs=options
    ) as opened:
        yield opened
