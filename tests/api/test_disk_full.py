"""A disk that takes no more: what cannot be kept is refused as such, and can be sent again."""

import resource
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.served import LONG, SDP, Served, served

FULL = """
    CREATE FUNCTION disk_is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE 'could not extend file: No space left on device' USING errcode = 'disk_full';
    END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON {} EXECUTE FUNCTION disk_is_full()
"""
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    with served(tmp_path_factory.mktemp("full")) as running:
        yield running


@contextmanager
def no_file_grows(server: Served) -> Generator[None]:
    """Let the server write no byte to a file, as on a full disk; the database still can."""
    pid = server.process.pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, UNLIMITED)


def test_a_case_whose_key_cannot_be_kept_is_not_recorded_and_can_be_sent_again(
    server: Served,
) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    before = server.counts()
    with no_file_grows(server):
        refused = server.post("/cases", bodies.absence(), Role.NEMREFUSION, **key)
        assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")
        assert "Retry-After" in refused.headers
    assert server.counts() == before
    sent = server.post("/cases", bodies.absence(), Role.NEMREFUSION, **key)
    assert sent.status_code == 201
    assert "Idempotent-Replay" not in sent.headers


@contextmanager
def no_room_in(server: Served, table: str) -> Generator[None]:
    """Let the database say of a table what it says when its disk is full."""
    with psycopg.connect(server.owner_url, autocommit=True) as owner:
        owner.execute(FULL.format(table).encode())
        try:
            yield
        finally:
            owner.execute("DROP FUNCTION disk_is_full CASCADE")


def test_what_the_database_has_no_room_for_is_not_recorded_and_can_be_sent_again(
    server: Served,
) -> None:
    key, case = {"Idempotency-Key": str(uuid4())}, bodies.absence(cpr="1605731234")
    before = server.recorded()
    with no_room_in(server, "sdp_log.event"):
        refused = server.post("/cases", case, Role.NEMREFUSION, **key)
        assert (refused.status_code, refused.json()["code"]) == (503, "no-space")
        assert "Retry-After" in refused.headers
        assert server.http.get("/health").json()["status"] == "no-space"
        assert server.recorded() == before
    sent = server.post("/cases", case, Role.NEMREFUSION, **key)
    assert sent.status_code == 201
    assert "Idempotent-Replay" not in sent.headers
    assert server.http.get("/health").json()["status"] == "ok"


def test_nobody_is_shown_whose_look_there_is_no_room_for(server: Served) -> None:
    absence = bodies.absence(cpr="1705731234")
    case = server.post("/cases", absence, Role.NEMREFUSION).json()["case_id"]
    with no_room_in(server, "sdp_access.look"):
        refused = server.get(f"/cases/{case}")
        assert (refused.status_code, refused.json()["code"]) == (503, "no-space")
    assert server.get(f"/cases/{case}").status_code == 200


def test_a_command_that_finds_no_room_says_so_in_one_line() -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 (a device, not a path of ours)
        ended = subprocess.run(
            [SDP, "law", "rates", "--on", "2020-04-27"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=LONG,
        )
    assert ended.returncode == 3
    assert ended.stderr.startswith("error no-space: ")
    assert ended.stderr.count("\n") == 1
