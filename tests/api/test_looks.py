"""Looking is logged too: who saw whose case, before the answer is sent."""

import pytest

from api.route import QueryRoute
from api.routes import QUERIES
from domain.shared.envelope import Purpose, Role
from tests.support import bodies
from tests.support.client import Api

OF_A_CASE = [route for route in QUERIES if "{case_id}" in route.path and not route.read_model]


def seeded() -> tuple[Api, str]:
    api = Api()
    report = api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()
    case = str(report["case_id"])
    api.post(f"/cases/{case}/employments", bodies.employment(), Role.NEMREFUSION)
    api.post(f"/cases/{case}/wages", bodies.wage(), Role.NEMREFUSION)
    api.looks.looks.clear()
    return api, case


@pytest.mark.parametrize("route", OF_A_CASE, ids=lambda route: route.name)
def test_every_view_of_a_case_is_one_look_at_it(route: QueryRoute) -> None:
    api, case = seeded()
    answer = api.get(route.path.format(case_id=case))
    assert answer.status_code == 200, answer.text
    assert [str(one) for one in api.looks.cases] == [case]
    assert [look.route for look in api.looks.looks] == [route.name]


def test_the_look_says_who_why_and_where() -> None:
    api, case = seeded()
    api.get(f"/cases/{case}/absence", "information_seeker/101", sdp_purpose="complaint")
    (look,) = api.looks.looks
    assert (look.actor.id, look.actor.role) == ("information_seeker 1", Role.INFORMATION_SEEKER)
    assert (look.purpose, look.route) == (Purpose.COMPLAINT, "Absence")
    assert [str(one) for one in look.cases] == [case]


def test_a_look_that_cannot_be_kept_is_not_given() -> None:
    api, case = seeded()
    api.looks.broken = True
    answer = api.get(f"/cases/{case}")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal-error")
    assert bodies.CPR not in answer.text


def test_who_is_refused_saw_nothing() -> None:
    api, case = seeded()
    for answer in (
        api.get(f"/cases/{case}", "case_worker/751"),
        api.get(f"/cases/{case}", Role.NEMREFUSION),
        api.get(f"/cases/{case}?as_of=2001-01-01"),
        api.get(f"/cases/{case}?cpr={bodies.CPR}"),
    ):
        assert answer.status_code in {400, 403, 404}
    assert api.looks.looks == []
