"""One program at a time does a run; what a killed one left is waited for, what goes on is told."""

import asyncio

import psycopg
import pytest

from application.errors import RunGoingOn
from domain.shared.envelope import Municipality
from infrastructure import run_locks
from infrastructure.postgres.server import Database
from infrastructure.run_locks import SPACE, TAKE, open_run_locks
from tests.infrastructure.postgres.programs import PATIENCE, eventually

HERE = Municipality(101)
LOCK = (SPACE, f"nightly/{HERE}")
ASKED = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND query LIKE 'SELECT pg_try_advisory_lock%' AND state = 'idle'
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
