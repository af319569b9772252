"""Every field of every command is sent what it must not be: a stable problem, nothing written."""

from collections.abc import Generator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from httpx2 import Response

from api.problems import BY_CODE
from api.route import CommandRoute, names_in
from api.routes import COMMANDS
from application.access import MAY, NEEDS
from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.hostile import Hostile, hostile
from tests.support.served import Served, served

NOBODY = str(uuid4())
ROUTES = {route.name: route for route in COMMANDS}


@dataclass(frozen=True)
class Ground:
    """A case that is there, so that nothing can be reported; all else is asked of nobody's case."""

    server: Served

    def send(self, route: CommandRoute, body: bytes) -> Response:
        role = next(one for one in (Role.MACHINE, Role.MANAGER) if NEEDS[route.command] in MAY[one])
        path = route.path.format(**dict.fromkeys(names_in(route.path), NOBODY))
        headers = {
            "Authorization": f"Bearer {self.server.token(role)}",
            "Idempotency-Key": str(uuid4()),
            "Content-Type": "application/json",
            "If-Match": '"999999"',
        }
        return self.server.http.post(path, content=body, headers=headers)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Generator[Ground]:
    with served(tmp_path_factory.mktemp("any-body"), "--requests-per-second", "100000") as server:
        assert server.post("/cases", bodies.absence(), Role.NEMREFUSION).status_code == 201
        yield Ground(server)


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


@pytest.mark.parametrize("name", ROUTES)
def test_no_field_takes_what_it_must_not(ground: Ground, name: str) -> None:
    route = ROUTES[name]
    sent = tuple(hostile(route))
    before = ground.server.counts(), ground.server.http.get("/health").json()["head"]
    found = [wrong(ground.send(route, one.body), one) for one in sent]
    assert [one for one in found if one] == []
    assert (ground.server.counts(), ground.server.http.get("/health").json()["head"]) == before


def test_what_is_sent_is_much_and_not_all_of_it_is_against_the_description() -> None:
    sent = [one for route in COMMANDS for one in hostile(route)]
    assert len(sent) > len(COMMANDS) * 50
    assert len([one for one in sent if one.fits]) > len(COMMANDS)
