"""Connections in rare moments: none can be made, one is lost as somebody leaves, much is sent."""

import asyncio
import os
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg_pool import PoolTimeout

from infrastructure.postgres import connections as lent
from infrastructure.postgres.connection import tell
from infrastructure.postgres.connections import Connections
from infrastructure.postgres.pools import Pool
from infrastructure.postgres.server import Database
from tests.infrastructure.postgres.test_connections import MOST, backend, both, kill, lending

MUCH = 30_000_000  # bytes: more than a socket takes at once


def allow(database: Database, most: int) -> None:
    """Let so many connect; -1: as many as like."""
    name = sql.Identifier(database.name)
    statement = sql.SQL("ALTER DATABASE {} CONNECTION LIMIT {}").format(name, sql.Literal(most))
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        owner.execute(statement)


def test_who_was_told_that_none_can_be_made_keeps_no_place(database: Database) -> None:
    async def ask(connections: Pool) -> None:
        async with connections.connection(timeout=0.2):
            pass

    async def work(connections: Pool) -> None:
        lost = await both(connections)
        await asyncio.to_thread(allow, database, 0)
        await asyncio.to_thread(kill, database, *lost)
        for _ in range(MOST):
            with pytest.raises(psycopg.OperationalError):
                await backend(connections)
        for _ in range(MOST):
            with pytest.raises(PoolTimeout):
                await ask(connections)
        await asyncio.to_thread(allow, database, -1)
        assert len(await both(connections)) == MOST

    lending(database, work)


def test_who_goes_when_told_to_ask_for_a_new_one_takes_no_place_along(database: Database) -> None:
    async def work(connections: Pool) -> None:
        assert isinstance(connections, Connections)
        first, second = await connections.take(1), await connections.take(1)
        gone = asyncio.create_task(backend(connections))
        await asyncio.sleep(0.01)
        lost = asyncio.create_task(connections.give_back(first, harmed=True))
        await asyncio.sleep(0)
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        await lost
        await connections.give_back(second, harmed=False)
        assert len(await both(connections)) == MOST

    lending(database, work)


def test_a_socket_that_is_none_any_more_is_a_lost_connection(database: Database) -> None:
    """Whoever asks over it asks again over another one, as after every loss."""
    with Path(os.devnull).open("rb") as nothing:

        async def work(connections: Pool) -> None:
            async with connections.connection() as connection:
                os.dup2(nothing.fileno(), connection.fileno())
                with pytest.raises(psycopg.OperationalError, match="socket closed"):
                    await connection.execute("SELECT 1")
            assert len(await both(connections)) == MOST

        lending(database, work)


def test_what_is_given_back_after_the_end_is_closed(database: Database) -> None:
    async def work(connections: Pool) -> None:
        async with connections.connection() as connection:
            await connections.close()
        assert connection.closed

    lending(database, work)


def test_one_that_has_lived_long_is_replaced_after_so_many_loans(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lent, "OLD", 3)

    async def work(connections: Pool) -> None:
        connections.max_lifetime = 0.01
        first = await both(connections)
        await asyncio.sleep(0.02)
        assert {await backend(connections) for _ in range(30)} - first

    lending(database, work)


def test_more_is_sent_than_the_socket_takes_at_once(database: Database) -> None:
    async def work(connections: Pool) -> None:
        async with connections.connection() as connection:
            found = await connection.execute("SELECT length(%s::text)", ["x" * MUCH])
            assert await found.fetchone() == (MUCH,)

    lending(database, work)


def test_nobody_listens_to_a_connection_that_lies_idle(database: Database) -> None:
    """Else one that the server closes would wake the loop again and again."""

    async def work(connections: Pool) -> None:
        async with connections.connection() as connection:
            await connection.execute("SELECT 1")
            loop, socket = asyncio.get_running_loop(), connection.fileno()
            assert not loop.remove_reader(socket)
            assert not loop.remove_writer(socket)

    lending(database, work)


def test_a_socket_that_is_ready_both_ways_is_told_of_once() -> None:
    async def story() -> int:
        ready = asyncio.get_running_loop().create_future()
        tell(ready, 1)
        tell(ready, 2)
        return await ready

    assert asyncio.run(story()) == 1
