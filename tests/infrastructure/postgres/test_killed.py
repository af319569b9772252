"""What is left, and what comes back, when processes are killed without warning."""

import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

import psycopg
import pytest

from infrastructure.postgres.binaries import find_binaries
from tests.infrastructure.postgres.programs import (
    Folder,
    eventually,
    kill,
    open_files,
    pending,
    standing,
)

AT_A_WORD = """#!/bin/sh
if [ "$1" != --version ]; then
    touch {begun}
    while [ ! -e {go} ]; do sleep 0.05; done
fi
exec {initdb} "$@"
"""


@dataclass(frozen=True)
class Waiting:
    """`begun` is there when initdb waits, until somebody makes `go`."""

    folder: Folder
    go: Path
    begun: Path


def write(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE mark AS SELECT 'kept' AS word")


def read(url: str) -> object:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT word FROM mark").fetchone()


def test_the_server_ends_with_the_program_that_was_killed(folder: Folder) -> None:
    holder = folder.hold()
    write(holder.url)
    holder.kill()
    eventually(folder.is_quiet, "the server outlived the last program")
    assert read(folder.hold().url) == ("kept",)


def test_the_server_stays_while_another_program_holds_it(folder: Folder) -> None:
    first, second = folder.hold(), folder.hold()
    write(first.url)
    server = folder.postmasters()
    assert second.url
    first.kill()
    assert read(second.url) == ("kept",)
    second.end()
    assert len(server) == 1
    eventually(folder.is_quiet, "the server outlived the last program")


def test_everything_killed_at_once_loses_nothing_committed(folder: Folder) -> None:
    write(folder.hold().url)
    folder.kill_everything()
    again = folder.hold()
    assert read(again.url) == ("kept",)
    again.end()
    eventually(folder.is_quiet, "something outlived the last program")


def test_a_server_left_alone_is_joined_and_ends_with_who_joined(folder: Folder) -> None:
    holder = folder.hold()
    write(holder.url)
    server = folder.postmasters()
    holder.process.send_signal(signal.SIGSTOP)  # it starts no other reaper
    for reaper in folder.reapers():
        kill(reaper)
    holder.kill()
    again = folder.hold()
    assert read(again.url) == ("kept",)
    assert folder.postmasters() == server
    again.end()
    eventually(folder.is_quiet, "the server outlived the last program")


def test_a_killed_reaper_is_started_again(folder: Folder) -> None:
    holder = folder.hold()
    assert holder.url
    (reaper,) = folder.reapers()
    kill(reaper)
    eventually(lambda: folder.reapers() not in ([], [reaper]), "no new reaper")
    holder.kill()
    eventually(folder.is_quiet, "the new reaper did not stop the server")


def test_a_killed_server_is_started_by_the_next_program(folder: Folder) -> None:
    holder = folder.hold()
    write(holder.url)
    (server,) = folder.postmasters()
    kill(server)
    assert read(folder.hold().url) == ("kept",)
    assert folder.postmasters() not in ([], [server])


def test_an_orphan_that_hangs_is_not_asked_politely(folder: Folder) -> None:
    """Nobody leads it that could make it end; it would be waited for as long as for a server."""
    holder = folder.hold()
    write(holder.url)
    with psycopg.connect(holder.url) as connection:
        hung = connection.info.backend_pid
        os.kill(hung, signal.SIGSTOP)
        holder.process.send_signal(signal.SIGSTOP)  # it starts neither reaper nor server
        for pid in {*folder.reapers(), *folder.processes()} - {hung}:
            kill(pid)
        holder.kill()
    again, told = folder.hold(), set[int]()

    def is_gone() -> bool:
        told.update(pending(hung))
        return hung not in folder.processes()

    eventually(is_gone, "the orphan lives")
    assert signal.SIGINT not in told
    assert read(again.url) == ("kept",)
    assert len(folder.postmasters()) == 1


def test_a_killed_server_is_started_again_for_who_holds_it(folder: Folder) -> None:
    holder = folder.hold()
    write(holder.url)
    (server,) = folder.postmasters()
    kill(server)
    eventually(lambda: folder.postmasters() not in ([], [server]), "nobody started it again")
    assert read(folder.hold().url) == ("kept",)
    assert len(folder.postmasters()) == len(folder.reapers()) == 1
    folder.kill_everything()
    eventually(folder.is_quiet, "something was started after everything was killed")


@pytest.fixture
def waiting(empty: Folder, place: Path) -> Waiting:
    """A folder whose initdb begins when it is told to."""
    waiting = Waiting(empty, place / "bin" / "go", place / "bin" / "begun")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SDP_PG_BINDIR", raising=False)
        programs = find_binaries(None).directory
    (place / "bin").mkdir()
    for program in programs.iterdir():
        (place / "bin" / program.name).symlink_to(program)
    initdb = place / "bin" / "initdb"
    initdb.unlink()
    initdb.write_text(
        AT_A_WORD.format(
            go=quote(str(waiting.go)),
            begun=quote(str(waiting.begun)),
            initdb=quote(str(programs / "initdb")),
        )
    )
    initdb.chmod(0o755)
    empty.environment = {"SDP_PG_BINDIR": str(place / "bin")}
    return waiting


def test_an_interrupted_initdb_leaves_nothing_half_made(waiting: Waiting) -> None:
    """Its program is held up, so that it cannot be quicker than we are."""
    holder, folder = waiting.folder.hold(), waiting.folder
    made = folder.path / "postgres"
    eventually(waiting.begun.exists, "no initdb")
    holder.process.send_signal(signal.SIGSTOP)
    waiting.go.touch()
    eventually(lambda: any(made.glob("data*/PG_VERSION")), "no cluster is being made")
    folder.kill_everything()
    assert not folder.cluster.exists()
    assert folder.hold().url
    assert sorted(path.name for path in made.glob("data*")) == ["data"]
    assert holder.process.returncode != 0


def test_who_starts_while_another_one_does_waits_for_it(waiting: Waiting) -> None:
    first = waiting.folder.hold()
    eventually(waiting.begun.exists, "no initdb")
    second = waiting.folder.hold()
    lock = str(waiting.folder.path / "postgres" / "start.lock")
    eventually(
        lambda: second.process.poll() is not None or lock in open_files(second.process.pid),
        "the second one does not come to the lock",
        pause=0,  # it looks at the lock for a moment only, again and again
    )
    assert second.process.poll() is None
    waiting.go.touch()
    assert first.url == second.url
    assert len(waiting.folder.postmasters()) == len(waiting.folder.reapers()) == 1


def test_an_initdb_whose_program_was_killed_does_not_disturb_the_next(empty: Folder) -> None:
    killed = empty.hold()
    eventually(lambda: any("data.new-" in at for at in standing().values()), "no initdb")
    killed.kill()
    assert empty.hold().url
    names = {path.name for path in (empty.path / "postgres").glob("data*")}
    assert names == {"data"}


def test_a_removed_folder_takes_its_server_with_it(empty: Folder) -> None:
    holder = empty.hold()
    assert holder.url
    shutil.rmtree(empty.path)
    holder.end()
    eventually(empty.is_quiet, "a server outlived its data")
