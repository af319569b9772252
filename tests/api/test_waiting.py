"""What waits, on a served instance: for what, since when, until when, and what is overdue."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any

import pytest

from api.waiting import codes
from domain.shared.envelope import Role
from tests.application.policies.story import History
from tests.support import bodies
from tests.support.histories import CANCELLED, GRANTED
from tests.support.scenario import given
from tests.support.seeded import moved, reported, told
from tests.support.served import Served, served

CAUSE_UNKNOWN = "information_form_other_cause"


@dataclass(frozen=True)
class Waiting:
    server: Served
    silent: str  # a citizen who answers nothing
    asked: str  # a case with a blocking task
    paid: str  # a case whose payments are kept back
    blocked: str  # a case whose payment was approved, and then a task came between it and its run
    cancelled: str

    def lines(self, path: str, role: Role = Role.MANAGER) -> list[dict[str, Any]]:
        answer = self.server.get(path, role)
        assert answer.status_code == 200, answer.text
        return answer.json()["lines"]


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Generator[Waiting]:
    folder = tmp_path_factory.mktemp("waiting")
    with served(folder, "--with-worker", "--simulated-clock") as server:
        moved(server, "2020-05-06T08:00:00Z")
        silent, asked, paid, cancelled, blocked = reported_in_turn(server)
        told(server, paid)
        told(server, blocked)
        told(server, asked)
        open_tasks(server, asked)
        version = {"If-Match": f'"{server.get(f"/cases/{cancelled}").json()["version"]}"'}
        gone = server.post(f"/cases/{cancelled}/cancellation", {"reason": "Fejl"}, **version)
        assert gone.status_code == 200, gone.text
        moved(server, "2020-06-09T10:00:00Z")
        keep_back(server, paid)
        block(server, blocked)
        server.fresh("/tasks")
        server.fresh("/cases")
        server.fresh("/payments")
        server.fresh("/reports/overdue")
        yield Waiting(server, silent, asked, paid, blocked, cancelled)


def reported_in_turn(server: Served) -> list[str]:
    """Five cases, a minute after each other; who is reported first has the last number and name."""
    cases = list[str]()
    for minute, day in enumerate(range(19, 14, -1)):
        moved(server, f"2020-05-06T08:0{minute}:00Z")
        cases.append(reported(server, cpr=f"{day}05731234", name=f"Eksempel {day}"))
    return cases


def open_tasks(server: Served, case: str) -> None:
    """Open a task that blocks nothing, and after it two that block the decision."""
    kinds = ("check_case_non_blocking", "check_case_blocking", "manual_move_case")
    for minute, kind in enumerate(kinds):
        moved(server, f"2020-05-06T09:0{minute}:00Z")
        opened = server.post(f"/cases/{case}/tasks", bodies.task(type=kind))
        assert opened.status_code == 200, opened.text


def keep_back(server: Served, case: str) -> None:
    """Order two weeks more and hold one of them."""
    moved(server, "2020-06-14T22:30:00Z")
    ordered = server.post(f"/cases/{case}/payments", {"until": "2020-06-14"})
    assert ordered.status_code == 200, ordered.text
    payment = ordered.json()["payment_ids"][0]
    held = server.post(f"/cases/{case}/payments/{payment}/hold", {"reason": "Kontrolsag"})
    assert held.status_code == 200, held.text


def block(server: Served, case: str) -> None:
    """Order the same weeks of another case, and open what blocks them before any run."""
    moved(server, "2020-06-14T22:31:00Z")
    ordered = server.post(f"/cases/{case}/payments", {"until": "2020-06-14"})
    assert ordered.status_code == 200, ordered.text
    opened = server.post(f"/cases/{case}/tasks", bodies.task(type="check_case_blocking"))
    assert opened.status_code == 200, opened.text


def test_cases_that_cannot_be_decided_say_why(waiting: Waiting) -> None:
    lines = {one["case_id"]: one for one in waiting.lines("/reports/undecided-cases")}
    assert waiting.cancelled not in lines
    assert waiting.paid not in lines
    silent, asked = lines[waiting.silent], lines[waiting.asked]
    assert set(silent["waits_for"]) >= {"outstanding-form", "outstanding-employment"}
    assert (asked["waits_for"], asked["blocking_tasks"]) == (
        ["blocked-by-task"],
        ["check_case_blocking", "manual_move_case"],
    )
    assert asked["oldest_task_since"].startswith("2020-05-06T09:01:00")
    assert (silent["waits_until"], asked["waits_until"]) == ("2020-05-08", "2020-05-09")
    assert (asked["age_days"], asked["citizen_name"]) == (40, "Eksempel 18")
    first = waiting.server.get("/reports/undecided-cases?limit=1", Role.MANAGER).json()
    rest = waiting.lines(f"/reports/undecided-cases?cursor={first['next']}")
    both = [*first["lines"], *rest]
    assert [one["case_id"] for one in both] == [waiting.silent, waiting.asked]


@pytest.mark.parametrize("history", [GRANTED, CANCELLED])
def test_a_case_that_left_a_moment_ago_waits_for_nothing(history: History) -> None:
    """The list did not know it yet when it gave the case."""
    left = given(*history)
    assert codes(left.dossier, left.around) == ()


def test_cases_that_cannot_be_decided_are_asked_for_by_whose_they_are_and_how_fresh(
    waiting: Waiting,
) -> None:
    path = "/reports/undecided-cases"
    assert waiting.lines(f"{path}?case_worker=nobody") == []
    behind = waiting.server.get(f"{path}?at_least=999999", Role.MANAGER)
    assert behind.headers["Sdp-Freshness"] == "waiting"
    assert waiting.server.get(f"{path}?limit=101", Role.MANAGER).status_code == 400


def test_what_is_overdue_is_listed_the_longest_first(waiting: Waiting) -> None:
    lines = waiting.lines("/reports/overdue")
    found = {(one["case_id"], one["what"]): one for one in lines}
    assert [one["until"] for one in lines] == sorted(one["until"] for one in lines)
    form = found[waiting.silent, "information_form"]
    assert (form["waits_for"], form["title"]) == ("citizen", "Oplysningsskema")
    assert form["days_over"] > 0
    task = found[waiting.asked, "check_case_blocking"]
    assert (task["waits_for"], task["since"], task["assigned_to"]) == (
        "somebody",
        "2020-05-06",
        None,
    )
    assert not any(case == waiting.cancelled for case, _ in found)
    only = waiting.lines("/reports/overdue?types=check_case_blocking")
    assert {one["what"] for one in only} == {"check_case_blocking"}
    assert waiting.lines("/reports/overdue?case_worker=nobody") == []


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_what_is_overdue_is_read_page_by_page(waiting: Waiting, limit: int) -> None:
    found, cursor = list[dict[str, Any]](), ""
    while cursor is not None:
        path = f"/reports/overdue?limit={limit}" + (f"&cursor={cursor}" if cursor else "")
        page = waiting.server.get(path, Role.MANAGER).json()
        assert len(page["lines"]) <= limit
        found, cursor = [*found, *page["lines"]], page["next"]
    assert found == waiting.lines("/reports/overdue")
    assert len(found) >= 3
    other = waiting.server.get("/reports/overdue?cursor=nonsense", Role.MANAGER)
    assert (other.status_code, other.json()["code"]) == (400, "invalid-cursor")


def test_payments_that_are_kept_back_say_why_and_since_when(waiting: Waiting) -> None:
    line, approved = waiting.lines("/reports/kept-back")
    assert (line["case_id"], line["waits_for"]) == (waiting.paid, "release")
    assert (approved["case_id"], approved["waits_for"]) == (waiting.blocked, "next_run")
    assert (line["reason"], line["citizen_name"]) == ("Kontrolsag", "Eksempel 17")
    assert line["waits_since"].startswith("2020-06-14T22:30:00")
    assert line["amount"] == "4084.80"  # 37 hours
    assert waiting.lines("/reports/kept-back?kinds=adjustment") == []
    text = waiting.server.get("/reports/kept-back?format=csv", Role.MANAGER).text
    assert "Kontrolsag" in text


@pytest.mark.parametrize(
    ("path", "cases"),
    [("undecided-cases", 2), ("overdue", 2), ("kept-back", 2), ("kept-back?format=csv", 2)],
)
def test_each_citizen_shown_is_one_row_of_the_access_log(
    waiting: Waiting, path: str, cases: int
) -> None:
    before = waiting.server.looks()
    waiting.server.get(f"/reports/{path}", Role.MANAGER)
    assert waiting.server.looks() - before == cases


@pytest.mark.parametrize("path", ["undecided-cases", "overdue", "kept-back", "write-offs"])
def test_another_municipality_waits_for_nothing(waiting: Waiting, path: str) -> None:
    before = waiting.server.looks()
    answer = waiting.server.get(f"/reports/{path}", Role.MANAGER, municipality=751)
    assert (answer.json()["lines"], waiting.server.looks()) == ([], before)


def test_whose_case_waits_is_said_and_asked_for(waiting: Waiting) -> None:
    task = waiting.server.get(f"/cases/{waiting.asked}/tasks").json()["tasks"][0]["task_id"]
    named = {"tasks": [{"case_id": waiting.asked, "task_id": task}], "to": "carla", "reason": "x"}
    assert waiting.server.post("/tasks/assignments", named).status_code == 200
    waiting.server.fresh("/cases")
    (line,) = waiting.lines("/reports/undecided-cases?case_worker=carla")
    assert (line["case_id"], line["case_worker"]) == (waiting.asked, "carla")
