"""Bad input over HTTP: a stable code that echoes nothing; the log and every table stay equal."""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from api.body import LIMIT
from api.problems import BY_CODE
from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.tokens import development_key, issue
from tests.support import bodies
from tests.support.served import Served, served

NOBODY = str(uuid4())
NOTE, SECRET = {"text": "x"}, "1605731234"


@dataclass(frozen=True)
class Wrong:
    """A request and the code it is refused with; `{open}`, `{closed}`, `{task}` … are ids."""

    code: str
    path: str = "/cases/{open}/notes"
    body: Mapping[str, object] | bytes = field(default_factory=lambda: dict(NOTE))
    role: str = Role.CASE_WORKER
    method: str = "POST"
    headers: Mapping[str, str | None] = field(default_factory=dict[str, str | None])


def report(**changed: object) -> dict[str, object]:
    return bodies.absence(**{"cpr": SECRET, **changed})


SEEN = {"If-Match": '"1"'}
WRONG = {
    "no json": Wrong("malformed-json", body=b"cpr " + SECRET.encode()),
    "two keys": Wrong("malformed-json", body=b'{"text":"a","text":"b"}'),
    "not a number": Wrong("malformed-json", body=b'{"text":NaN}'),
    "null byte": Wrong("malformed-json", body=b'{"text":"\\u0000"}'),
    "half a character": Wrong("malformed-json", body=b'{"text":"\\ud800"}'),
    "deep": Wrong("malformed-json", body=b'{"text":' + b"[" * 20_000 + b"]" * 20_000 + b"}"),
    "an array": Wrong("malformed-json", body=b"[]"),
    "unknown field": Wrong("invalid-command", body={"text": "x", SECRET: 1}),
    "missing field": Wrong("invalid-command", body={}),
    "wrong type": Wrong("invalid-command", body={"text": int(SECRET)}),
    "empty text": Wrong("invalid-command", body={"text": "  "}),
    "no such day": Wrong("invalid-command", "/cases", report(notified_on="2020-02-30")),
    "day and time": Wrong("invalid-command", "/cases", report(notified_on="2020-02-03T10:00")),
    "seconds as a day": Wrong("invalid-command", "/cases", report(notified_on="1588204800")),
    "seconds within": Wrong(
        "invalid-command",
        "/cases/{open}/circumstances",
        {"pension": {"kind": "senior", "from": "1588204800"}},
    ),
    "pension before birth": Wrong(
        "facts-contradict",
        "/cases/{open}/circumstances",
        {"pension": {"kind": "senior", "from": "1960-01-01"}},
    ),
    "ill before birth": Wrong(
        "facts-contradict", "/cases", report(first_day_of_absence="1973-05-15")
    ),
    "long ago": Wrong("impossible-date", "/cases", report(first_day_of_absence="1899-12-31")),
    "far away": Wrong("impossible-date", "/cases", report(notified_on="2101-01-01")),
    "before any law": Wrong("no-law-in-force", "/cases", report(first_day_of_absence="2005-03-07")),
    "no such CPR": Wrong("invalid-cpr", "/cases", report(cpr="3102731234")),
    "short CPR": Wrong("invalid-command", "/cases", report(cpr="160573123")),
    "no such CVR": Wrong("invalid-cvr", "/cases/{open}/wages", bodies.wage(cvr="24256791")),
    "short CVR": Wrong("invalid-command", "/cases/{open}/wages", bodies.wage(cvr="2425679")),
    "wage below zero": Wrong(
        "invalid-command", "/cases/{open}/wages", bodies.wage(hourly_wage="-1.00")
    ),
    "wage with an exponent": Wrong(
        "invalid-command", "/cases/{open}/wages", bodies.wage(hourly_wage="1e2")
    ),
    "wage in other digits": Wrong(
        "invalid-command", "/cases/{open}/wages", bodies.wage(hourly_wage="\u0661\u0662\u0660")
    ),
    "unknown type of task": Wrong(
        "impossible", "/cases/{open}/tasks", bodies.task(type="make_coffee")
    ),
    "unknown outcome": Wrong(
        "invalid-command", "/cases/{open}/tasks/{task}/solution", {"outcome": "x"}, headers=SEEN
    ),
    "outcome of another type": Wrong(
        "outcome-not-allowed",
        "/cases/{open}/tasks/{task}/solution",
        {"outcome": "accepted"},
        headers={"If-Match": "{now}"},
    ),
    "solved before": Wrong(
        "task-solved-before",
        "/cases/{open}/tasks/{solved}/solution",
        {"outcome": "done"},
        headers={"If-Match": "{now}"},
    ),
    "run of a day to come": Wrong(
        "run-in-the-future",
        "/runs",
        {"kind": "extra", "prepared_on": "2099-06-01", "pay_until": "2020-05-31"},
        Role.MANAGER,
    ),
    "id twice": Wrong(
        "invalid-command",
        "/cases/{open}/tasks/{task}/comments",
        {"task_id": NOBODY, "text": "x"},
    ),
    "unknown task": Wrong("not-found", f"/cases/{{open}}/tasks/{NOBODY}/comments"),
    "unknown case": Wrong("not-found", f"/cases/{NOBODY}/notes"),
    "unknown address": Wrong("not-found", "/nowhere"),
    "malformed case id": Wrong("malformed-id", "/cases/7/notes"),
    "CPR as case id": Wrong("malformed-id", f"/cases/{SECRET}/notes"),
    "malformed task id": Wrong("malformed-id", "/cases/{open}/tasks/7/comments"),
    "closed case": Wrong("case-closed", "/cases/{closed}/notes"),
    "case there is": Wrong("taken", "/cases", bodies.absence(), Role.NEMREFUSION),
    "stale": Wrong(
        "version-mismatch", "/cases/{open}/rejection", {"reason": "other"}, headers=SEEN
    ),
    "nothing seen": Wrong("if-match-missing", "/cases/{open}/rejection", {"reason": "other"}),
    "used key": Wrong("idempotency-key-reused", headers={"Idempotency-Key": "used"}),
    "no key": Wrong("idempotency-key-missing", headers={"Idempotency-Key": None}),
    "long key": Wrong("invalid-header", headers={"Idempotency-Key": "k" * 201}),
    "unknown purpose": Wrong("invalid-header", headers={"Sdp-Purpose": SECRET}),
    "too large": Wrong("body-too-large", body={"text": "x" * LIMIT}),
    "a form": Wrong("unsupported-media-type", headers={"Content-Type": "text/plain"}),
    "other characters": Wrong(
        "unsupported-media-type", headers={"Content-Type": "application/json; charset=utf-16"}
    ),
    "no token": Wrong("not-authenticated", headers={"Authorization": None}),
    "no bearer": Wrong("not-authenticated", headers={"Authorization": "Basic eDp5"}),
    "broken token": Wrong("token-broken", headers={"Authorization": "Bearer x.y.z"}),
    "expired token": Wrong("token-expired", headers={"Authorization": "{expired}"}),
    "foreign token": Wrong("token-foreign", headers={"Authorization": "{foreign}"}),
    "wrong role": Wrong("not-authorised", role=Role.INFORMATION_SEEKER),
    "another municipality": Wrong("not-found", headers={"Authorization": "{elsewhere}"}),
    "wrong method": Wrong("method-not-allowed", method="DELETE"),
    "unknown parameter": Wrong("unknown-parameter", f"/cases?{SECRET}=1", method="GET"),
    "unknown filter": Wrong("invalid-parameter", "/tasks?statuses=lost", method="GET"),
    "page of nothing": Wrong("invalid-parameter", "/tasks?limit=0", method="GET"),
    "null in a filter": Wrong("invalid-parameter", "/cases?citizen=%00", method="GET"),
    "local time": Wrong("invalid-parameter", "/tasks?as_of=2020-01-01T00:00:00", method="GET"),
}


