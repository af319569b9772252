"""A month that is over, served: its sample is drawn and controlled, its figures are closed."""

from collections.abc import Generator
from typing import Any

import pytest

from domain.shared.envelope import Role
from tests.support.seeded import moved, reported
from tests.support.served import Served, served

MAY, IN_JUNE = "2020-05-01", "2020-06-03"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    folder = tmp_path_factory.mktemp("months")
    with served(folder, "--with-worker", "--simulated-clock") as running:
        moved(running, "2020-05-06T08:00:00Z")
        for number in range(12):
            reported(running, cpr=f"15057{number:05}", protected=number == 0)
        moved(running, "2020-06-03T08:00:00Z")
        for name in ("random-sample", "close-month"):
            done = running.sdp("run", name, "--date", IN_JUNE, "--json")
            assert done.returncode == 0, done.stderr
        yield running


def samples(server: Served, role: Role = Role.MANAGER) -> list[dict[str, Any]]:
    return server.get(f"/samples?month={MAY}", role).json()["samples"]


def test_ten_of_the_months_reports_are_drawn_each_with_its_task(server: Served) -> None:
    drawn = samples(server)
    assert len({one["case_id"] for one in drawn}) == 10
    assert {(one["seed"], one["population"]) for one in drawn} == {("101/2020-05", 12)}
    assert {one["drawn_at"][:10] for one in drawn} == {"2020-06-01"}
    server.fresh("/tasks")
    path = "/tasks?types=statutory_random_sample&statuses=open"
    tasks = server.get(path, Role.MANAGER).json()["items"]
    assert {one["case_id"] for one in tasks} == {one["case_id"] for one in drawn}
    assert server.get("/samples?month=2020-04-01").json() == {"samples": []}


def test_who_is_hidden_is_left_out_for_those_who_may_not_see_them(server: Served) -> None:
    everybody = {one["case_id"] for one in samples(server)}
    plain = {one["case_id"] for one in samples(server, Role.CASE_WORKER)}
    hidden = {one for one in everybody if server.get(f"/cases/{one}").status_code != 200}
    assert plain == everybody - hidden


def test_the_result_of_a_control_is_shown_with_who_recorded_it(server: Served) -> None:
    case = samples(server, Role.CASE_WORKER)[0]["case_id"]
    result = {
        "month": MAY,
        "sampled": case,
        "controlled_by": "control_unit",
        "controlled_on": "2020-06-02",
        "result": "corrected",
    }
    assert server.post("/municipality/sample-results", result).status_code == 200
    (one,) = [one for one in samples(server) if one["case_id"] == case]
    assert (one["controlled_by"], one["result"]) == ("control_unit", "corrected")
    assert (one["controlled_on"], one["recorded_by"]) == ("2020-06-02", "case_worker 1")


def test_the_month_is_closed_and_reports_say_the_same(server: Served) -> None:
    own = server.get("/municipality").json()
    assert own["closed_months"] == [MAY]
    server.fresh("/reports/new-cases")
    lines = server.get("/reports/new-cases?from_day=2020-05-01&to_day=2020-05-31").json()["lines"]
    assert sum(one["cases"] for one in lines) == 12  # hidden ones are counted
    cut = server.get("/reports/new-cases?from_day=2020-05-02&to_day=2020-05-30").json()["lines"]
    assert cut == lines  # counted again where the month is not whole
    text = server.get("/reports/new-cases?format=csv").text.splitlines()
    assert text == [
        "day,kind,form,reported_by,cases",
        "2020-05-06,wage_earner,DP201,nemrefusion,12",
    ]


def test_what_the_municipality_has_set_has_a_version_that_grows(server: Served) -> None:
    before = server.get("/municipality")
    ranked, seen = {"types": ["check_case_blocking"]}, {"If-Match": before.headers["ETag"]}
    path = "/municipality/task-priority"
    assert server.post(path, ranked, Role.MANAGER, **seen).status_code == 200
    stale = server.post(path, {"types": ["missing_control"]}, Role.MANAGER, **seen)
    assert (stale.status_code, stale.json()["code"]) == (412, "version-mismatch")
    watch = {"case_worker": "carla", "types": ["check_case_blocking"]}
    assert server.post("/municipality/task-watches", watch, Role.MANAGER).status_code == 200
    after = server.get("/municipality")
    assert before.headers["ETag"] == f'"{before.json()["version"]}"' != after.headers["ETag"]
    assert after.headers["ETag"] == f'"{before.json()["version"] + 2}"'
    assert after.json()["task_watches"] == {"carla": ["check_case_blocking"]}
    assert after.json()["task_priority"] == ["check_case_blocking"]
    assert after.json()["four_eyes"] is False


def test_the_newest_month_is_shown_first(server: Served) -> None:
    case = reported(server, cpr="1605731234", first_day_of_absence="2020-06-01")
    moved(server, "2020-07-03T08:00:00Z")
    assert server.sdp("run", "random-sample", "--date", "2020-07-03").returncode == 0
    server.fresh("/cases")
    shown = server.get("/samples", Role.MANAGER).json()["samples"]
    assert (shown[0]["month"], shown[0]["case_id"]) == ("2020-06-01", case)
    assert {one["month"] for one in shown[1:]} == {MAY}
    behind = server.get("/samples?at_least=999999", Role.MANAGER)
    assert behind.headers["Sdp-Freshness"] == "waiting"
