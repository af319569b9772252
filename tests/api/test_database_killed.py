"""The database killed under a served instance: refused for seconds, then as before."""

import time
from collections.abc import Callable, Generator
from uuid import uuid4

import psycopg
import pytest
from httpx2 import Response

from tests.infrastructure.postgres.programs import Folder, eventually, kill
from tests.support import bodies
from tests.support.seeded import SECOND, reported
from tests.support.served import PATIENCE, Served, served

NOTE = {"text": "Skrevet mens databasen var væk"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    with served(tmp_path_factory.mktemp("killed"), "--with-worker") as running:
        yield running


def kill_the_database(server: Served) -> list[int]:
    killed = Folder(server.data_dir).postmasters()
    for pid in killed:
        kill(pid)
    assert killed
    return killed


def until_it_works(ask: Callable[[], Response]) -> list[Response]:
    """Ask as often as it is `unavailable`; no other program is there to help."""
    answers, until = [ask()], time.monotonic() + PATIENCE
    while answers[-1].status_code == 503 and time.monotonic() < until:
        assert answers[-1].json()["code"] == "unavailable"
        time.sleep(float(answers[-1].headers["Retry-After"]) / 5)
        answers.append(ask())
    assert answers[-1].is_success, answers[-1].text
    return answers


@pytest.mark.parametrize("time_of_killing", ["first", "second"])
def test_a_killed_database_comes_back_by_itself_and_nothing_is_lost(
    server: Served, time_of_killing: str
) -> None:
    case = reported(server, cpr=bodies.CPR if time_of_killing == "first" else SECOND)
    killed = kill_the_database(server)
    key = {"Idempotency-Key": str(uuid4())}
    sent = until_it_works(lambda: server.post(f"/cases/{case}/notes", NOTE, **key))
    again = server.post(f"/cases/{case}/notes", NOTE, **key)
    assert (again.headers["Idempotent-Replay"], again.json()) == ("true", sent[-1].json())
    history = until_it_works(lambda: server.get(f"/cases/{case}/history"))[-1].json()
    assert [one["type"] for one in history["events"]] == ["AbsenceReported", "NoteAdded"]
    assert Folder(server.data_dir).postmasters() not in ([], killed)


def promises_are_kept_late(server: Served) -> None:
    """Let the database write what it only promised ten seconds later, not a moment."""
    with psycopg.connect(server.owner_url, autocommit=True) as owner:
        owner.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        owner.execute("SELECT pg_reload_conf()")


def test_what_was_answered_a_moment_before_is_there(server: Served) -> None:
    """Neither the command nor the look was only promised to the disk."""
    promises_are_kept_late(server)
    case = reported(server, cpr=bodies.CPR, first_day_of_absence="2020-03-02")
    folder = Folder(server.data_dir)
    for _ in range(2):
        looked = server.looks()
        doomed, key = folder.postmasters(), {"Idempotency-Key": str(uuid4())}
        first = server.post(f"/cases/{case}/notes", NOTE, **key)
        assert server.get(f"/cases/{case}").is_success
        for pid in doomed:
            kill(pid)
        eventually(lambda gone=doomed: folder.postmasters() not in ([], gone), "no new database")
        eventually(lambda: server.http.get("/health").is_success, "it does not come back")
        again = server.post(f"/cases/{case}/notes", NOTE, **key)
        assert (again.headers["Idempotent-Replay"], again.json()) == ("true", first.json())
        assert server.looks() == looked + 1


def test_lists_and_the_worker_come_back_too(server: Served) -> None:
    case = reported(server, cpr=bodies.CPR, first_day_of_absence="2020-05-04")
    assert server.fresh("/cases").is_success
    kill_the_database(server)
    until_it_works(lambda: server.get("/cases"))
    opened = server.post(f"/cases/{case}/tasks", bodies.task())
    assert opened.is_success, opened.text
    tasks = server.fresh("/tasks").json()["items"]
    assert case in {one["case_id"] for one in tasks}
    assert server.http.get("/health").json()["status"] == "ok"


def test_a_database_told_to_stop_stays_so_until_a_program_asks_for_it(server: Served) -> None:
    assert server.sdp("db", "stop").stdout == "stopped\n"
    time.sleep(1.5)  # three looks of the guard
    assert Folder(server.data_dir).postmasters() == []
    assert server.sdp("db", "url").returncode == 0
    eventually(lambda: server.get("/cases").is_success, "it did not come back")
