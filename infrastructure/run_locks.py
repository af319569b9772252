"""One program at a time does a run: an advisory lock of a connection that is kept for it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from psycopg import AsyncConnection

from application.errors import RunGoingOn
from domain.shared.envelope import Municipality
from infrastructure.postgres.server import Database

SPACE = 7237013  # of locks with two numbers: the second is of the run
FREE = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"


@dataclass(frozen=True)
class PostgresRunLocks:
    """The lock falls with its connection: a killed run holds nobody up."""

    database: Database

    @asynccontextmanager
    async def held(self, name: str, municipality: Municipality) -> AsyncGenerator[None]:
        url = self.database.url("sdp_projector")
        async with await AsyncConnection.connect(url, autocommit=True) as connection:
            found = await connection.execute(FREE, (SPACE, f"{family(name)}/{municipality}"))
            if (await found.fetchone()) != (True,):
                raise RunGoingOn("another program is doing this run; try again when it has ended")
            yield


def family(name: str) -> str:
    """Take the steps of a payment run as one run: nobody closes what is still being prepared."""
    return name.partition("-")[0]
