"""A question that waits until its read model has come to a position."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import caught_up
from tests.support.every_event import history
from tests.support.readmodels import Readmodels, readmodels

LOG = history()[:20]
SCHEMA, NEXT = "task_queue_v1", len(LOG) + 1
MOVE = "UPDATE readmodels.checkpoint SET position = %s WHERE schema = %s AND shard = 0"
BEHIND = "INSERT INTO readmodels.checkpoint (schema, shard, position) VALUES (%s, 1, 0)"


@pytest.fixture
def models(database: Database, tmp_path: Path) -> Iterator[Readmodels]:
    with readmodels(database, tmp_path, LOG) as models:
        models.run()
        yield models


def seconds(*told: float) -> Iterator[float]:
    """Give the clock these readings, the last one for good."""
    yield from told
    while True:
        yield told[-1]


def test_it_waits_until_the_worker_has_come_there(database: Database, models: Readmodels) -> None:
    async def story() -> str:
        url = database.url("sdp_app")
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            clock = seconds(0)
            waiting = asyncio.create_task(
                caught_up(connection, SCHEMA, NEXT, clock.__next__)  # for which no time passes
            )
            await asyncio.wait([waiting], timeout=0.1)
            assert not waiting.done()
            models.connection.execute(MOVE, (NEXT, SCHEMA))
            return await asyncio.wait_for(waiting, 300)

    assert asyncio.run(story()) == "fresh"


def test_it_waits_a_second_and_no_longer(database: Database, models: Readmodels) -> None:
    async def story() -> tuple[str, float]:
        url = database.url("sdp_app")
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            clock = seconds(0, 0.5, 0.9, 1.0, 77)
            return await caught_up(connection, SCHEMA, NEXT, clock.__next__), next(clock)

    assert models
    assert asyncio.run(story()) == ("waiting", 77)


def test_one_shard_that_is_behind_is_waited_for(database: Database, models: Readmodels) -> None:
    models.connection.execute(BEHIND, (SCHEMA,))

    async def story() -> str:
        url = database.url("sdp_app")
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            return await caught_up(connection, SCHEMA, len(LOG), seconds(0, 1).__next__)

    assert asyncio.run(story()) == "waiting"
