"""A worker killed while it writes: rows and checkpoint stay together, the next one goes on."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from infrastructure.postgres.server import Database
from infrastructure.readmodels.lease import TIMEOUT
from infrastructure.readmodels.live import Live
from infrastructure.readmodels.rebuild import Plan, fill_here, rebuild
from projections.register import ALL
from tests.infrastructure.postgres.programs import PATIENCE, eventually
from tests.support.every_event import history
from tests.support.readmodels import Readmodels, readmodels

SEEN = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"


@pytest.mark.parametrize(
    "stopped_at",
    ["task_queue_v1.case_header", "readmodels.checkpoint", "payment_list_v1.payment_history"],
)
def test_killed_between_rows_and_checkpoint(
    database: Database, tmp_path: Path, stopped_at: str
) -> None:
    """A lock stops the worker in the middle of its transaction, wherever the test wants it."""
    with readmodels(database, tmp_path, history()) as models:
        before = models.rows(), checkpoints(models)
        with psycopg.connect(database.url("owner")) as owner:
            owner.execute(f"LOCK TABLE {stopped_at} IN SHARE MODE".encode())
            worker = started(database, tmp_path)
            eventually(lambda: blocked(database), "the worker does not come to the lock")
            worker.kill()
            worker.wait(PATIENCE)
        eventually(lambda: alone(database), "the connection outlived its worker")
        assert (models.rows(), checkpoints(models)) == before
        eventually(lambda: Live.take(models.connection, models.feed, "next"), "nobody takes over")
        lapse(models)
        models.run()
        for projection in ALL:
            plan = Plan(fill_here(models.connection, models.feed))
            assert rebuild(models.connection, models.feed, projection, plan).same


def started(database: Database, folder: Path) -> "subprocess.Popen[bytes]":
    program = [sys.executable, "-m", "tests.infrastructure.readmodels.worker_process"]
    return subprocess.Popen([*program, database.administrator, database.name, str(folder)])


def blocked(database: Database) -> bool:
    with psycopg.connect(database.administrator) as connection:
        return connection.execute(SEEN, (database.name,)).fetchone() is not None


def alone(database: Database) -> bool:
    """Tell whether the killed one's connection is gone: the test's own is the only one left."""
    with psycopg.connect(database.administrator) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", (database.name,)
        ).fetchone()
        return row == (1,)


def checkpoints(models: Readmodels) -> list[tuple[object, ...]]:
    statement = "SELECT schema, shard, position FROM readmodels.checkpoint ORDER BY 1, 2"
    return models.connection.execute(statement).fetchall()


def lapse(models: Readmodels) -> None:
    models.connection.execute(
        "UPDATE readmodels.lease SET renewed_at = renewed_at - %s - interval '1 s'", (TIMEOUT,)
    )
