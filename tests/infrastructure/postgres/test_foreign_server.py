"""A server that is not ours: `DATABASE_URL` names its administrator."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.infrastructure.postgres.programs import Folder

Maker = Callable[[str], Folder]


@pytest.fixture
def guest(new_folder: Maker) -> Folder:
    """A folder whose database lives on the server of another folder, without our roles."""
    host = new_folder("host")
    url = host.hold().url.replace("/sygedagpenge?", "/postgres?")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP DATABASE sygedagpenge")
        connection.execute("DROP ROLE sdp_log, sdp_projector, sdp_app")
    folder = new_folder("guest")
    folder.environment = {"DATABASE_URL": url}
    return folder


def passwords(folder: Folder) -> dict[str, str]:
    return json.loads((folder.path / "keys" / "roles.json").read_text())


def test_the_roles_are_made_with_passwords_only_we_can_read(guest: Folder) -> None:
    url = guest.sdp("db", "url").stdout
    kept = guest.path / "keys" / "roles.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert set(passwords(guest)) == {"sdp_log", "sdp_projector", "sdp_app"}
    assert len(set(passwords(guest).values())) == 3
    assert f"//sdp_app:{passwords(guest)['sdp_app']}@/sygedagpenge?" in url
    assert not guest.cluster.exists()
    with psycopg.connect(url.strip()) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("sdp_app",)


def test_they_may_be_kept_elsewhere_in_a_folder_that_is_made(guest: Folder, place: Path) -> None:
    elsewhere = place / "secrets" / "sdp" / "roles.json"
    guest.environment = {**guest.environment, "SDP_ROLES": str(elsewhere)}
    assert guest.sdp("db", "url").returncode == 0
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    assert stat.S_IMODE(elsewhere.parent.stat().st_mode) == 0o700
    assert not (guest.path / "keys" / "roles.json").exists()


def test_the_second_time_nothing_changes(guest: Folder) -> None:
    urls = {guest.sdp("db", "url").stdout for _ in range(2)}
    assert len(urls) == 1


def test_another_folder_takes_the_roles_over_only_when_asked(
    guest: Folder, new_folder: Maker
) -> None:
    assert guest.sdp("db", "url").returncode == 0
    other = new_folder("other")
    other.environment = guest.environment
    refused = other.sdp("db", "url")
    assert refused.returncode == 3
    assert refused.stderr.startswith("error roles-taken: ")
    assert not (other.path / "keys" / "roles.json").exists()
    assert other.sdp("db", "adopt").returncode == 0
    assert other.sdp("db", "url").returncode == 0
    assert passwords(other) != passwords(guest)


@pytest.mark.parametrize("url", ["postgresql://x@/x?host=/nowhere", "rubbish"])
def test_a_server_that_is_not_there_is_said(empty: Folder, url: str) -> None:
    empty.environment = {"DATABASE_URL": url}
    refused = empty.sdp("db", "url")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert refused.stderr.startswith("error no-postgres: ")
    assert refused.stderr.count("\n") == 1
