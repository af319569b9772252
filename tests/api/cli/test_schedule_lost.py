"""A kept schedule whose connections are lost ends with one line and 3; the next does the rest."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import orjson
import psycopg
import pytest

from domain.shared.envelope import Role
from infrastructure.run_locks import SPACE
from tests.api.cli import looking_often
from tests.infrastructure.postgres.programs import eventually
from tests.support import bodies
from tests.support.seeded import moved
from tests.support.served import PATIENCE, Served, served

NOW = "2020-05-06T21:30:00Z"
# Of the schedule's lock; of everybody, as by a restart of the database.
OF_THE_LOCK = """
    SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE datname = current_database() AND locktype = 'advisory' AND classid = %s
"""
OF_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND %s > 0
"""
IDLE = """
    SELECT count(*) > 0 FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE datname = current_database() AND locktype = 'advisory' AND classid = %s
    AND state = 'idle' AND query = 'SELECT 1'
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    folder: Path = tmp_path_factory.mktemp("lost")
    with served(folder, "--with-worker", "--simulated-clock") as running:
        moved(running, "2020-05-06T08:00:00Z")
        assert running.post("/cases", bodies.absence(), Role.NEMREFUSION).status_code == 201
        running.fresh("/tasks")
        yield running


@contextmanager
def kept(server: Served) -> "Generator[subprocess.Popen[str]]":
    words = [sys.executable, "-m", looking_often.__name__, "schedule", "--days", "1", "--now", NOW]
    with subprocess.Popen(
        words,
        env=server.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("whose", [OF_THE_LOCK, OF_ALL], ids=["its lock", "all"])
def test_it_ends_with_one_line_and_does_not_stand_still(server: Served, whose: str) -> None:
    with psycopg.connect(server.owner_url, autocommit=True) as looking, kept(server) as process:
        eventually(
            lambda: looking.execute(IDLE, (SPACE,)).fetchone() == (True,),
            "no schedule looks whether it is alone",
        )
        assert looking.execute(whose.encode(), (SPACE,)).fetchall()
        _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3
    assert errors == "error database-lost: the connection to the database was lost\n"


def test_the_next_goes_on_and_nothing_is_done_twice(server: Served) -> None:
    words = ("schedule", "--once", "--json", "--days", "1", "--now", NOW)
    server.fresh("/tasks")
    assert server.sdp(*words).returncode == 0
    again = orjson.loads(server.sdp(*words).stdout)
    assert again["done"] == []
    taken = server.sdp("check", "invariants", "--json")
    assert orjson.loads(taken.stdout)["violations"] == []
