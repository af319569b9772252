"""How connections are kept: how long one is waited for, and asked again where all were lost."""

import pytest

from infrastructure.postgres import pools
from infrastructure.postgres.pools import Pool, asked_twice
from infrastructure.postgres.server import Database
from tests.infrastructure.postgres.test_connections import backend, both, kill, lending

PREPARED = b"SELECT count(*) FROM pg_prepared_statements"


def test_how_long_is_waited_and_tried_is_as_it_is_set(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "TIMEOUT", 77)
    monkeypatch.setattr(pools, "TRIES_FOR", 78)

    async def work(connections: Pool) -> None:
        assert (connections.timeout, connections.reconnect_timeout) == (77, 78)

    lending(database, work)


def test_the_first_time_a_question_is_asked_it_is_prepared(database: Database) -> None:
    async def work(connections: Pool) -> None:
        async with connections.connection() as connection:
            await connection.execute(b"SELECT 1")
            found = await (await connection.execute(PREPARED)).fetchone()
            assert found is not None
            assert found[0] >= 1

    lending(database, work)


def test_who_asks_again_is_not_given_another_that_was_lost(database: Database) -> None:
    async def work(connections: Pool) -> None:
        lost = await both(connections)
        kill(database, *lost)
        assert await asked_twice(connections, lambda: backend(connections)) not in lost

    lending(database, work)
