"""The next task: however many ask at once, each is given once, and none is left."""

from collections.abc import Generator
from dataclasses import replace
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.surroundings import Fetch
from domain.shared.envelope import Actor, Role
from tests.support import bodies
from tests.support.client import Api, Nothing
from tests.support.crowd import Crowd, ids
from tests.support.seeded import moved, reported
from tests.support.served import Served, served

CLIENTS = 16
ERIK = {"to": "erik", "reason": "Tager over"}
MANY = bodies.ERRANDS["AssignTasks"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    folder = tmp_path_factory.mktemp("next")
    with served(folder, "--with-worker", "--simulated-clock") as running:
        yield running


def everybody_takes(crowd: Crowd, cases: int, tasks: int) -> None:
    opened = crowd.open_tasks(cases, tasks)
    answers = crowd.take_all()
    assert {one[-1].json()["code"] for one in answers} == {"nothing-waits"}
    given = list(chain.from_iterable(map(ids, answers)))
    assert len(given) == len(set(given)) == cases  # who takes a task takes the case
    times = crowd.assigned()
    assert {task: times.get(task) for task in opened} == dict.fromkeys(opened, 1)
    left = crowd.server.fresh("/tasks/counts").json()["assigned_to"]
    assert "" not in left
    assert sum(left.values()) == cases * tasks


def test_sixteen_clients_are_given_each_task_once(server: Served) -> None:
    everybody_takes(Crowd(server, CLIENTS), cases=30, tasks=4)


@pytest.mark.proof
@pytest.mark.parametrize(("cases", "tasks"), [(2_000, 1), (400, 5)])
def test_sixteen_clients_and_two_thousand_tasks(
    tmp_path_factory: pytest.TempPathFactory, cases: int, tasks: int
) -> None:
    folder = tmp_path_factory.mktemp("many")
    with served(folder, "--with-worker", "--simulated-clock") as running:
        everybody_takes(Crowd(running, CLIENTS), cases, tasks)


def test_the_municipalitys_order_and_watches_decide_what_is_next(server: Served) -> None:
    moved(server, "2020-05-06T11:00:00Z")
    case, other = reported(server, cpr="1605731234"), reported(server, cpr="1705731234")
    for of, kind in ((case, "check_case_blocking"), (other, "start_stop_case_in_employer_period")):
        assert server.post(f"/cases/{of}/tasks", bodies.task(type=kind)).status_code in {200, 422}
    server.post(f"/cases/{other}/tasks", bodies.task(type="check_case_non_blocking"))
    ranked = {"types": ["check_case_non_blocking"]}
    assert server.post("/municipality/task-priority", ranked, Role.MANAGER).status_code == 200
    server.fresh("/tasks")
    key = str(uuid4())
    first = server.post("/tasks/next", {}, Role.CASE_WORKER, **{"Idempotency-Key": key})
    assert first.json()["case_id"] == other
    again = server.post("/tasks/next", {}, Role.CASE_WORKER, **{"Idempotency-Key": key})
    assert again.json() == first.json()
    assert [one.headers.get("Idempotent-Replay") for one in (first, again)] == [None, "true"]
    assert first.headers["ETag"] == again.headers["ETag"] == f'"{first.json()["version"]}"'
    watch = {"case_worker": "case_worker 1", "types": ["check_case_non_blocking"]}
    assert server.post("/municipality/task-watches", watch, Role.MANAGER).status_code == 200
    none = server.post("/tasks/next", {})
    assert (none.status_code, none.json()["code"]) == (404, "nothing-waits")
    wanted = server.post("/tasks/next", {"types": ["check_case_blocking"]})
    assert wanted.json()["case_id"] == case


def test_the_key_of_many_orders_serves_the_same_again_and_nothing_else(server: Served) -> None:
    moved(server, "2020-05-06T11:30:00Z")
    cases = [reported(server, cpr=f"{day}06741234") for day in (15, 16)]
    tasks = [server.post(f"/cases/{case}/tasks", bodies.task()).json()["task_id"] for case in cases]
    one, two = ([{"case_id": c, "task_id": t}] for c, t in zip(cases, tasks, strict=True))
    key, ours = {"Idempotency-Key": str(uuid4())}, {"tasks": one, **ERIK}
    first = server.post("/tasks/assignments", ours, Role.MANAGER, **key)
    again = server.post("/tasks/assignments", ours, Role.MANAGER, **key)
    assert (first.json(), first.status_code) == (again.json(), again.status_code)
    assert [each.headers.get("Idempotent-Replay") for each in (first, again)] == [None, "true"]
    before = server.recorded()
    for path, body in (
        ("/tasks/assignments", {"tasks": two, **ERIK}),
        ("/tasks/assignments", {"tasks": one, **ERIK, "to": "frida"}),
        ("/tasks/releases", {"tasks": two, "reason": "Syg i dag"}),
        (f"/cases/{cases[1]}/notes", {"text": "Ringet"}),
    ):
        refused = server.post(path, body, Role.MANAGER, **key)
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")
    assert server.recorded() == before


def test_many_are_assigned_and_released_each_in_its_own_right(server: Served) -> None:
    moved(server, "2020-05-06T12:00:00Z")
    cases = [reported(server, cpr=f"{day}05741234") for day in (15, 16, 17)]
    tasks = [server.post(f"/cases/{case}/tasks", bodies.task()).json()["task_id"] for case in cases]
    named = [{"case_id": c, "task_id": t} for c, t in zip(cases, tasks, strict=True)]
    nobodys = {"case_id": cases[0], "task_id": str(uuid4())}
    body = {"tasks": [*named, nobodys], "to": "carla", "reason": "Har ferie fra mandag"}
    key = {"Idempotency-Key": str(uuid4())}
    done = server.post("/tasks/assignments", body, Role.MANAGER, **key).json()
    assert [one["code"] for one in done["tasks"]] == [None, None, None, "not-found"]
    assert server.post("/tasks/assignments", body, Role.MANAGER, **key).json() == done
    mine = server.fresh("/tasks?assigned_to=carla").json()["items"]
    assert {one["task_id"] for one in mine} == set(tasks)
    theirs = server.post("/tasks/assignments", {**body, "to": "dorthe"}, Role.MANAGER).json()
    assert {one["code"] for one in theirs["tasks"]} == {"not-allowed-now", "not-found"}
    released = {"tasks": named, "reason": "Syg i dag"}
    back = server.post("/tasks/releases", released, Role.MANAGER).json()
    assert back["position"] > done["position"]
    assert server.fresh("/tasks?assigned_to=carla").json()["items"] == []
    told = server.get(f"/cases/{cases[0]}/tasks").json()["tasks"][0]["remarks"]
    assert [one["text"] for one in told] == ["Har ferie fra mandag", "Syg i dag"]


@pytest.mark.parametrize(
    ("to", "status", "code"),
    [
        ("160573-1234", 422, "personal-number"),
        ("b1605731234", 422, "personal-number"),
        ("Carla Æ", 400, "invalid-command"),
        ("c" * 65, 400, "invalid-command"),
    ],
)
def test_who_gets_a_task_is_named_by_a_pseudonym(
    server: Served, to: str, status: int, code: str
) -> None:
    case = reported(server, cpr="1605751234") if to == "160573-1234" else str(uuid4())
    named = [{"case_id": case, "task_id": str(uuid4())}]
    before = server.http.get("/health").json()["head"]
    asked: tuple[tuple[str, dict[str, object]], ...] = (
        (f"/cases/{case}/tasks/{uuid4()}/assignment", {"to": to}),
        ("/tasks/assignments", {"tasks": named, "to": to, "reason": "Ferie"}),
        ("/municipality/task-watches", {"case_worker": to, "types": []}),
    )
    for path, body in asked:
        refused = server.post(path, body, Role.MANAGER)
        assert (refused.status_code, refused.json()["code"]) == (status, code), path
        assert to not in refused.text
    assert server.http.get("/health").json()["head"] == before


def test_a_read_model_that_is_behind_proposes_and_the_dossier_refuses() -> None:
    api = Api()
    case = api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"]
    task = api.post(f"/cases/{case}/tasks", bodies.task()).json()["task_id"]
    api.around = replace(api.around, fetch=behind(case, task))
    api.http = TestClient(create_app(api.around), client=("127.0.0.1", 50_000))
    assert api.post("/tasks/next", {}).json()["task_id"] == task
    api.around.desk.given.clear()  # as if the read model had needed longer
    for who in (Role.CASE_WORKER, Role.MANAGER):
        assert api.post("/tasks/next", {}, who).json()["code"] == "nothing-waits"


def behind(case: str, task: str) -> Fetch:
    """A read model that shows a task until it is told that it is taken."""

    async def fetch(query: Any, actor: Actor, at_least: int | None) -> Nothing[Any]:  # noqa: ANN401
        del actor, at_least
        rows = [{"case_id": UUID(case), "task_id": UUID(task)}]
        return Nothing(query.answer([[] if UUID(task) in query.taken else rows]))

    return fetch


def test_nothing_waits_where_nothing_is() -> None:
    answer = Api().post("/tasks/next", {})
    assert (answer.status_code, answer.json()["code"]) == (404, "nothing-waits")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tasks/next", {"types": ["no such type"]}),
        ("/tasks/next", {"more": 1}),
        ("/tasks/assignments", {**MANY, "tasks": []}),
        ("/tasks/assignments", {**MANY, "tasks": [{"case_id": "x", "task_id": "y"}]}),
        ("/tasks/assignments", {"tasks": MANY["tasks"], "to": "carla"}),
        ("/tasks/assignments", {**MANY, "reason": "  "}),
        ("/tasks/releases", {"tasks": bodies.ERRANDS["ReleaseTasks"]["tasks"]}),
    ],
)
def test_what_makes_no_sense_is_refused(path: str, body: dict[str, object]) -> None:
    answer = Api().post(path, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-command")
