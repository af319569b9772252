"""The runner: what lived is what is rebuilt, however often and in whatever pages events arrive."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Column

from domain.dossier.dossier import Recorded
from infrastructure.postgres.server import Database
from infrastructure.readmodels import slots
from infrastructure.readmodels.incoming import DIALECT
from infrastructure.readmodels.lease import TIMEOUT, LeaseLost
from infrastructure.readmodels.live import RENEW, Live
from infrastructure.readmodels.rebuild import Plan, fill_here, rebuild
from infrastructure.readmodels.runner import Runner
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.slots import CheckpointMoved
from infrastructure.readmodels.verify import compared
from infrastructure.readmodels.versions import builds, roll_back
from infrastructure.readmodels.worker import connected
from infrastructure.stored_names import NEWEST
from projections.projection import Projection
from projections.register import ALL
from tests.support.every_event import REGISTERED, history
from tests.support.readmodels import readmodels

LOG = history()


def test_the_history_holds_every_registered_event() -> None:
    assert {type(one.event) for one in LOG} == REGISTERED == set(NEWEST)


@pytest.mark.parametrize("limit", [1, 7])
def test_pages_of_any_size_rebuild_to_what_lived(
    database: Database, tmp_path: Path, limit: int
) -> None:
    """Live: page after page, restarted half way; rebuilt: all at once, in two shards."""
    with readmodels(database, tmp_path, LOG[:100]) as models:
        models.run(limit)
        models.source.recorded = list(LOG)
        models.run(limit)
        assert all(models.rows().values())
        for projection in ALL:
            plan = Plan(fill_here(models.connection, models.feed), shards=2)
            done = rebuild(models.connection, models.feed, projection, plan)
            assert done.same
            assert sum(one.rows for one in done.compared or ()) > 0
            assert len(done.compared or ()) == len(projection.tables)


def test_a_difference_in_any_column_is_seen(database: Database, tmp_path: Path) -> None:
    """A comparison that can find nothing proves nothing: change each column of one row in turn."""
    with readmodels(database, tmp_path, LOG) as models:
        models.run()
        for projection in ALL:
            plan = Plan(fill_here(models.connection, models.feed))
            rebuilt = rebuild(models.connection, models.feed, projection, plan).schema
            for table in projection.tables:
                for column in table.columns:
                    assert seen(models.connection, projection, rebuilt, column), column


def seen(
    connection: psycopg.Connection, projection: Projection, rebuilt: str, column: Column[Any]
) -> bool:
    """Change one value in one row of the rebuilt table; tells whether comparing sees it."""
    kind = column.type.compile(dialect=DIALECT)
    statement = sql.SQL(
        "UPDATE {table} SET {column} = {other} WHERE ctid = (SELECT min(ctid) FROM {table})"
    ).format(
        table=sql.Identifier(rebuilt, column.table.name),
        column=sql.Identifier(column.name),
        other=sql.SQL(OTHER[kind]).format(column=sql.Identifier(column.name)),
    )
    old, new = Slot(projection, projection.schema), Slot(projection, rebuilt)
    with connection.transaction(force_rollback=True):
        assert connection.execute(statement).rowcount == 1
        return not all(one.same for one in compared(connection, old, new))


OTHER: dict[str, LiteralString] = {
    "UUID": "gen_random_uuid()",
    "INTEGER": "987654321",
    "BIGINT": "987654321",
    "TEXT": "'another'",
    "TEXT[]": "ARRAY['another']",
    "DATE": "'1999-12-31'",
    "TIMESTAMP WITH TIME ZONE": "'1999-12-31T00:00Z'",
    "BOOLEAN": "NOT {column}",
    "BYTEA": "'another'",
}


RESTART = 50  # events between two restarts of the worker


@pytest.mark.parametrize("page", [1, 60])
def test_what_is_delivered_twice_changes_nothing(
    database: Database, tmp_path: Path, page: int
) -> None:
    """Each page holds each of its events twice; every worker is given the whole log again."""
    with readmodels(database, tmp_path, ()) as models:
        models.know(LOG)
        for end in range(RESTART, len(LOG) + RESTART, RESTART):
            models.source.recorded = [*twice(LOG[:end])]
            models.run(limit=2 * page)
        before = models.rows()
        models.run()
        assert models.rows() == before
    with readmodels(database, tmp_path, LOG) as models:
        for projection in ALL:
            plan = Plan(fill_here(models.connection, models.feed))
            assert rebuild(models.connection, models.feed, projection, plan).same


def twice(log: Sequence[Recorded]) -> Iterator[Recorded]:
    """Each event twice in a row, and at the end everything once more."""
    yield from (one for one in log for _ in range(2))
    yield from log


def test_a_page_of_the_past_is_refused(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, LOG) as models:
        live = models.worker()
        live.catch_up()
        before = models.rows()
        (at, *_) = slots.live(models.connection, ALL)
        for runner in (live.runner, Runner(models.connection, models.feed, live.lease)):
            for position in (0, at.position - 1):
                with pytest.raises(CheckpointMoved):
                    runner.step([at.slot], position)
        assert models.rows() == before


def test_who_lost_the_lease_writes_nothing(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, LOG) as models:
        first = models.worker(limit=10)
        first.turn()
        with connected(database) as connection:
            assert Live.take(connection, models.feed, "second") is None
            lapse(connection)
            second = Live.take(connection, models.feed, "second")
            assert second is not None
            before = models.rows()
            with pytest.raises(LeaseLost):
                first.turn()
            assert models.rows() == before
            second.catch_up()
            assert models.rows() != before


def lapse(connection: psycopg.Connection) -> None:
    """Let the holder have been silent for longer than a lease lasts."""
    connection.execute(
        "UPDATE readmodels.lease SET renewed_at = renewed_at - %s - interval '1 s'", (TIMEOUT,)
    )


def test_an_idle_worker_keeps_its_lease(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, LOG) as models, connected(database) as connection:
        live = models.worker()
        live.catch_up()
        lapse(connection)
        live.renewed -= RENEW + 1
        live.turn()
        assert Live.take(connection, models.feed, "second") is None


def test_roll_back_shows_what_was_shown_before(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, LOG) as models:
        projection = ALL[0]
        plan = Plan(fill_here(models.connection, models.feed))
        new = rebuild(models.connection, models.feed, projection, plan).schema
        assert new != projection.schema
        assert shown(models.connection, projection) == new
        assert roll_back(models.connection, projection.name) == projection.schema
        assert shown(models.connection, projection) == projection.schema
        again = rebuild(models.connection, models.feed, projection, plan)
        assert again.same
        assert shown(models.connection, projection) == new


def shown(connection: psycopg.Connection, projection: Projection) -> str:
    (found,) = [
        one.schema for one in builds(connection) if one.active and one.projection == projection.name
    ]
    return found
