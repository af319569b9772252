"""A case is cancelled of whose payments none arrived: what was repaid of a claim is given back."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from domain.shared.envelope import Role
from tests.api.test_end_taken_back import granted, told, view
from tests.support.client import Api
from tests.support.errands import RUN

AFTERWARDS = datetime(2020, 6, 29, 10, tzinfo=UTC)
IN_RUN: dict[str, object] = {"run_id": str(RUN)}
CAME_BACK = {"returned_on": "2020-06-29", "reason": "konto lukket"}


def payments(api: Api, case: str) -> list[dict[str, Any]]:
    return view(api, case, "payments")["payments"]


def claimed_of_what_never_arrives(api: Api, case: str) -> tuple[str, list[str]]:
    """Send what is owed, and claim the last week of it back."""
    told(api, case, "payments", {"until": "2020-06-28"})
    sent = [str(one["payment_id"]) for one in payments(api, case)]
    for one in sent:
        told(api, case, f"payments/{one}/inclusion", IN_RUN, Role.MACHINE)
        told(api, case, f"payments/{one}/sending", {**IN_RUN, "file": "fil"}, Role.MACHINE)
    told(api, case, "end", {"last_day_with_right": "2020-06-19", "reason": "job_centre"})
    told(api, case, "payments", {"until": "2020-06-28"})
    (claim,) = [one for one in payments(api, case) if one["kind"] == "repayment_claim"]
    return str(claim["payment_id"]), sent


def test_what_was_repaid_for_a_claim_that_is_none_is_a_task_for_a_person() -> None:
    api, case = granted(api=Api(clock=lambda: AFTERWARDS))
    claim, sent = claimed_of_what_never_arrives(api, case)
    for oere in (12_000, 345):
        repaid = {"amount": {"oere": oere}, "repaid_on": "2020-06-29"}
        told(api, case, f"payments/{claim}/repayment", repaid)
    for one in sent:
        told(api, case, f"payments/{one}/return", CAME_BACK, Role.MACHINE)
    told(api, case, "cancellation", {"reason": "fraværet var aldrig et"})
    assert {one["status"] for one in payments(api, case)} == {"returned", "settled"}
    (task,) = [one for one in view(api, case, "tasks")["tasks"] if one["status"] == "open"]
    assert task["type"] == "check_case_non_blocking"
    assert "Tilbagebetalt 123.45 kr. for ugen fra 2020-06-22" in task["reason"]
    told(api, case, f"tasks/{task['task_id']}/solution", {"outcome": "done"})
    told(api, case, "closure", {})


def test_what_was_repaid_whole_is_given_back_whole() -> None:
    """A claim of which nothing is left is settled: that is no payment that arrived."""
    api, case = granted(api=Api(clock=lambda: AFTERWARDS))
    claim, sent = claimed_of_what_never_arrives(api, case)
    found = next(one for one in payments(api, case) if one["payment_id"] == claim)
    whole = {"oere": int(Decimal(found["amount"]) * -100)}
    repaid = {"amount": whole, "repaid_on": "2020-06-29"}
    told(api, case, f"payments/{claim}/repayment", repaid)
    for one in sent:
        told(api, case, f"payments/{one}/return", CAME_BACK, Role.MACHINE)
    told(api, case, "cancellation", {"reason": "fraværet var aldrig et"})
    (task,) = [one for one in view(api, case, "tasks")["tasks"] if one["status"] == "open"]
    assert task["type"] == "check_case_non_blocking"


def test_nobody_is_asked_for_anything_where_nothing_was_repaid() -> None:
    """What is waived was not repaid."""
    api, case = granted(api=Api(clock=lambda: AFTERWARDS))
    claim, sent = claimed_of_what_never_arrives(api, case)
    told(api, case, f"payments/{claim}/waiver", {"reason": "god tro"})
    for one in sent:
        told(api, case, f"payments/{one}/return", CAME_BACK, Role.MACHINE)
    told(api, case, "cancellation", {"reason": "fraværet var aldrig et"})
    assert {one["status"] for one in payments(api, case)} == {"returned", "settled"}
    assert not [one for one in view(api, case, "tasks")["tasks"] if one["status"] == "open"]
