"""What a municipality has set, as it is shown: each setting, the empty one and the newest."""

from collections.abc import Mapping

from domain.shared.envelope import Role
from tests.support.client import Api

UNSET: dict[str, object] = {
    "version": 0,
    "task_priority": [],
    "task_watches": {},
    "cut_off_hour": None,
    "offset_percent": None,
    "four_eyes": False,
    "four_eyes_lifted_by": None,
    "closed_months": [],
}


def shown(api: Api) -> Mapping[str, object]:
    answer = api.get("/municipality")
    assert answer.status_code == 200, answer.text
    return answer.json()


def arrange(api: Api, path: str, body: Mapping[str, object], role: Role = Role.MANAGER) -> None:
    answer = api.post(f"/municipality/{path}", body, role)
    assert answer.status_code == 200, answer.text


def test_what_was_never_set_is_empty() -> None:
    assert shown(Api()) == UNSET


def test_each_setting_is_shown_as_it_was_set_last() -> None:
    api = Api()
    arrange(api, "task-priority", {"types": ["missing_control", "emigrated"]})
    arrange(api, "task-watches", {"case_worker": "carla", "types": ["emigrated"]})
    for hour in (13, 14):
        arrange(api, "cut-off", {"hour": hour})
    arrange(api, "offset", {"percent": 20})
    arrange(api, "four-eyes", {})
    for month in ("2020-04-01", "2020-03-01"):
        arrange(api, "closed-months", {"month": month, "totals": []}, Role.MACHINE)
    assert shown(api) == {
        "version": 8,
        "task_priority": ["missing_control", "emigrated"],
        "task_watches": {"carla": ["emigrated"]},
        "cut_off_hour": 14,
        "offset_percent": 20,
        "four_eyes": True,
        "four_eyes_lifted_by": None,
        "closed_months": ["2020-03-01", "2020-04-01"],
    }


def test_who_lifted_four_eyes_is_named() -> None:
    api = Api()
    arrange(api, "four-eyes", {})
    arrange(api, "four-eyes-lifting", {})
    assert shown(api) == UNSET | {"version": 2, "four_eyes_lifted_by": "manager 1"}
