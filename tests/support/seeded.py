"""Two cases played to their first payments on a simulated log, over HTTP."""

from dataclasses import dataclass

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.served import Served

SECOND = "1605731234"  # nobody's: its check digit fails


@dataclass(frozen=True)
class Seeded:
    server: Served
    case: str
    other: str
    task: str  # an open task of the first case
    payment: str
    position: int  # of the last event


def moved(server: Served, now: str) -> int:
    answer = server.post("/clock", {"now": now}, Role.MACHINE)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["position"])


def reported(server: Served, **changed: object) -> str:
    report = server.post("/cases", bodies.absence(**changed), Role.NEMREFUSION)
    assert report.status_code == 201, report.text
    return str(report.json()["case_id"])


def told(server: Served, case: str) -> None:
    """Tell all that a decision needs: employment, wage, form, refund request."""
    for path, body, role in (
        ("employments", bodies.employment(), Role.NEMREFUSION),
        ("wages", bodies.wage(), Role.NEMREFUSION),
        ("information-forms", bodies.form(cause="broken_limb"), Role.CITIZEN_SERVICE),
        (
            "refund-requests",
            {"cvr": bodies.EMPLOYER, "requested_on": "2020-05-06"},
            Role.NEMREFUSION,
        ),
    ):
        answer = server.post(f"/cases/{case}/{path}", body, role)
        assert answer.status_code == 200, answer.text


def seed(server: Served) -> Seeded:
    moved(server, "2020-05-06T08:00:00Z")
    cases = [reported(server), reported(server, cpr=SECOND, name="Bo Eksempel")]
    for case in cases:
        told(server, case)
    moved(server, "2020-06-09T10:00:00Z")
    for case in cases:
        task = server.post(f"/cases/{case}/tasks", bodies.task(type="check_case_non_blocking"))
        assert task.status_code == 200, task.text
    payments = server.get(f"/cases/{cases[0]}/payments").json()["payments"]
    tasks = server.get(f"/cases/{cases[0]}/tasks").json()["tasks"]
    position = server.http.get("/health").json()["head"]
    return Seeded(
        server, cases[0], cases[1], tasks[-1]["task_id"], payments[0]["payment_id"], position
    )