@dataclass(frozen=True)
class Ground:
    server: Served
    ids: Mapping[str, str]
    tokens: Mapping[str, str]

    def told(self, wrong: Wrong) -> dict[str, str]:
        usual = {
            "Authorization": f"Bearer {self.server.token(wrong.role)}",
            "Idempotency-Key": str(uuid4()),
            "Content-Type": "application/json",
        }
        sent = {**usual, **wrong.headers}
        return {name: self.tokens.get(text, text) for name, text in sent.items() if text}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Generator[Ground]:
    with served(tmp_path_factory.mktemp("bad")) as server:
        yield prepared(server)


def prepared(server: Served) -> Ground:
    """Make an open case with a task, a closed one, tokens that are not believed, a used key."""
    case = server.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"]
    closed = server.post("/cases", bodies.absence(cpr="1705731234")).json()["case_id"]
    task = server.post(f"/cases/{case}/tasks", bodies.task()).json()["task_id"]
    other = bodies.task(type="check_case_non_blocking")
    solved = server.post(f"/cases/{case}/tasks", other).json()["task_id"]
    seen = {"If-Match": server.get(f"/cases/{case}").headers["ETag"]}
    solving = server.post(f"/cases/{case}/tasks/{solved}/solution", {"outcome": "done"}, **seen)
    assert solving.status_code == 200, solving.text
    for step, body in (("cancellation", {"reason": "fejl"}), ("closure", {})):
        version = server.get(f"/cases/{closed}").headers["ETag"]
        answer = server.post(f"/cases/{closed}/{step}", body, **{"If-Match": version})
        assert answer.status_code == 200, answer.text
    used = server.post(f"/cases/{case}/notes", {"text": "y"}, **{"Idempotency-Key": "used"})
    assert used.status_code == 200
    ids = {"{open}": case, "{closed}": closed, "{task}": task, "{solved}": solved}
    now = server.get(f"/cases/{case}").headers["ETag"]
    return Ground(server, ids, {**strange_tokens(server.data_dir), "{now}": now})


