"""A served instance of three municipalities, its runs done by the command line, killed or not."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from httpx2 import Response

from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.tokens import development_key, issue
from tests.support import bodies
from tests.support.served import A_DAY, PATIENCE, Served

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Played:
    server: Served
    cases: dict[str, int]  # and the municipality of each

    def ask(
        self, path: str, body: dict[str, Any], place: int, role: str, who: str = "1"
    ) -> Response:
        actor = Actor(ActorId(f"{role} {who}"), Role(role), Municipality(place))
        token = issue(actor, A_DAY, development_key(self.server.data_dir))
        return self.server.post(path, body, role, Authorization=f"Bearer {token}")

    def run(self, name: str, day: str, *more: str) -> list[dict[str, Any]]:
        done = self.server.sdp("run", name, "--date", day, "--json", *more)
        assert done.returncode == 0, done.stderr
        return orjson.loads(done.stdout)

    def killed(self, name: str, day: str, appends: int) -> None:
        """Do the run in a program that is killed at an append."""
        program = [sys.executable, "-m", "tests.support.killed_run"]
        words = [str(self.server.data_dir), name, day, str(appends)]
        ended = subprocess.run([*program, *words], cwd=ROOT, check=False, timeout=PATIENCE)
        assert ended.returncode == -9

    def payments(self, place: int) -> list[dict[str, Any]]:
        self.server.fresh("/tasks")
        found = self.server.get("/payments?limit=100", municipality=place)
        return found.json()["items"]

    def runs(self, place: int) -> list[dict[str, Any]]:
        return self.server.get("/runs", municipality=place).json()["items"]

    def told_of_steps(self, place: int) -> dict[str, list[int]]:
        """Give what each step of payment runs said it had done."""
        told = self.server.get("/run-summaries?limit=200", municipality=place).json()["items"]
        steps: dict[str, list[int]] = {}
        for one in told:
            if one["name"].startswith("payments-"):
                steps.setdefault(one["name"], []).append(one["done"])
        return steps


def reported_in_turn(story: Played, citizens: Sequence[str], places: Sequence[int]) -> None:
    """Report one case of each citizen, in one municipality after the other."""
    for number, cpr in enumerate(citizens):
        place = places[number % len(places)]
        story.cases[reported(story, cpr, place)] = place


def reported(played: Played, cpr: str, place: int) -> str:
    nemrefusion = Role.NEMREFUSION
    answer = played.ask("/cases", bodies.absence(cpr=cpr), place, nemrefusion)
    assert answer.status_code == 201, answer.text
    case = str(answer.json()["case_id"])
    asked = {"cvr": bodies.EMPLOYER, "requested_on": "2020-05-06"}
    for path, body, role in (
        ("employments", bodies.employment(), nemrefusion),
        ("wages", bodies.wage(), nemrefusion),
        ("information-forms", bodies.form(cause="cancer"), Role.CITIZEN_SERVICE),
        ("refund-requests", asked, nemrefusion),
    ):
        told = played.ask(f"/cases/{case}/{path}", body, place, role)
        assert told.status_code == 200, told.text
    return case
