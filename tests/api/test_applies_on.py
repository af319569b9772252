"""A case as it applied on a day: which of what was recorded is so then, whenever it was told."""

import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import NOON, Api
from tests.support.seen_and_decided import decide, reported_with_work

OTHER = "20000007"


def told() -> tuple[Api, str]:
    """Report a case with two employments, two holidays, a refund request, part returns to work."""
    api = Api()
    case = str(api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"])
    for path, body in (
        ("employments", bodies.employment()),
        ("employments", bodies.employment(cvr=OTHER, employed_since="2020-05-04")),
        ("wages", bodies.wage()),
        ("wages", bodies.wage(cvr=OTHER)),
        ("refund-requests", {**REFUND, "from_day": "2020-05-01", "to_day": "2020-05-31"}),
    ):
        answer = api.post(f"/cases/{case}/{path}", body, Role.NEMREFUSION)
        assert answer.status_code == 200, answer.text
    for path, body in (
        ("holidays", holiday("2020-05-14", "2020-05-15")),
        ("holidays", holiday("2020-06-15", "2020-06-16")),
        ("partial-resumptions", {"from_day": "2020-05-18", "hours_worked_per_week": "10"}),
        ("partial-resumptions", own("2020-06-01", "2020-06-07", "17")),
    ):
        answer = api.post(f"/cases/{case}/{path}", body)
        assert answer.status_code == 200, answer.text
    return api, case


REFUND = {"cvr": bodies.EMPLOYER, "requested_on": "2020-05-11"}


def holiday(first: str, last: str) -> dict[str, object]:
    return {"from_day": first, "to_day": last, "reported_on": "2020-05-11", "agreed": True}


def own(first: str, last: str, hours: str) -> dict[str, object]:
    of = {"from_day": first, "to_day": last, "cvr": bodies.EMPLOYER}
    return {**of, "hours_worked_per_week": hours}


@pytest.mark.parametrize(
    ("day", "holidays"),
    [
        ("2020-05-13", []),
        ("2020-05-14", ["2020-05-14"]),
        ("2020-05-15", ["2020-05-14"]),
        ("2020-05-16", []),
        ("2020-06-16", ["2020-06-15"]),
    ],
)
def test_a_holiday_applies_from_its_first_day_to_its_last(day: str, holidays: list[str]) -> None:
    api, case = told()
    shown = api.get(f"/cases/{case}/absence?applies_on={day}").json()
    assert [one["from_day"] for one in shown["holidays"]] == holidays


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2020-05-17", []),
        ("2020-05-18", ["10"]),
        ("2020-06-01", ["10", "17"]),  # one employer has his own, the other has that of all
        ("2020-06-08", ["10"]),
    ],
)
def test_for_each_employer_the_latest_part_return_applies(day: str, hours: list[str]) -> None:
    api, case = told()
    shown = api.get(f"/cases/{case}/absence?applies_on={day}").json()
    assert [one["hours_worked_per_week"] for one in shown["partial_resumptions"]] == hours


def test_a_later_part_return_to_all_goes_before_that_of_one_employer() -> None:
    api, case = told()
    later = {"from_day": "2020-06-03", "hours_worked_per_week": "20"}
    assert api.post(f"/cases/{case}/partial-resumptions", later).status_code == 200
    shown = api.get(f"/cases/{case}/absence?applies_on=2020-06-03").json()
    assert [one["hours_worked_per_week"] for one in shown["partial_resumptions"]] == ["20"]


@pytest.mark.parametrize(
    ("day", "employers", "requests"),
    [
        ("2020-04-30", 1, 0),
        ("2020-05-03", 1, 1),
        ("2020-05-04", 2, 1),
        ("2020-05-31", 2, 1),
        ("2020-06-01", 2, 0),
    ],
)
def test_an_employment_and_a_refund_request_apply_on_their_days(
    day: str, employers: int, requests: int
) -> None:
    api, case = told()
    shown = api.get(f"/cases/{case}/absence?applies_on={day}").json()
    assert (len(shown["employments"]), len(shown["refund_requests"])) == (employers, requests)


def test_without_a_day_everything_is_shown() -> None:
    api, case = told()
    shown = api.get(f"/cases/{case}/absence").json()
    lists = ("employments", "refund_requests", "holidays", "partial_resumptions")
    assert [len(shown[name]) for name in lists] == [2, 1, 2, 2]


def test_a_day_is_seen_as_it_was_known_at_a_moment() -> None:
    """Recorded time says what is known, the day which of it applies."""
    api, case = told()
    first = api.get(f"/cases/{case}/history").json()["events"]
    position = next(one["position"] for one in first if one["type"] == "HolidayRegistered")
    path = f"/cases/{case}/absence?applies_on=2020-05-14&as_of_position="
    before, after = api.get(f"{path}{position - 1}"), api.get(f"{path}{position}")
    assert (before.json()["holidays"], len(after.json()["holidays"])) == ([], 1)


