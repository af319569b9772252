"""Asks the database as sdp_app, one statement a question; lost connections are replaced."""

from collections.abc import Sequence

from infrastructure.log.rows import Row
from infrastructure.postgres.pools import LOST, pool_of
from infrastructure.postgres.server import Database

PASSING = LOST


class Questions:
    """Every question is a transaction of its own, and safe to ask twice unless it says not."""

    def __init__(self, database: Database, connections: int) -> None:
        self.pool = pool_of(database, "sdp_app", connections, ready=2)

    async def ask(self, query: bytes, parameters: Sequence[object]) -> list[Row]:
        """Give the rows; asks again, once, where the connection was lost meanwhile."""
        try:
            return await self.ask_once(query, parameters)
        except PASSING:
            return await self.ask_once(query, parameters)

    async def ask_once(self, query: bytes, parameters: Sequence[object]) -> list[Row]:
        try:
            async with self.pool.connection() as connection:
                cursor = connection.cursor(binary=True)
                await cursor.execute(query, parameters, prepare=True)
                return await cursor.fetchall()
        except PASSING:
            await self.pool.check()
            raise
