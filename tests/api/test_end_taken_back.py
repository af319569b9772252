"""A wrong recovery or a wrong end is taken back over HTTP: every view shows a case that goes on."""

from collections.abc import Mapping
from typing import Any

import pytest

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api
from tests.support.seeded import SECOND

RECOVERY = {"last_day_of_absence": "2020-06-12", "reported_on": "2020-06-15"}
GONE = {"of": "recovery", "day": "2020-06-12", "reason": "Raskmeldingen gjaldt en anden"}
WRONG = {"reason": "Jobcentret tog fejl af sagen"}
REPORTS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("employments", bodies.employment()),
    ("wages", bodies.wage()),
    ("refund-requests", {"cvr": bodies.EMPLOYER, "requested_on": "2020-05-06"}),
)


def granted(
    cpr: str = bodies.CPR, api: Api | None = None, *, by_hand: bool = False
) -> tuple[Api, str]:
    api = api or Api()
    report = api.post("/cases", bodies.absence(cpr=cpr), Role.NEMREFUSION)
    case = str(report.json()["case_id"])
    for path, body in REPORTS:
        told(api, case, path, body, Role.NEMREFUSION)
    told(api, case, "information-forms", bodies.form(cause="cancer"), Role.CITIZEN_SERVICE)
    if by_hand:
        told(api, case, "grant", {"to_day": "2020-06-28"})
    else:
        told(api, case, "grant", {"by_rule": True}, Role.MACHINE)
    return api, case


def told(
    api: Api, case: str, path: str, body: Mapping[str, object], role: str = Role.CASE_WORKER
) -> None:
    answer = api.post(f"/cases/{case}/{path}", body, role, if_match=version(api, case))
    assert answer.status_code == 200, answer.text


def version(api: Api, case: str) -> str:
    return str(api.get(f"/cases/{case}").headers["ETag"])


def view(api: Api, case: str, name: str, moment: str = "") -> Any:  # noqa: ANN401 whatever it shows
    return api.get(f"/cases/{case}/{name}{moment}").json()


@pytest.mark.parametrize(
    ("ends", "taken_back", "types", "cause"),
    [
        (
            ("recovery", RECOVERY, Role.NEMREFUSION),
            ("withdrawn-registrations", GONE),
            ["RegistrationWithdrawn", "EndWithdrawn", "BenefitRecalculated"],
            "registration_withdrawn",
        ),
        (
            ("end", {"last_day_with_right": "2020-06-12", "reason": "job_centre"}, Role.JOB_CENTRE),
            ("end-withdrawal", WRONG),
            ["EndWithdrawn", "BenefitRecalculated"],
            "end_withdrawn",
        ),
    ],
)
def test_the_case_stands_as_if_it_had_not_ended(
    ends: tuple[str, Mapping[str, object], Role],
    taken_back: tuple[str, Mapping[str, object]],
    types: list[str],
    cause: str,
) -> None:
    api, case = granted()
    before = {name: view(api, case, name) for name in ("overview", "absence", "account")}
    weeks = view(api, case, "entitlement")["decisions"][-1]["totals"]["weeks"]
    told(api, case, *ends)
    ended = view(api, case, "overview")
    assert (ended["status"], ended["last_day_with_right"]) == ("ongoing", "2020-06-12")
    told(api, case, *taken_back)
    for name, shown in before.items():
        assert view(api, case, name) == {**shown, "version": view(api, case, name)["version"]}
    decisions = view(api, case, "entitlement")["decisions"]
    assert decisions[-1]["totals"]["weeks"] == weeks
    assert decisions[-1]["from_day"] == "2020-06-13"
    assert decisions[-1]["reason"] == cause
    back = next(one for one in decisions if one["type"] == "EndWithdrawn")
    assert (back["from_day"], back["text"]) == ("2020-06-13", taken_back[1]["reason"])
    history = view(api, case, "history")["events"]
    assert [one["type"] for one in history][-len(types) :] == types
    journal = [one["title"] for one in view(api, case, "journal")["entries"]]
    assert "Ophør tilbagekaldt" in journal
    position = history[-len(types) - 1]["position"]
    earlier = view(api, case, "overview", f"?as_of_position={position}")
    assert earlier["last_day_with_right"] == "2020-06-12"


def test_a_grant_by_hand_whose_end_date_it_was_has_none_and_waits_for_another() -> None:
    api, case = granted(by_hand=True)
    told(api, case, "end", {"last_day_with_right": "2020-06-28", "reason": "job_centre"})
    assert view(api, case, "overview")["granted_to"] == "2020-06-28"
    told(api, case, "end-withdrawal", WRONG)
    assert view(api, case, "overview")["granted_to"] is None
    (task,) = [one for one in view(api, case, "tasks")["tasks"] if one["status"] == "open"]
    assert task["type"] == "manual_grant_missing_end_date"


def test_it_needs_a_person_who_decides_and_what_that_person_saw() -> None:
    api, case = granted()
    path = f"/cases/{case}/end-withdrawal"
    refused = api.post(path, WRONG, if_match=version(api, case))
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing-ended")
    told(api, case, "recovery", RECOVERY, Role.NEMREFUSION)
    refused = api.post(path, WRONG, if_match=version(api, case))
    assert (refused.status_code, refused.json()["code"]) == (409, "recovery-stands")
    told(api, case, "withdrawn-registrations", GONE)
    told(api, case, "end", bodies.EXAMPLES["EndBenefit"])
    assert api.post(path, WRONG).status_code == 428
    assert api.post(path, WRONG, if_match='"3"').status_code == 412
    assert api.post(path, WRONG, Role.JOB_CENTRE).status_code == 403
    assert api.post(path, {"reason": ""}, if_match=version(api, case)).status_code == 400
    assert view(api, case, "overview")["last_day_with_right"] == "2020-06-10"


def test_a_closed_case_stays_closed() -> None:
    api, case = granted(SECOND)
    told(api, case, "end", {**bodies.EXAMPLES["EndBenefit"], "last_day_with_right": "2020-05-01"})
    told(api, case, "closure", {})
    closed = version(api, case)
    for path, body in (("end-withdrawal", WRONG), ("withdrawn-registrations", GONE)):
        refused = api.post(f"/cases/{case}/{path}", body, if_match=closed)
        assert (refused.status_code, refused.json()["code"]) == (409, "case-closed")
    assert version(api, case) == closed


def test_the_end_of_the_job_centre_stands_when_a_recovery_that_came_after_it_is_taken_back() -> (
    None
):
    api, case = granted()
    told(api, case, "end", {"last_day_with_right": "2020-06-20", "reason": "job_centre"})
    before = view(api, case, "overview")
    told(api, case, "recovery", RECOVERY, Role.NEMREFUSION)
    assert view(api, case, "overview")["last_day_with_right"] == "2020-06-12"
    told(api, case, "withdrawn-registrations", GONE)
    after = view(api, case, "overview")
    assert after == {**before, "version": after["version"]}
    ends = [one for one in view(api, case, "entitlement")["decisions"] if "End" in one["type"]]
    assert [one["type"] for one in ends][-2:] == ["EndWithdrawn", "BenefitEnded"]
