"""Trying a command: what it would record and move, and nothing is recorded but the look."""

from collections.abc import Mapping
from typing import Any

import pytest
from httpx2 import Response

from api.routes import COMMANDS
from api.trying import tried_commands
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api

HOLIDAY = {"from_day": "2020-06-15", "to_day": "2020-06-16", "reported_on": "2020-05-11"}
BY_HAND = {"from_day": "2020-06-01", "to_day": "2020-06-28"}


def undecided() -> tuple[Api, str]:
    api = Api()
    case = str(api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"])
    for path, body in (("employments", bodies.employment()), ("wages", bodies.wage())):
        api.post(f"/cases/{case}/{path}", body, Role.NEMREFUSION)
    return api, case


def granted() -> tuple[Api, str]:
    api, case = undecided()
    form = bodies.form(cause="cancer")
    api.post(f"/cases/{case}/information-forms", form, Role.CITIZEN_SERVICE)
    answer = api.post(f"/cases/{case}/grant", {"by_rule": True}, Role.MACHINE)
    assert answer.status_code == 200, answer.text
    return api, case


def tried(
    api: Api, case: str, command: str, body: Mapping[str, object], role: str = Role.CASE_WORKER
) -> Response:
    return api.post(f"/cases/{case}/what-if", {"command": command, "body": body}, role)


def oere(kroner: str) -> int:
    return int(kroner.replace(".", ""))


def summed(shown: Any) -> int:  # noqa: ANN401 the answer as JSON
    return sum(oere(one["moved"]) for one in shown["lines"])


def test_each_line_names_day_payee_and_fact_and_the_lines_sum_to_the_difference() -> None:
    api, case = granted()
    shown = tried(api, case, "RegisterHoliday", {**HOLIDAY, "agreed": True}).json()
    assert [(one["day"], one["payee"], one["fact"], one["moved"]) for one in shown["lines"]] == [
        ("2020-06-15", bodies.EMPLOYER, "holidays", "-816.96"),
        ("2020-06-16", bodies.EMPLOYER, "holidays", "-816.96"),
    ]
    assert shown["difference"] == "-1633.92"
    assert shown["changes"] == ["changed_inside"]
    assert shown["events"] == ["HolidayRegistered", "BenefitRecalculated"]


def test_what_was_tried_is_what_happens_when_it_is_given() -> None:
    api, case = granted()
    body = {**HOLIDAY, "agreed": True}
    shown = tried(api, case, "RegisterHoliday", body).json()
    before = api.get(f"/cases/{case}/account").json()["total"]
    assert (shown["before"], shown["reassessment_before"]) == (before, "2020-10-31")
    assert api.post(f"/cases/{case}/holidays", body).status_code == 200
    assert api.get(f"/cases/{case}/account").json()["total"] == shown["after"]
    assert len(api.get(f"/cases/{case}/history").json()["events"]) == shown["version"] + len(
        shown["events"]
    )


def test_nothing_is_recorded_but_the_look() -> None:
    api, case = granted()
    version = api.get(f"/cases/{case}").json()["version"]
    api.looks.looks.clear()
    assert tried(api, case, "EndBenefit", bodies.EXAMPLES["EndBenefit"]).status_code == 200
    assert [(one.route, [str(each) for each in one.cases]) for one in api.looks.looks] == [
        ("WhatIf", [case])
    ]
    assert api.get(f"/cases/{case}").json()["version"] == version


def test_a_grant_by_hand_moves_its_days_and_none_before_it() -> None:
    api, case = undecided()
    shown = tried(api, case, "GrantBenefit", BY_HAND).json()
    assert {one["fact"] for one in shown["lines"]} == {"GrantBenefit"}
    assert (shown["lines"][0]["day"], shown["lines"][-1]["day"]) == ("2020-06-02", "2020-06-26")
    assert (shown["before"], shown["after"]) == ("0.00", "15522.24")


def test_what_a_fact_would_mean_is_told_before_anything_is_decided() -> None:
    api, case = undecided()
    shown = tried(api, case, "RegisterWage", bodies.wage(hourly_wage="100.00")).json()
    assert {one["fact"] for one in shown["lines"]} == {f"hourly_wage {bodies.EMPLOYER}"}
    assert summed(shown) == oere(shown["difference"]) < 0


def test_the_last_fact_that_was_missing_brings_the_first_account() -> None:
    api = Api()
    case = str(api.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"])
    api.post(f"/cases/{case}/employments", bodies.employment(), Role.NEMREFUSION)
    shown = tried(api, case, "RegisterWage", bodies.wage()).json()
    assert {one["fact"] for one in shown["lines"]} == {"RegisterWage"}
    assert (shown["before"], shown["changes"]) == ("0.00", ["first"])


def granted_by_hand() -> tuple[Api, str]:
    api, case = undecided()
    seen = str(api.get(f"/cases/{case}").json()["version"])
    answer = api.post(f"/cases/{case}/grant", BY_HAND, if_match=f'"{seen}"')
    assert answer.status_code == 200
    return api, case


def test_what_a_grant_by_hand_leaves_out_moves_for_no_fact() -> None:
    api, case = granted_by_hand()
    shown = tried(api, case, "RegisterWage", bodies.wage(hourly_wage="100.00")).json()
    assert shown["lines"][0]["day"] == "2020-06-02"
    assert summed(shown) == oere(shown["difference"])


def test_an_end_inside_a_week_that_stays_paid_changes_that_week() -> None:
    api, case = granted_by_hand()
    end = {"last_day_with_right": "2020-06-25", "reason": "recovery"}
    shown = tried(api, case, "EndBenefit", end).json()
    assert [one["day"] for one in shown["lines"]] == ["2020-06-26"]
    assert shown["changes"] == ["changed_inside"]


def test_a_case_that_is_hidden_is_not_tried_on() -> None:
    api, case = granted()
    api.post(f"/cases/{case}/marks", {"mark": "own_employee", "reason": "ansat her"})
    assert tried(api, case, "AddNote", {"text": "x"}).status_code == 403
    assert tried(api, case, "AddNote", {"text": "x"}, Role.MANAGER).status_code == 200


def test_a_body_that_parsers_read_differently_is_refused() -> None:
    api, case = granted()
    twice = '{"command": "AddNote", "command": "AddNote", "body": {"text": "x"}}'
    answer = api.post(f"/cases/{case}/what-if", twice)
    assert answer.json()["code"] == "malformed-json"


def test_a_cancellation_takes_everything_back_under_its_own_name() -> None:
    api, case = granted()
    shown = tried(api, case, "CancelCase", bodies.EXAMPLES["CancelCase"]).json()
    assert {one["fact"] for one in shown["lines"]} == {"CancelCase"}
    assert shown["after"] == "0.00"
    assert summed(shown) == oere(shown["difference"]) == -oere(shown["before"])
    assert shown["changes"] == ["annulled"]


def test_tasks_that_would_open_are_named() -> None:
    api, case = granted()
    shown = tried(api, case, "RegisterHoliday", {**HOLIDAY, "agreed": False}).json()
    assert shown["tasks"] == ["check_case_blocking"]
    assert shown["difference"] != "0.00"  # it waits for the task; this is what it would come to


@pytest.mark.parametrize(
    ("command", "body", "role", "status", "code"),
    [
        ("GrantBenefit", {}, Role.CASE_WORKER, 409, "not-allowed-now"),
        ("GrantBenefit", {}, Role.INFORMATION_SEEKER, 403, "not-authorised"),
        ("AddNote", {"text": "x"}, Role.NEMREFUSION, 403, "not-authorised"),
        ("RegisterWage", bodies.wage(), Role.NEMREFUSION, 403, "not-authorised"),
        ("AddNote", {"text": "x"}, "case_worker/751", 404, "not-found"),
        ("AddNote", {}, Role.CASE_WORKER, 400, "invalid-command"),
        ("ReportAbsence", {}, Role.CASE_WORKER, 400, "invalid-command"),
        ("PrepareRun", {}, Role.CASE_WORKER, 400, "invalid-command"),
    ],
)
def test_a_trial_is_refused_as_the_command_would_be(
    command: str, body: Mapping[str, object], role: str, status: int, code: str
) -> None:
    api, case = granted()
    api.looks.looks.clear()
    answer = tried(api, case, command, body, role)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not api.looks.looks


def test_a_case_that_does_not_exist_cannot_be_tried_on() -> None:
    api, _ = granted()
    nowhere = "00000000-0000-4000-8000-000000000009"
    assert tried(api, nowhere, "AddNote", {"text": "x"}).status_code == 404


def test_every_command_of_a_case_that_exists_can_be_tried() -> None:
    names = {one.name for one in COMMANDS if one.dossier == "case_id"}
    assert set(tried_commands(COMMANDS)) == names - {"ReportAbsence"}
