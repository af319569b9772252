"""Every field of every body is sent what it must not be: a stable problem, nothing written."""

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from uuid import uuid4

import pytest
from httpx2 import Response

from api.problems import BY_CODE
from api.route import names_in
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.hostile import Hostile, Sending, hostile
from tests.support.seeded import moved, reported, told
from tests.support.sendings import OF_COMMANDS, OTHERS, who_may
from tests.support.served import Served, served

NOBODY = str(uuid4())
STALE = '"999999"'


@dataclass(frozen=True)
class Ground:
    """A case with a task and a payment, and a run: what is refused is refused for its body alone.

    What the description has nothing against might be carried out: it is asked of nobody's case.
    """

    server: Served
    ids: Mapping[str, str]

    def send(self, sending: Sending, sent: Hostile) -> Response:
        names = names_in(sending.path)
        ids = dict.fromkeys(names, NOBODY) if sent.fits else {one: self.ids[one] for one in names}
        headers = {
            "Authorization": f"Bearer {self.server.token(who_may(sending.name))}",
            "Idempotency-Key": str(uuid4()),
            "Content-Type": "application/json",
            "If-Match": STALE if sent.fits else self.seen(sending.path),
        }
        return self.server.http.post(sending.path.format(**ids), content=sent.body, headers=headers)

    def seen(self, path: str) -> str:
        """Give the version that stands, so that nothing is refused as stale."""
        return self.ids["run" if path.startswith("/runs") else "case"]

    def written(self) -> tuple[object, ...]:
        return self.server.counts(), self.server.http.get("/health").json()["head"]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Generator[Ground]:
    folder = tmp_path_factory.mktemp("any-body")
    with served(folder, "--simulated-clock", "--requests-per-second", "100000") as server:
        yield Ground(server, decided_and_ordered(server))


def decided_and_ordered(server: Served) -> dict[str, str]:
    moved(server, "2020-06-09T10:00:00Z")
    case = reported(server)
    told(server, case)

    def done(path: str, name: str, role: Role) -> Response:
        answer = server.post(path, bodies.EXAMPLES[name], role)
        assert answer.is_success, answer.text
        return answer

    grant = server.post(f"/cases/{case}/grant", {"by_rule": True}, Role.MACHINE)
    assert grant.is_success, grant.text
    done(f"/cases/{case}/payments", "OrderPayment", Role.MACHINE)
    task = done(f"/cases/{case}/tasks", "OpenTask", Role.MACHINE).json()["task_id"]
    payment = server.get(f"/cases/{case}/payments").json()["payments"][0]["payment_id"]
    run = done("/runs", "PrepareRun", Role.MACHINE)
    return {
        "case_id": case,
        "task_id": task,
        "payment_id": payment,
        "run_id": run.json()["run_id"],
        "case": server.get(f"/cases/{case}").headers["ETag"],
        "run": run.headers["ETag"],
    }


def wrong(answer: Response, sent: Hostile) -> str | None:
    """Say what is wrong with the answer."""
    problem = answer.json()
    code = problem.get("code")
    if answer.headers["Content-Type"] != "application/problem+json" or code not in BY_CODE:
        return f"{sent.what}: no problem document: {answer.status_code} {answer.text[:200]}"
    if answer.status_code != BY_CODE[code].status or answer.status_code >= 500:
        return f"{sent.what}: {answer.status_code} {code}"
    if sent.code is not None and code != sent.code:
        return f"{sent.what}: {code} instead of {sent.code}"
    return f"{sent.what}: {code}, but it fits" if sent.fits and code == "malformed-json" else None


def refused(ground: Ground, sending: Sending, all_of: Iterable[Hostile]) -> list[str]:
    """Send them all and say what was wrong; nothing may have been written."""
    before = ground.written()
    found = [wrong(ground.send(sending, one), one) for one in all_of]
    assert ground.written() == before
    return [one for one in found if one]


@pytest.mark.parametrize("name", OF_COMMANDS)
def test_no_field_of_a_command_takes_what_it_must_not(ground: Ground, name: str) -> None:
    sending = OF_COMMANDS[name]
    assert refused(ground, sending, hostile(sending)) == []


@pytest.mark.parametrize("name", OTHERS)
def test_nor_does_a_field_of_anything_else(ground: Ground, name: str) -> None:
    """What its description has nothing against is not sent: it is no command to nobody's case."""
    sending = OTHERS[name]
    sent = [one for one in hostile(sending) if not one.fits]
    assert len(sent) > 20
    assert refused(ground, sending, sent) == []


@pytest.mark.parametrize("name", ["RegisterHoliday", "OpenTask", "ExtendBenefit"])
def test_nor_does_a_command_that_is_only_tried(ground: Ground, name: str) -> None:
    around = f'{{"command": "{name}", "body": '.encode()
    sent = [
        Hostile(one.what, around + one.body + b"}", one.code)
        for one in hostile(OF_COMMANDS[name])
        if one.code == "invalid-command"
    ]
    assert len(sent) > 20
    assert refused(ground, OTHERS["WhatIf"], sent) == []


def test_what_is_sent_is_much_and_not_all_of_it_is_against_the_description() -> None:
    sent = [one for sending in OF_COMMANDS.values() for one in hostile(sending)]
    assert len(sent) > len(OF_COMMANDS) * 50
    assert len([one for one in sent if one.fits]) > len(OF_COMMANDS)
