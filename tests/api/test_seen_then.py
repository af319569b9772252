"""A list and a view asked as of a position say what they said when that position was the newest."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass

import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.seeded import moved, reported
from tests.support.served import Served, served

THEN, LATER = "2020-05-08T08:00:00Z", "2020-07-20T10:00:00Z"
PATHS = (
    "/tasks",
    "/tasks?case_statuses=under_clarification",
    "/tasks?case_statuses=cancelled",
    "/tasks/counts",
    "/reports/unfinished-tasks",
    "/reports/unfinished-tasks/by-month",
    "/reports/unfinished-tasks/by-type",
    "/cases/{case}/absence",
    "/cases/{case}/duration",
    "/cases/{case}/tasks",
)


@dataclass(frozen=True)
class Remembered:
    """What was answered at a moment that is long ago now, on a case where nothing had happened."""

    server: Served
    case: str
    position: int
    answers: Mapping[str, object]


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Generator[Remembered]:
    folder = tmp_path_factory.mktemp("seen then")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        moved(server, "2020-04-30T08:00:00Z")
        case = reported(server)
        for employment in (bodies.employment(), bodies.wage()):
            path = "wages" if "hourly_wage" in employment else "employments"
            server.post(f"/cases/{case}/{path}", employment, Role.NEMREFUSION)
        task = server.post(f"/cases/{case}/tasks", bodies.task(type="check_case_non_blocking"))
        held = {"until": "2020-06-01", "reason": "Venter på svar"}
        server.post(f"/cases/{case}/tasks/{task.json()['task_id']}/hold", held)
        moved(server, THEN)
        other = reported(server, cpr="1605731234", name="Bo Eksempel")
        server.post(f"/cases/{other}/tasks", bodies.task(type="check_case_non_blocking"))
        position = server.caught_up()
        answers = {path: server.get(path.format(case=case)).json() for path in PATHS}
        moved(server, "2020-05-08T08:01:00Z")
        change(server, case, other)
        moved(server, LATER)
        server.caught_up()
        yield Remembered(server, case, position, answers)


def change(server: Served, case: str, other: str) -> None:
    """Change what the lists say of the cases behind their rows."""
    moved_day = {"first_day_of_absence": "2020-04-28", "reason": "Tastefejl"}
    corrected = server.post(f"/cases/{case}/first-day-of-absence", moved_day, Role.NEMREFUSION)
    assert corrected.status_code == 200, corrected.text
    version = {"If-Match": f'"{server.get(f"/cases/{other}").json()["version"]}"'}
    gone = server.post(f"/cases/{other}/cancellation", {"reason": "Fejl"}, **version)
    assert gone.status_code == 200, gone.text


@pytest.mark.parametrize("path", PATHS)
def test_a_position_is_seen_with_the_eyes_of_its_day(remembered: Remembered, path: str) -> None:
    asked = path.format(case=remembered.case) + ("&" if "?" in path else "?")
    server, then = remembered.server, remembered.answers[path]
    assert server.get(f"{asked}as_of_position={remembered.position}").json() == then
    assert server.get(f"{asked}as_of={THEN}").json() == then


def test_before_the_first_event_nothing_is_seen(remembered: Remembered) -> None:
    counts = remembered.server.get("/tasks/counts?as_of_position=0").json()
    assert counts["status"] == {}
