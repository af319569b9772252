"""A case that a list cannot follow, met from outside: what the list says, and its way back."""

import time
from pathlib import Path

import orjson
import psycopg

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.seeded import reported
from tests.support.served import PATIENCE, Served, served


def freshness(server: Served, path: str) -> str:
    """Ask until the worker has come past the head of the log."""
    head = server.caught_up()
    for _ in range(PATIENCE):
        said = server.get(f"{path}?at_least={head}").headers["Sdp-Freshness"]
        if said != "waiting":
            return said
        time.sleep(0.5)
    raise RuntimeError("the worker does not follow")


def test_a_list_that_holds_back_a_case_says_so_until_it_is_folded_again(tmp_path: Path) -> None:
    with served(tmp_path, "--with-worker") as server:
        case, other = reported(server), reported(server, cpr="1605731234")
        opened = server.post(f"/cases/{case}/tasks", bodies.task()).json()
        assert freshness(server, "/tasks") == "fresh"
        lost(server)
        held = f"/cases/{case}/tasks/{opened['task_id']}/hold"
        until = {"until": "2099-01-01", "reason": "x"}
        assert server.post(held, until).status_code == 200
        assert freshness(server, "/tasks") == "parked"
        assert freshness(server, "/payments") == "fresh"
        assert server.get(f"/cases/{case}").status_code == 200  # the case itself is what it was
        found = orjson.loads(server.sdp("projections", "parked", "--json").stdout)
        assert case in str(found)
        assert other not in str(found)
        assert server.sdp("projections", "unpark", case).returncode == 0
        assert freshness(server, "/tasks") == "fresh"
        tasks = server.get("/tasks", Role.MANAGER).json()["items"]
        assert [one["task_id"] for one in tasks] == [opened["task_id"]]


def lost(server: Served) -> None:
    """Take the task out of the list behind the worker's back: what comes next cannot be folded."""
    with psycopg.connect(server.owner_url) as owner:
        assert owner.execute("DELETE FROM task_queue_v1.task").rowcount > 0
