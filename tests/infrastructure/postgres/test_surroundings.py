"""How the server is set, which programs it is made of, and what is said when it cannot be."""

import os
import shutil
import stat
import sys
from pathlib import Path

import psycopg
import pytest

from infrastructure.postgres.folder import made
from infrastructure.postgres.lease import leased
from infrastructure.postgres.roles import ROLES
from tests.infrastructure.postgres import pretended
from tests.infrastructure.postgres.pretended import DISTRIBUTION, WHEEL, pretend
from tests.infrastructure.postgres.programs import Folder, eventually

SETTINGS = {
    "listen_addresses": "",
    "fsync": "on",
    "data_checksums": "on",
    "timezone": "UTC",
    "lc_messages": "C",
    "unix_socket_permissions": "0700",
    "server_encoding": "UTF8",
    "log_min_error_statement": "panic",
    "client_connection_check_interval": "500ms",
}


def refused(folder: Folder, code: str) -> str:
    """The one line with which the program gives up for its surroundings."""
    ended = folder.sdp("db", "url")
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.startswith(f"error {code}: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr


def test_the_server_is_set_for_us_whatever_the_surroundings_say(empty: Folder) -> None:
    empty.environment = {"PGPORT": "1", "PGHOST": "nowhere", "PGUSER": "x", "PGDATABASE": "x"}
    empty.environment |= {
        "PGDATA": "/nowhere",
        "LC_ALL": "xx_YY",
        "LANG": "da_DK",
        "TZ": "Asia/Tokyo",
    }
    with psycopg.connect(empty.hold().url) as connection:
        for name, value in SETTINGS.items():
            assert connection.execute(f"SHOW {name}").fetchone() == (value,), name  # type: ignore[arg-type]  # ours
        locale = "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'sygedagpenge'"
        assert connection.execute(locale).fetchone() == ("b", "C.UTF-8")


def test_the_roles_can_log_in_and_nothing_else(folder: Folder) -> None:
    with psycopg.connect(folder.hold().url) as connection:
        found = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s) AND rolcanlogin AND NOT (rolsuper"
            " OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)",
            (list(ROLES),),
        ).fetchall()
        assert {name for (name,) in found} == set(ROLES)
        public = "SELECT has_database_privilege('public', current_database(), 'CONNECT')"
        assert connection.execute(public).fetchone() == (False,)


def test_the_folder_has_the_parts_of_the_contract(empty: Folder) -> None:
    assert empty.sdp("db", "url").returncode == 0
    parts = {path.name for path in empty.path.iterdir()}
    assert parts == {"postgres", "keys", "documents", "exports", "log"}
    assert stat.S_IMODE(empty.path.stat().st_mode) == 0o700


@pytest.mark.parametrize("said", ["15.18 (Debian)", "16.9", "rubbish"])
def test_programs_that_are_too_old_are_passed_over(empty: Folder, place: Path, said: str) -> None:
    pretend(place / "bin", said)
    empty.environment = {"SDP_PG_BINDIR": str(place / "bin")}
    with psycopg.connect(empty.hold().url) as connection:
        assert connection.info.server_version >= 17_00_00


def test_our_setting_comes_first(empty: Folder, place: Path) -> None:
    pretend(place / "bin", "17.1")
    empty.environment = {"SDP_PG_BINDIR": str(place / "bin")}
    refused(empty, "server-did-not-start")


@pytest.fixture
def sources(empty: Folder, place: Path) -> dict[str, Path]:
    """Pretended programs in every place where the program looks, in the order it should."""
    found = {
        "SDP_PG_BINDIR": place / "setting",
        "wheel": place / "packages" / WHEEL / "pginstall" / "bin",
        "PATH": place / "path",
        "distribution 18": place / "distribution" / "18" / "bin",
        "distribution 17": place / "distribution" / "17" / "bin",
    }
    for name, directory in found.items():
        pretend(directory, "17.1", complaint=f"these are of {name}")
    (place / "packages" / WHEEL / "__init__.py").touch()
    others = [p for p in os.environ["PATH"].split(":") if shutil.which("postgres", path=p) is None]
    empty.words = (sys.executable, "-m", pretended.__name__)
    empty.environment = {
        "PYTHONPATH": f"{place / 'packages'}:{Path(pretended.__file__).parents[3]}",
        "SDP_PG_BINDIR": str(found["SDP_PG_BINDIR"]),
        "PATH": ":".join((str(found["PATH"]), *others)),
        DISTRIBUTION: str(place / "distribution"),
    }
    return found


def test_our_setting_our_wheel_the_path_and_the_newest_of_the_distribution_come_in_this_order(
    empty: Folder, sources: dict[str, Path]
) -> None:
    for name, directory in sources.items():
        assert f"these are of {name} " in refused(empty, "initdb-failed")
        shutil.rmtree(directory)
    assert "SDP_PG_BINDIR" in refused(empty, "no-postgres")


def test_data_of_another_version_is_not_touched(empty: Folder) -> None:
    empty.cluster.mkdir(parents=True)
    (empty.cluster / "PG_VERSION").write_text("16\n")
    said = refused(empty, "postgres-does-not-fit")
    assert "wheel" in said
    assert "sdp db upgrade" in said
    assert [path.name for path in empty.cluster.iterdir()] == ["PG_VERSION"]


def test_a_server_that_does_not_start_says_why(folder: Folder) -> None:
    assert folder.sdp("db", "url").returncode == 0
    eventually(folder.is_quiet, "the server outlived its program")
    with (folder.cluster / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    assert "FATAL" in refused(folder, "server-did-not-start")
    eventually(folder.is_quiet, "something outlived the program")


def test_an_initdb_that_fails_says_why_and_leaves_nothing(empty: Folder, place: Path) -> None:
    pretend(place / "bin", "17.1")
    (place / "bin" / "initdb").write_text(
        '#!/bin/sh\necho "initdb: error: no room [$PGDATESTYLE$LC_CTYPE]"; exit 1\n'
    )
    empty.environment = {"SDP_PG_BINDIR": str(place / "bin")}
    empty.environment |= {"PGDATESTYLE": "German", "LC_CTYPE": "da_DK"}
    assert "no room []" in refused(empty, "initdb-failed")
    assert not list((empty.path / "postgres").glob("data*"))


def test_a_folder_that_cannot_be_made_is_said(empty: Folder) -> None:
    empty.path.write_text("a file")
    refused(empty, "data-dir-not-writable")


def test_no_program_joins_a_server_that_may_lose_data(empty: Folder) -> None:
    with leased(made(empty.path), fsync=False):
        refused(empty, "server-without-fsync")
    eventually(empty.is_quiet, "the server outlived its programs")
