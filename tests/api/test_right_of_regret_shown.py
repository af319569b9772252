"""The last day of the right of regret is shown with the entitlement, where there is one."""

from datetime import timedelta
from typing import Any, cast

from api.views.entitlement import right_of_regret
from domain.case.states import known
from domain.rules.parameters import law_with
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api
from tests.support.examples import day, lack_cooperation, use_right_of_regret
from tests.support.histories import READY
from tests.support.scenario import given

LAPSED = (*READY, lack_cooperation(day("06-02"), None))


def file(*commands: Any) -> Any:  # noqa: ANN401 whatever a scenario takes
    return known(given(*commands).dossier.case).file


def test_it_is_read_from_the_law_and_says_that_nobody_confirmed_it() -> None:
    shown = right_of_regret(file(*LAPSED))
    assert shown is not None
    assert (shown.lapsed_on, shown.confirmed) == (day("06-02"), False)
    assert shown.last_day == day("06-01") + timedelta(days=28)
    other = right_of_regret(file(*LAPSED), law_with({"right_of_regret_days": "14"}))
    assert other is not None
    assert other.last_day == day("06-15")


def test_there_is_none_where_nothing_lapsed_or_goes_on_or_it_is_used() -> None:
    assert right_of_regret(file(*READY)) is None
    assert right_of_regret(file(*READY, lack_cooperation(day("06-02"), day("06-05")))) is None
    assert right_of_regret(file(*LAPSED, use_right_of_regret())) is None


def test_of_two_that_go_on_it_is_that_of_the_first() -> None:
    both = right_of_regret(file(*LAPSED, lack_cooperation(day("06-09"), None)))
    assert both is not None
    assert (both.lapsed_on, both.last_day) == (day("06-02"), day("06-29"))


def test_there_is_no_second_one_for_what_lapses_after_it_is_used() -> None:
    again = (*LAPSED, use_right_of_regret(), lack_cooperation(day("06-20"), None))
    assert right_of_regret(file(*again)) is None


def test_it_is_shown_over_http() -> None:
    api = Api()
    case = str(api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"])
    assert shown(api, case) is None
    lapsed = {"from_day": "2020-05-11"}
    answer = api.post(f"/cases/{case}/lack-of-cooperation", lapsed, "case_worker/101")
    assert answer.status_code < 300, answer.text
    assert shown(api, case) == {
        "lapsed_on": "2020-05-11",
        "last_day": "2020-06-07",
        "citation": "Sygedagpengeloven § 21",
        "confirmed": False,
    }


def shown(api: Api, case: str) -> object:
    seen = api.get(f"/cases/{case}/entitlement")
    return cast("dict[str, object]", seen.json())["right_of_regret"]
