"""Asks the database as sdp_app, one statement a question; lost connections are replaced."""

from collections.abc import Sequence
from typing import Any

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from infrastructure.log.rows import Row
from infrastructure.postgres.server import Database

PASSING = (psycopg.OperationalError, psycopg.InterfaceError)
TIMEOUT = 10  # seconds to wait for a connection


class Questions:
    """Every question is a transaction of its own, and safe to ask twice unless it says not."""

    def __init__(self, database: Database, connections: int) -> None:
        self.pool: AsyncConnectionPool[AsyncConnection[Any]] = AsyncConnectionPool(
            database.url("sdp_app"),
            min_size=min(2, connections),
            max_size=connections,
            open=False,
            timeout=TIMEOUT,
            kwargs={"autocommit": True, "options": "-c timezone=UTC"},
        )

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
