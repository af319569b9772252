"""What is left, and what comes back, when processes are killed without warning."""

import shutil

import psycopg

from tests.infrastructure.postgres.programs import Folder, eventually, kill, standing


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


def test_an_interrupted_initdb_leaves_nothing_half_made(empty: Folder) -> None:
    holder = empty.hold()
    made = empty.path / "postgres"

    def half_made() -> bool:
        return any(path.parent.name != "data" for path in made.glob("data*/PG_VERSION"))

    eventually(half_made, "no cluster was being made beside its place")
    empty.kill_everything()
    assert not empty.cluster.exists()
    assert empty.hold().url
    assert sorted(path.name for path in made.glob("data*")) == ["data"]
    assert holder.process.returncode != 0


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
