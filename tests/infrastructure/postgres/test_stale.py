"""What an earlier server left, and what other people's processes are, is never believed."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.infrastructure.postgres.programs import Folder, eventually


@pytest.fixture
def foreign(place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of somebody else that has the name of a server, in another folder."""
    shutil.copy2(shutil.which("sleep") or "", place / "postgres")
    with subprocess.Popen([place / "postgres", "600"], cwd=place) as process:
        yield process
        process.kill()


def claim(folder: Folder, pid: int) -> None:
    """Write what a server that was killed leaves, with the number of another process."""
    sockets = folder.path / "postgres" / "socket"
    sockets.mkdir(exist_ok=True)
    words = f"{pid}\n{folder.cluster}\n{int(time.time())}\n5432\n{sockets}\n\n  1 1\nready   \n"
    (folder.cluster / "postmaster.pid").write_text(words)
    (sockets / ".s.PGSQL.5432.lock").write_text(words)


def test_a_number_that_now_means_another_process_is_not_believed(
    folder: Folder, foreign: subprocess.Popen[bytes]
) -> None:
    assert folder.sdp("db", "url").returncode == 0
    eventually(folder.is_quiet, "the server outlived its program")
    claim(folder, foreign.pid)
    assert folder.sdp("db", "stop").stdout == "nothing ran\n"
    holder = folder.hold()
    with psycopg.connect(holder.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    claim(folder, foreign.pid)
    holder.end()
    eventually(folder.is_quiet, "the server outlived its program")
    assert foreign.poll() is None


def test_the_number_of_another_folders_server_is_not_believed(
    new_folder: Callable[[str], Folder],
) -> None:
    one, other = new_folder("one"), new_folder("other")
    assert other.sdp("db", "url").returncode == 0
    eventually(other.is_quiet, "the server outlived its program")
    assert one.hold().url
    (server,) = one.postmasters()
    claim(other, server)
    assert other.sdp("db", "stop").stdout == "nothing ran\n"
    assert other.hold().url
    assert other.sdp("db", "stop").stdout == "stopped\n"
    assert one.postmasters() == [server]


@pytest.fixture
def visitor(folder: Folder) -> Iterator[subprocess.Popen[bytes]]:
    """A process of somebody else that stands in the data, and was there before the server."""
    with subprocess.Popen(["sleep", "600"], cwd=folder.cluster) as process:
        yield process
        process.kill()


def test_a_process_that_only_stands_in_the_data_is_left_alone(
    folder: Folder, visitor: subprocess.Popen[bytes]
) -> None:
    assert folder.hold().url
    with subprocess.Popen(["sleep", "600"], cwd=folder.cluster) as later:
        assert folder.sdp("db", "stop").stdout == "stopped\n"
        assert [visitor.poll(), later.poll()] == [None, None]
        later.kill()


def test_stopping_is_for_everybody_and_the_next_program_starts_again(folder: Folder) -> None:
    assert folder.hold().url
    assert folder.sdp("db", "stop").stdout == "stopped\n"
    assert not folder.postmasters()
    assert folder.sdp("db", "stop", "--json").stdout == '{"stopped":false}\n'
    assert folder.hold().url


def test_that_they_outlive_their_program_is_nothing_to_warn_of(folder: Folder) -> None:
    folder.words = (sys.executable, "-W", "default::ResourceWarning", *folder.words)
    ended = folder.sdp("db", "url")
    assert (ended.returncode, ended.stderr) == (0, "")
