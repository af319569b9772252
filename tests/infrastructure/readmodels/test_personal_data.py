"""Nothing of a person can be read in the database's files, its write-ahead log or a dump."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from infrastructure.migrations import migrate
from infrastructure.postgres.binaries import find_binaries
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.server import Database, open_database
from infrastructure.readmodels.rebuild import Plan, fill_here, rebuild
from projections.register import ALL
from tests.support.every_event import history
from tests.support.people import EVERYBODY
from tests.support.readmodels import readmodels

CONTROL = "Municipality of nowhere"  # planted in plain text: a search that finds nothing is blind


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[Database]:
    """A server of its own, whose files can be searched."""
    with open_database(tmp_path / "data", fsync=False) as database:
        migrate(database)
        yield database


def test_files_and_dump_name_nobody(own_database: Database, tmp_path: Path) -> None:
    with readmodels(own_database, tmp_path, history()) as models:
        models.run(limit=50)
        for projection in ALL:
            plan = Plan(fill_here(models.connection, models.feed))
            assert rebuild(models.connection, models.feed, projection, plan).same
    with psycopg.connect(own_database.url("owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE control AS SELECT %s::text AS text", (CONTROL,))
        owner.execute("CHECKPOINT")
    dump = subprocess.run(
        [find_binaries(None)["pg_dump"], "--inserts", own_database.url("owner")],
        capture_output=True,
        check=True,
    ).stdout
    cluster = Folder(tmp_path / "data").cluster
    files = [path for path in cluster.rglob("*") if path.is_file()]
    assert any("pg_wal" in path.parts for path in files)
    texts = [dump, *map(bytes_of, files)]
    assert sum(CONTROL.encode() in text for text in texts) >= 3  # table, log, dump
    for planted in secrets():
        assert not [text for text in texts if planted in text]


def bytes_of(path: Path) -> bytes:
    """Read a file; a temporary table's may go with its session while the others are read."""
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return b""


def secrets() -> Iterator[bytes]:
    """Every CPR number and every word of a name, as it may be written."""
    for person in EVERYBODY:
        for word in (person.cpr, *person.name.split()):
            for text in {word, word.lower(), word.upper()}:
                if len(text) > SHORT:
                    yield from (
                        text.encode(),
                        text.encode("utf-16-le"),
                        text.encode().hex().encode(),
                    )


SHORT = 4  # letters: "Anne" stands by chance in four megabytes of ciphertext
