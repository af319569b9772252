"""One program at a time does a run; what a killed one left is waited for, what goes on is told."""

import asyncio
from contextlib import suppress

import psycopg
import pytest

from application.errors import RunGoingOn
from domain.shared.envelope import Municipality
from infrastructure import run_locks
from infrastructure.postgres.pools import LOST
from infrastructure.postgres.server import Database
from infrastructure.run_locks import SPACE, TAKE, open_run_locks
from tests.infrastructure.postgres.programs import PATIENCE, eventually

HERE = Municipality(101)
LOCK = (SPACE, f"nightly/{HERE}")
ASKED = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND query LIKE 'SELECT pg_try_advisory_lock%' AND state = 'idle'
"""
HOLDERS = """
    SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND locktype = 'advisory' AND classid = %s
"""


async def did(database: Database) -> bool:
    async with open_run_locks(database) as locks, locks.held("nightly", HERE):
        return True


def held(database: Database) -> psycopg.Connection:
    """Hold the lock as a program does that is killed when the connection is closed."""
    holder = psycopg.connect(database.url("sdp_projector"), autocommit=True)
    assert holder.execute(TAKE, LOCK).fetchone() == (True,)
    return holder


def test_a_run_waits_until_the_database_notices_that_another_one_was_killed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_locks, "LEFT_BEHIND", PATIENCE)

    async def story() -> bool:
        with held(database) as killed:
            doing = asyncio.create_task(did(database))
            asked = lambda: killed.execute(ASKED).fetchone() == (1,)  # noqa: E731
            await asyncio.to_thread(eventually, asked, "nobody asks for the lock")
            assert not doing.done()
        return await doing

    assert asyncio.run(story())


def test_a_run_that_goes_on_is_told(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_locks, "LEFT_BEHIND", 0.1)
    with held(database), pytest.raises(RunGoingOn):
        asyncio.run(did(database))
    assert asyncio.run(did(database))


def holders(database: Database) -> list[int]:
    with psycopg.connect(database.url("owner")) as connection:
        return [pid for (pid,) in connection.execute(HOLDERS, (SPACE,))]


def test_a_run_that_is_done_holds_nobody_up(database: Database) -> None:
    async def story() -> tuple[list[int], list[int]]:
        async with open_run_locks(database) as locks:
            async with locks.held("nightly", HERE):
                during = holders(database)
            return during, holders(database)

    during, after = asyncio.run(story())
    assert (len(during), after) == (1, [])


def test_the_steps_of_a_payment_run_are_one_run_and_an_extra_one_is_another(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_locks, "LEFT_BEHIND", 0.1)

    async def story() -> None:
        async with open_run_locks(database) as locks, locks.held("payments-prepare", HERE):
            async with locks.held("extra-prepare", HERE):
                pass
            with pytest.raises(RunGoingOn):
                async with locks.held("payments-close", HERE):
                    pass

    asyncio.run(story())


def test_who_lost_the_lock_with_its_connection_is_told(database: Database) -> None:
    told = list[type]()

    async def story() -> None:
        async with open_run_locks(database) as locks, locks.held("nightly", HERE) as still_held:
            await still_held()
            with psycopg.connect(database.url("owner"), autocommit=True) as connection:
                connection.execute("SELECT pg_terminate_backend(%s)", holders(database))
            eventually(lambda: not holders(database), "the lock is still held")
            try:
                await still_held()
            except LOST as lost:
                told.append(type(lost))

    with suppress(*LOST):  # what cannot be given back says so too
        asyncio.run(story())
    assert told
