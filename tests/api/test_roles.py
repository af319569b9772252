"""Every address as every role, and as another municipality."""

from itertools import product
from uuid import uuid4

import pytest

from api.routes import COMMANDS, QUERIES, WORK
from api.work_route import WorkRoute
from application.access import NEEDS, ON_SIGHT, PEOPLE, SEES
from application.competences import MAY, Competence
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import ELSEWHERE, HERE, Api

NAMES = [route.name for route in COMMANDS]
BY_NAME = {route.name: route for route in (*COMMANDS, *QUERIES)}
API = Api()
CASE = str(API.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"])
SEEN = {"if_match": '"1"'}


def address(name: str) -> str:
    ids = {"case_id": CASE, "run_id": CASE, "task_id": uuid4(), "payment_id": uuid4()}
    return BY_NAME[name].path.format(**ids)


@pytest.mark.parametrize(("name", "role"), list(product(NAMES, Role)))
def test_only_who_has_the_competence_may_command(name: str, role: Role) -> None:
    route = next(route for route in COMMANDS if route.name == name)
    code = API.post(address(name), "{", role, **SEEN).json()["code"]
    allowed = NEEDS[route.command] in MAY[role]
    assert code == ("malformed-json" if allowed else "not-authorised")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", WORK, ids=lambda route: route.name)
def test_only_who_has_the_competence_may_do_many_things(route: WorkRoute, role: Role) -> None:
    code = API.post(route.path, "{", role).json()["code"]
    allowed = route.competence in MAY[role]
    assert code == ("malformed-json" if allowed else "not-authorised")


@pytest.mark.parametrize(("name", "role"), list(product([q.name for q in QUERIES], Role)))
def test_only_who_has_the_competence_may_ask(name: str, role: Role) -> None:
    answer = API.get(address(name) + "?as_of=never", role)
    allowed = SEES.get(name, Competence.SEE) in MAY[role]
    assert answer.json()["code"] in (
        {"invalid-parameter", "unknown-parameter"} if allowed else {"not-authorised"}
    )


@pytest.mark.parametrize(
    "name", [q.name for q in QUERIES if "{case_id}" in q.path and not q.read_model]
)
def test_another_municipality_finds_no_case(name: str) -> None:
    here = API.get(address(name), f"case_worker/{HERE}")
    elsewhere = API.get(address(name), f"case_worker/{ELSEWHERE}")
    assert here.status_code in {200, 422}
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "not-found")


@pytest.mark.parametrize("name", [route.name for route in COMMANDS if "{case_id}" in route.path])
def test_another_municipality_changes_no_case(name: str) -> None:
    before = API.get(f"/cases/{CASE}/history").json()
    for role in Role:
        answer = API.post(address(name), bodies.EXAMPLES[name], f"{role}/{ELSEWHERE}", **SEEN)
        assert answer.status_code in {403, 404, 412}, answer.text
    assert API.get(f"/cases/{CASE}/history").json() == before


@pytest.mark.parametrize("name", sorted(kind.__name__ for kind in ON_SIGHT))
def test_people_decide_on_what_they_saw(name: str) -> None:
    route = next(route for route in COMMANDS if route.name == name)
    for role in Role:
        if NEEDS[route.command] in MAY[role]:
            code = API.post(address(name), "{", role).json()["code"]
            assert code == ("if-match-missing" if role in PEOPLE else "malformed-json")
