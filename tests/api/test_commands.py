"""A command over HTTP: what it is answered with, once and every other time."""

from uuid import UUID

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.client import Api

NEMREFUSION = Role.NEMREFUSION


def reported(api: Api) -> str:
    return str(api.post("/cases", bodies.absence(), NEMREFUSION).json()["case_id"])


def test_a_report_makes_a_case() -> None:
    api = Api()
    answer = api.post("/cases", bodies.absence(), NEMREFUSION)
    body = answer.json()
    assert answer.status_code == 201
    assert UUID(body["case_id"])
    assert body["warnings"] == ["cpr-check-digit"]
    assert answer.headers["ETag"] == f'"{body["version"]}"'
    assert answer.headers["Sdp-Position"] == str(body["position"])
    assert "Idempotent-Replay" not in answer.headers


def test_a_repeat_is_answered_the_same_and_told_so() -> None:
    api = Api()
    first, again = (
        api.post("/cases", bodies.absence(), NEMREFUSION, idempotency_key="k") for _ in range(2)
    )
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Idempotent-Replay"] == "true"


def test_a_key_is_not_used_for_another_body_or_another_address() -> None:
    api = Api()
    case = reported(api)
    api.post(f"/cases/{case}/notes", {"text": "set"}, idempotency_key="k")
    for path, body in (("notes", {"text": "sat"}), ("remarks", {"text": "set"})):
        again = api.post(f"/cases/{case}/{path}", body, idempotency_key="k")
        assert again.status_code in {400, 422}
    assert api.post(f"/cases/{case}/notes", {"text": "sat"}, idempotency_key="k").json()[
        "code"
    ] == ("idempotency-key-reused")


def test_another_clients_key_is_another_key() -> None:
    api = Api()
    first = api.post("/cases", bodies.absence(), NEMREFUSION, idempotency_key="k").json()
    other = bodies.absence(cpr="1605731234")
    second = api.post("/cases", other, Role.CASE_WORKER, idempotency_key="k").json()
    assert first["case_id"] != second["case_id"]


def test_a_task_that_was_opened_is_named() -> None:
    api = Api()
    case = reported(api)
    answer = api.post(f"/cases/{case}/tasks", bodies.task(by_hand=True))
    assert answer.status_code == 200, answer.text
    shown = api.get(f"/cases/{case}/tasks").json()["tasks"]
    assert answer.json()["task_id"] in {one["task_id"] for one in shown}
    assert answer.json()["task_id"] in answer.json()["created"]


def test_a_stale_sight_is_refused_with_the_present_version() -> None:
    api = Api()
    case = reported(api)
    version = api.get(f"/cases/{case}").json()["version"]
    closing = f"/cases/{case}/notes"
    api.post(closing, {"text": "set"}, if_match=f'"{version}"')
    stale = api.post(f"/cases/{case}/rejection", {"reason": "other"}, if_match=f'"{version}"')
    assert (stale.status_code, stale.json()["code"]) == (412, "version-mismatch")
    assert stale.json()["present_version"] == version + 1
