"""Case workers who ask for the next task at the same moment, each over its own connection."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from uuid import uuid4

import psycopg
from httpx2 import Client, Response

from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.tokens import development_key, issue
from tests.support import bodies
from tests.support.seeded import moved, reported
from tests.support.served import A_DAY, LONG, Served

TYPES = ("check_case_blocking", "check_case_non_blocking")
NOON = "2020-05-06T10:00:00Z"
ASSIGNED = """
    SELECT stream_id, count(*), min(actor) FROM sdp_log.event WHERE type = 'TaskAssigned' GROUP BY 1
"""


@dataclass(frozen=True)
class Crowd:
    server: Served
    clients: int

    def open_tasks(self, cases: int, tasks: int) -> list[str]:
        """Open `tasks` tasks on each of `cases` cases; give their ids."""
        moved(self.server, NOON)
        with ThreadPoolExecutor(self.clients) as pool:
            numbers = [f"15057{number:05}" for number in range(10_000, 10_000 + cases)]
            found = list(pool.map(self.report, numbers))
            # the same case again as late as possible
            counted, wanted = zip(*product(range(tasks), found), strict=True)
            opened = list(pool.map(self.open, counted, wanted))
        assert self.server.fresh("/tasks").status_code == 200
        return opened

    def report(self, cpr: str) -> str:
        return reported(self.server, cpr=cpr)

    def open(self, number: int, case: str) -> str:
        body = bodies.task(type=TYPES[number % 2], cause=f"cause {number}")
        answer = self.server.post(f"/cases/{case}/tasks", body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["task_id"])

    def take_all(self) -> list[list[Response]]:
        """Let everybody take tasks until none waits; give each one's answers."""
        with ThreadPoolExecutor(self.clients) as pool:
            return list(pool.map(partial(take_until_none, self.server), range(self.clients)))

    def assigned(self) -> dict[str, int]:
        """Count in the log how often each task was assigned."""
        with psycopg.connect(self.server.owner_url) as connection:
            rows = connection.execute(ASSIGNED).fetchall()
        return {str(task): times for task, times, _ in rows}


def take_until_none(server: Served, number: int) -> list[Response]:
    actor = Actor(ActorId(f"worker {number}"), Role.CASE_WORKER, Municipality(101))
    token = issue(actor, A_DAY, development_key(server.data_dir))
    answers: list[Response] = []
    with Client(base_url=server.http.base_url, timeout=LONG) as http:
        while not answers or answers[-1].status_code == 200:
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}
            answers.append(http.post("/tasks/next", json={}, headers=headers))
    return answers


def ids(answers: Sequence[Response]) -> list[str]:
    return [one.json()["task_id"] for one in answers if one.status_code == 200]
