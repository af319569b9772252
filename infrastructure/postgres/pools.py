"""Connections kept ready: replaced when they are lost, refused where too many already wait."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from infrastructure.postgres.connection import Connection
from infrastructure.postgres.connections import Connections
from infrastructure.postgres.server import Database, Role

A = TypeVar("A")
Pool = AsyncConnectionPool[AsyncConnection[Any]]
LOST = (psycopg.OperationalError, psycopg.InterfaceError)
TIMEOUT = 10  # seconds to wait for a connection
WAITING = 2_000  # the most that wait for one, then `unavailable`
TRIES_FOR = 10.0  # seconds of tries to connect again, then anew when somebody asks


def pool_of(database: Database, role: Role, connections: int, *, ready: int = 1) -> Pool:
    """Give the pool, to be opened with `async with`; every statement is prepared at once."""
    return Connections(
        database.url(role),
        connection_class=Connection,
        min_size=min(ready, connections),
        max_size=connections,
        open=False,
        timeout=TIMEOUT,
        max_waiting=WAITING,
        reconnect_timeout=TRIES_FOR,
        kwargs={"autocommit": True, "options": "-c timezone=UTC", "prepare_threshold": 0},
    )


async def asked_twice(pool: Pool, ask: Callable[[], Awaitable[A]]) -> A:
    """Ask; where the connection was lost, ask again, once, over one that is not."""
    try:
        return await ask()
    except LOST:
        await pool.check()
        return await ask()
