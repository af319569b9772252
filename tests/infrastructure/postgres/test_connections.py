"""Connections that are lent: to whom waits longest, replaced when lost, none left behind."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from psycopg_pool import PoolTimeout, TooManyRequests

from infrastructure.postgres import pools
from infrastructure.postgres.connections import OLD
from infrastructure.postgres.pools import Pool, pool_of
from infrastructure.postgres.server import Database

MOST = 2
Work = Callable[[Pool], Coroutine[Any, Any, None]]


def lending(database: Database, work: Work) -> None:
    async def run() -> None:
        async with opened(database) as connections:
            await work(connections)

    asyncio.run(asyncio.wait_for(run(), 300))


@asynccontextmanager
async def opened(database: Database) -> AsyncGenerator[Pool]:
    async with pool_of(database, "sdp_app", MOST, ready=MOST) as connections:
        yield connections


async def backend(connections: Pool, statement: bytes = b"SELECT 1") -> int:
    """Ask something, and give the process of the server that answered."""
    async with connections.connection() as connection:
        await connection.execute(statement)
        return connection.info.backend_pid


def kill(database: Database, *backends: int) -> None:
    with psycopg.connect(database.url("owner")) as owner:
        owner.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) pid", [[*backends]])


def test_what_lies_idle_is_lent_again(database: Database) -> None:
    async def work(connections: Pool) -> None:
        first = await backend(connections)
        assert {await backend(connections) for _ in range(2 * OLD)} <= {
            first,
            *await both(connections),
        }

    lending(database, work)


async def both(connections: Pool) -> set[int]:
    async with connections.connection() as one, connections.connection() as other:
        return {one.info.backend_pid, other.info.backend_pid}


def test_never_more_are_open_than_agreed_and_everybody_is_served(database: Database) -> None:
    async def work(connections: Pool) -> None:
        asked = [backend(connections, b"SELECT pg_sleep(0.005)") for _ in range(60)]
        assert len(set(await asyncio.gather(*asked))) == MOST

    lending(database, work)


def test_who_waits_longest_is_served_first(database: Database) -> None:
    async def work(connections: Pool) -> None:
        served: list[int] = []

        async def ask(number: int) -> None:
            async with connections.connection():
                served.append(number)

        async with connections.connection(), connections.connection():
            waiting = [asyncio.create_task(ask(number)) for number in range(5)]
            await asyncio.sleep(0.01)
        await asyncio.gather(*waiting)
        assert served == [0, 1, 2, 3, 4]

    lending(database, work)


def test_who_waits_too_long_is_told_and_takes_nothing_along(database: Database) -> None:
    async def work(connections: Pool) -> None:
        async with connections.connection(), connections.connection():
            with pytest.raises(PoolTimeout):
                async with connections.connection(timeout=0.02):
                    pass
        assert len(await both(connections)) == MOST

    lending(database, work)


@pytest.mark.parametrize("moment", ["while it waits", "when it is served"])
def test_who_goes_while_waiting_takes_nothing_along(database: Database, moment: str) -> None:
    async def work(connections: Pool) -> None:
        async with connections.connection():
            async with connections.connection():
                gone = asyncio.create_task(backend(connections))
                await asyncio.sleep(0.01)
                if moment == "while it waits":
                    gone.cancel()
                    await asyncio.sleep(0)
            gone.cancel()
            with pytest.raises(asyncio.CancelledError):
                await gone
        assert len(await both(connections)) == MOST

    lending(database, work)


def test_who_comes_where_too_many_wait_is_told_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "WAITING", 3)

    async def work(connections: Pool) -> None:
        async with connections.connection(), connections.connection():
            waiting = [asyncio.create_task(backend(connections)) for _ in range(3)]
            await asyncio.sleep(0.01)
            with pytest.raises(TooManyRequests):
                await backend(connections)
        await asyncio.gather(*waiting)

    lending(database, work)


def test_lost_connections_are_replaced(database: Database) -> None:
    async def work(connections: Pool) -> None:
        lost = await both(connections)
        await asyncio.to_thread(kill, database, *lost)
        for _ in range(MOST):
            with pytest.raises(psycopg.OperationalError):
                await backend(connections)
        assert not lost & await both(connections)

    lending(database, work)


def test_a_check_replaces_what_lies_idle_and_lost(database: Database) -> None:
    async def work(connections: Pool) -> None:
        lost = await both(connections)
        await asyncio.to_thread(kill, database, *lost)
        await connections.check()
        assert not lost & await both(connections)

    lending(database, work)


def test_who_waits_is_served_when_what_was_lent_is_lost(database: Database) -> None:
    async def lose(connections: Pool) -> None:
        async with connections.connection() as connection:
            await asyncio.to_thread(kill, database, connection.info.backend_pid)
            await connection.execute("SELECT 1")

    async def work(connections: Pool) -> None:
        asked = [lose(connections), lose(connections), backend(connections), backend(connections)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(one) is int for one in found] == [False, False, True, True]

    lending(database, work)


@pytest.mark.parametrize("in_pipeline", [False, True])
def test_who_is_stopped_while_the_server_works_leaves_at_once(
    database: Database, *, in_pipeline: bool
) -> None:
    async def sleep(connections: Pool) -> None:
        async with connections.connection() as connection, AsyncExitStack() as stack:
            if in_pipeline:
                await stack.enter_async_context(connection.pipeline())
            found = await connection.execute("SELECT pg_sleep(600)")
            await found.fetchone()

    async def work(connections: Pool) -> None:
        asked = asyncio.create_task(sleep(connections))
        await asyncio.sleep(0.05)
        asked.cancel()
        left, _ = await asyncio.wait({asked}, timeout=100)
        assert left
        assert asked.cancelled()
        for _ in range(10):
            async with connections.connection() as connection:
                found = await connection.execute("SELECT 7")
                assert await found.fetchone() == (7,)

    lending(database, work)


def test_a_block_leaves_no_transaction_open(database: Database) -> None:
    async def fail(connections: Pool) -> None:
        async with connections.connection() as connection:
            await connection.execute("BEGIN")
            await connection.execute("SELECT 1 / 0")

    async def work(connections: Pool) -> None:
        with pytest.raises(psycopg.DataError):
            await fail(connections)
        async with connections.connection() as connection:
            await connection.execute("BEGIN")  # and is left so
        for _ in range(10):
            async with connections.connection() as connection:
                assert connection.info.transaction_status == TransactionStatus.IDLE

    lending(database, work)


def test_closing_closes_what_lies_idle(database: Database) -> None:
    async def run() -> set[int]:
        async with opened(database) as connections:
            return await both(connections)

    used = [*asyncio.run(run())]
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        left = "SELECT count(*) FROM pg_stat_activity WHERE pid = ANY (%s)"
        counts = (owner.execute(left, [used]).fetchone() for _ in range(1000))
        assert (0,) in counts  # a server takes a moment to leave