def strange_tokens(data_dir: Path) -> dict[str, str]:
    here = Actor(ActorId("x 1"), Role.CASE_WORKER, Municipality(101))
    there = Actor(ActorId("x 2"), Role.CASE_WORKER, Municipality(751))
    key, other = development_key(data_dir), development_key(data_dir / "other")
    hour, ago = timedelta(hours=1), timedelta(hours=-1)
    tokens = {
        "{expired}": issue(here, ago, key),
        "{foreign}": issue(here, hour, other),
        "{elsewhere}": issue(there, hour, key),
    }
    return {name: f"Bearer {token}" for name, token in tokens.items()}


@pytest.mark.parametrize("name", WRONG)
def test_bad_input_has_its_code_and_changes_nothing(ground: Ground, name: str) -> None:
    wrong, server = WRONG[name], ground.server
    path = wrong.path
    for placeholder, known in ground.ids.items():
        path = path.replace(placeholder, known)
    body = wrong.body if isinstance(wrong.body, bytes) else json.dumps(wrong.body).encode()
    before = server.counts(), server.http.get("/health").json()["head"]
    answer = server.http.request(
        wrong.method,
        path,
        content=None if wrong.method == "GET" else body,
        headers=ground.told(wrong),
    )
    assert (server.counts(), server.http.get("/health").json()["head"]) == before
    assert answer.json().get("code") == wrong.code, answer.text
    assert answer.status_code == answer.json()["status"] == BY_CODE[wrong.code].status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert SECRET not in answer.text
    assert bodies.CPR not in answer.text
    assert not any(text in answer.text for text in texts_in(wrong.body))


def texts_in(body: Mapping[str, object] | bytes) -> list[str]:
    """Give what was said that could be told from any other word."""
    said = () if isinstance(body, bytes) else body.values()
    return [one for one in said if isinstance(one, str) and len(one) > len("other")]


def test_a_failing_check_digit_is_accepted_with_a_warning(ground: Ground) -> None:
    answer = ground.server.post("/cases", bodies.absence(cpr="1805731234"))
    assert (answer.status_code, answer.json()["warnings"]) == (201, ["cpr-check-digit"])
