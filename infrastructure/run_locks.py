"""One program at a time does a run: an advisory lock of a connection that is kept for it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

from psycopg import AsyncConnection

from application.errors import RunGoingOn
from application.ports.run_locks import StillHeld
from domain.shared.envelope import Municipality
from infrastructure.postgres.pools import Pool, pool_of
from infrastructure.postgres.server import Database

SPACE = 7237013  # of locks with two numbers: the second is of the run
AT_ONCE = 4  # runs, each with a connection of its own while it is done
LEFT_BEHIND = 2.0  # seconds: longer than the database takes to notice that a holder was killed
LOOK = 0.1  # seconds between two tries
TAKE = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
GIVE_BACK = "SELECT pg_advisory_unlock(%s, hashtext(%s))"


@dataclass(frozen=True)
class PostgresRunLocks:
    """The lock falls with its connection: a killed run holds nobody up."""

    pool: Pool

    @asynccontextmanager
    async def held(self, name: str, municipality: Municipality) -> AsyncGenerator[StillHeld]:
        lock = (SPACE, f"{family(name)}/{municipality}")
        async with self.pool.connection() as connection:
            await take(connection, lock)
            try:
                yield partial(still_held, connection)
            finally:
                await connection.execute(GIVE_BACK, lock)


async def take(connection: AsyncConnection[Any], lock: tuple[int, str]) -> None:
    """Take it, where its holder was just killed as well; raises RunGoingOn."""
    until = monotonic() + LEFT_BEHIND
    while await (await connection.execute(TAKE, lock)).fetchone() != (True,):
        if monotonic() > until:
            raise RunGoingOn("another program is doing this run; try again when it has ended")
        await asyncio.sleep(LOOK)


async def still_held(connection: AsyncConnection[Any]) -> None:
    """Raise one of LOST where the connection is gone, and the lock with it."""
    await connection.execute("SELECT 1")


def family(name: str) -> str:
    """Take the steps of a payment run as one run: nobody closes what is still being prepared."""
    return name.partition("-")[0]


@asynccontextmanager
async def open_run_locks(database: Database) -> AsyncGenerator[PostgresRunLocks]:
    async with pool_of(database, "sdp_projector", AT_ONCE) as pool:
        yield PostgresRunLocks(pool)
