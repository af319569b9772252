"""Where a server may live, and that no two places are ever taken for one another."""

import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from infrastructure.postgres import folder as folders
from infrastructure.postgres.stopping import is_running
from tests.infrastructure.postgres.programs import Folder, eventually

Maker = Callable[[str], Folder]
TOO_LONG = "a-name-that-leaves-no-room-for-a-socket/" * 3


def socket_folder(url: str) -> Path:
    with psycopg.connect(url) as connection:
        return Path(connection.info.host)


@pytest.mark.parametrize("name", ["with a space", 'quote " and ø, 50 %', "a+b & c?d=e#f"])
def test_a_path_may_have_any_name(new_folder: Maker, name: str) -> None:
    folder = new_folder(name)
    place = socket_folder(folder.hold().url)
    assert "," in name or place == folder.path / "postgres" / "socket"


def test_nobody_else_can_enter_the_socket_folder(folder: Folder) -> None:
    found = socket_folder(folder.hold().url).stat()
    assert stat.S_IMODE(found.st_mode) == 0o700
    assert stat.S_IMODE((folder.path / "postgres").stat().st_mode) == 0o700


def test_a_long_path_has_its_socket_in_a_private_folder(new_folder: Maker) -> None:
    folder = new_folder(TOO_LONG)
    holder = folder.hold()
    place = socket_folder(holder.url)
    assert len(os.fsencode(place / ".s.PGSQL.5432")) <= 100
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    holder.end()
    eventually(folder.is_quiet, "the server outlived its program")
    assert not place.exists()


@pytest.fixture
def planted(new_folder: Maker, place: Path) -> Iterator[Folder]:
    """A link that somebody put where the private folder would be made."""
    folder = new_folder(TOO_LONG)
    key = hashlib.sha256(os.fsencode(folder.path)).hexdigest()[:16]
    link = Path(tempfile.gettempdir()) / f"sdp-{key}"
    (place / "elsewhere").mkdir(mode=0o755)
    link.symlink_to(place / "elsewhere")
    yield folder
    link.unlink()


def test_a_private_folder_that_is_a_link_is_refused(planted: Folder, place: Path) -> None:
    refused = planted.sdp("db", "url")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert refused.stderr.startswith("error socket-dir-not-ours: ")
    assert not list((place / "elsewhere").iterdir())


def test_a_temporary_folder_with_a_long_path_is_not_used(new_folder: Maker) -> None:
    folder = new_folder(TOO_LONG)
    temporary = folder.path.parent / "t"
    temporary.mkdir(parents=True)
    folder.environment = {"TMPDIR": str(temporary)}
    assert socket_folder(folder.hold().url).parent == Path("/tmp")  # noqa: S108  (checked above)


def test_three_programs_that_start_at_once_share_one_server(empty: Folder) -> None:
    with ThreadPoolExecutor() as pool:
        urls = [pool.submit(lambda: empty.hold().url) for _ in range(3)]
    assert len({url.result() for url in urls}) == 1
    assert len(empty.postmasters()) == 1
    assert len(empty.reapers()) == 1
    for holder in empty.holders:
        holder.end()
    eventually(empty.is_quiet, "the server outlived its programs")


def test_two_folders_never_share_a_server(new_folder: Maker) -> None:
    one, other = new_folder("one"), new_folder("other")
    first, second = one.hold(), other.hold()
    with psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE mark ()")
    with psycopg.connect(second.url) as connection:
        assert connection.execute("SELECT to_regclass('mark')").fetchone() == (None,)
    first.end()
    eventually(one.is_quiet, "the first server outlived its program")
    assert len(other.postmasters()) == 1


def test_asking_whether_a_server_runs_leaves_no_file(tmp_path: Path) -> None:
    """A folder that is being removed must not be filled again by who looks after its server."""
    folder = folders.made(tmp_path)
    assert not is_running(folder)
    assert list(folder.postgres.iterdir()) == []