def granted(on: Api | None = None) -> tuple[Api, str]:
    """Grant from 1 June and end on 10 June."""
    api = on or Api()
    case = reported_with_work(api)
    decide(
        api,
        case,
        ("grant", {"from_day": "2020-06-01", "to_day": "2020-06-28"}),
        ("end", {"last_day_with_right": "2020-06-10", "reason": "recovery"}),
    )
    return api, case


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2020-05-31", "under_clarification"),
        ("2020-06-01", "ongoing"),
        ("2020-06-10", "ongoing"),
        ("2020-06-11", "ended"),
    ],
)
@pytest.mark.parametrize("address", ["", "/overview"])
def test_the_status_is_that_of_the_day(day: str, status: str, address: str) -> None:
    api, case = granted()
    shown = api.get(f"/cases/{case}{address}?applies_on={day}")
    assert shown.json()["status"] == status


@pytest.mark.parametrize("address", ["tasks", "journal", "history", "timeline", "line"])
def test_what_has_recorded_time_only_knows_no_such_day(address: str) -> None:
    api, case = told()
    answer = api.get(f"/cases/{case}/{address}?applies_on=2020-05-14")
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown-parameter")


@pytest.mark.parametrize(
    "day", ["2020-02-30", "today", "1.6.2020", "2020-06-01T12:00:00Z", "2101-01-01"]
)
def test_what_is_no_day_is_refused(day: str) -> None:
    api, case = told()
    answer = api.get(f"/cases/{case}/absence?applies_on={day}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-parameter")


@pytest.mark.parametrize(
    ("day", "there"),
    [("2020-05-10", False), ("2020-05-11", True), ("2020-06-07", True), ("2020-06-08", False)],
)
def test_the_right_of_regret_is_there_while_it_can_be_used(day: str, *, there: bool) -> None:
    api, case = told()
    api.post(f"/cases/{case}/lack-of-cooperation", {"from_day": "2020-05-11"})
    shown = api.get(f"/cases/{case}/entitlement?applies_on={day}").json()
    assert (shown["right_of_regret"] is not None) is there


def test_a_business_keeps_its_part_return_beside_that_of_an_employer() -> None:
    api = Api()
    report = bodies.absence(kind="self_employed", form="DP200C")
    case = str(api.post("/cases", report, Role.NEMREFUSION).json()["case_id"])
    api.post(f"/cases/{case}/employments", bodies.employment(), Role.NEMREFUSION)
    for body in (own("2020-06-01", "2020-06-30", "17"), {"from_day": HALF, "capacity": "1/2"}):
        assert api.post(f"/cases/{case}/partial-resumptions", body).status_code == 200
    shown = api.get(f"/cases/{case}/absence?applies_on={HALF}").json()
    assert len(shown["partial_resumptions"]) == 2


HALF = "2020-06-08"


@pytest.mark.parametrize(
    ("day", "number"), [("2020-05-07", 0), ("2020-05-08", 1), ("2020-06-01", 1), ("2020-06-02", 0)]
)
def test_an_employment_with_its_own_days_of_absence_applies_on_them(day: str, number: int) -> None:
    api = Api()
    case = str(api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"])
    own_days = {"first_day_of_absence": "2020-05-08", "last_day_of_absence": "2020-06-01"}
    work = bodies.employment(**own_days)
    answer = api.post(f"/cases/{case}/employments", work, Role.NEMREFUSION)
    assert answer.status_code == 200, answer.text
    shown = api.get(f"/cases/{case}/absence?applies_on={day}").json()
    assert len(shown["employments"]) == number


@pytest.mark.parametrize(("day", "status"), [("2020-06-10", "ongoing"), ("2020-06-11", "closed")])
def test_a_closed_case_was_ongoing_on_the_days_of_its_benefit(day: str, status: str) -> None:
    now = [NOON]
    api, case = granted(Api(clock=lambda: now[0]))
    now[0] = NOON.replace(month=12)
    for task in api.get(f"/cases/{case}/tasks").json()["tasks"]:
        api.post(f"/cases/{case}/tasks/{task['task_id']}/cancellation", {"reason": "Faldt bort"})
    version = api.get(f"/cases/{case}").json()["version"]
    closed = api.post(f"/cases/{case}/closure", {"reason": "Slut"}, if_match=f'"{version}"')
    assert closed.status_code == 200, closed.text
    assert api.get(f"/cases/{case}?applies_on={day}").json()["status"] == status
