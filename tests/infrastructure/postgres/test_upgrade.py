"""Moving the data to other programs: everything arrives, or everything stays."""

import shlex
import threading
from pathlib import Path

import psycopg
import pytest

from infrastructure.postgres import locks, upgrade
from infrastructure.postgres.folder import made
from tests.infrastructure.postgres.programs import Folder, copy_of_the_wheel, eventually
from tests.support.served import PATIENCE


@pytest.fixture
def other_programs(place: Path) -> Path:
    """The same PostgreSQL in another folder, as a stand-in for the next."""
    return copy_of_the_wheel(place / "next")


@pytest.fixture
def filled(folder: Folder) -> Folder:
    """A database with a row that belongs to one of our roles."""
    with psycopg.connect(folder.hold().url) as connection:
        connection.execute("CREATE SCHEMA log AUTHORIZATION sdp_log")
        connection.execute("CREATE TABLE log.event AS SELECT 'kept' AS word")
        connection.execute("ALTER TABLE log.event OWNER TO sdp_log")
        connection.execute("GRANT USAGE ON SCHEMA log TO sdp_app")
        connection.execute("GRANT SELECT ON log.event TO sdp_app")
    folder.holders[0].end()
    eventually(folder.is_quiet, "the server outlived its program")
    return folder


def kept_rows(folder: Folder) -> object:
    """Read as the program reads: with its role, its rights, its time zone."""
    with psycopg.connect(folder.hold().url) as connection:
        connection.execute("SET ROLE sdp_app")
        question = "SELECT word, current_setting('timezone') FROM log.event"
        return connection.execute(question).fetchall()


def test_there_is_nothing_to_do_with_the_same_version(filled: Folder) -> None:
    said = filled.sdp("db", "upgrade", "--json")
    assert (said.returncode, said.stdout) == (0, '{"upgraded":false,"version":18}\n')


def test_everything_arrives_and_the_old_data_is_kept(filled: Folder, other_programs: Path) -> None:
    said = filled.sdp("db", "upgrade", "--bindir", str(other_programs))
    assert said.returncode == 0, said.stderr
    assert len(list(filled.path.glob("postgres/data.before-*-18/PG_VERSION"))) == 1
    assert not list(filled.path.glob("postgres/data.new-*"))
    eventually(filled.is_quiet, "something outlived the upgrade")
    assert kept_rows(filled) == [("kept", "UTC")]


def test_nobody_moves_data_that_is_in_use(filled: Folder, other_programs: Path) -> None:
    assert filled.hold().url
    said = filled.sdp("db", "upgrade", "--bindir", str(other_programs))
    assert said.returncode == 3
    assert said.stderr.startswith("error database-in-use: ")


def test_who_is_just_ending_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "LEFT_BEHIND", PATIENCE)
    folder = made(tmp_path / "data")
    lease = locks.exclusive(folder.lock("lease"))
    assert lease is not None
    leaving = threading.Timer(0.2, lease.close)
    leaving.start()
    with locks.alone(folder.lock("start")), upgrade.nobody_else(folder):
        leaving.join()
        assert locks.exclusive(folder.lock("lease")) is None


def test_a_restore_that_fails_leaves_the_old_data(filled: Folder, other_programs: Path) -> None:
    (other_programs / "pg_restore").write_text("#!/bin/sh\necho no room >&2; exit 1\n")
    said = filled.sdp("db", "upgrade", "--bindir", str(other_programs))
    assert said.returncode == 3
    assert "no room" in said.stderr
    assert kept_rows(filled) == [("kept", "UTC")]
    assert not list(filled.path.glob("postgres/data.*"))


def test_an_upgrade_killed_half_way_leaves_the_old_data(
    filled: Folder, other_programs: Path, place: Path
) -> None:
    stuck = place / "stuck"
    (other_programs / "pg_restore").write_text(f"#!/bin/sh\ntouch {shlex.quote(str(stuck))}; cat\n")
    upgrading = filled.start("db", "upgrade", "--bindir", str(other_programs))
    eventually(stuck.exists, "no restore began")
    upgrading.kill()
    eventually(filled.is_quiet, "the new server outlived the upgrade")
    assert kept_rows(filled) == [("kept", "UTC")]


def test_an_upgrade_killed_between_the_renames_takes_the_old_data_back(filled: Folder) -> None:
    filled.cluster.rename(filled.path / "postgres" / "data.before-20200101T000000Z-18")
    assert kept_rows(filled) == [("kept", "UTC")]
