"""Whose keys they are: the client's, whoever asks through it; over HTTP, with tokens as given."""

import asyncio
from collections import Counter
from collections.abc import Generator
from uuid import uuid4

import pytest
from httpx2 import AsyncClient, Response

from domain.shared.envelope import Role
from tests.support import bodies
from tests.support.served import LONG, Served, served

AT_ONCE = 12


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    with served(tmp_path_factory.mktemp("clients"), "--issue-tokens") as running:
        yield running


def token(server: Served, subject: str, client: str | None, municipality: int = 101) -> str:
    """Give a token as `sdp token` prints it."""
    place, through = str(municipality), ["--client", client] if client else []
    asked = ["--role", Role.NEMREFUSION, "--municipality", place, "--subject", subject, *through]
    return server.sdp("token", *asked).stdout.strip()


def report(server: Served, bearer: str, key: str, cpr: str) -> Response:
    headers = {"Authorization": f"Bearer {bearer}", "Idempotency-Key": key}
    return server.http.post("/cases", json=bodies.absence(cpr=cpr), headers=headers)


def test_two_people_of_one_client_repeat_one_request(server: Served) -> None:
    key, cpr = str(uuid4()), "1503741234"
    anne, bo = (token(server, who, "portal") for who in ("anne", "bo"))
    first, again = (report(server, who, key, cpr) for who in (anne, bo))
    assert (first.status_code, "Idempotent-Replay" in first.headers) == (201, False)
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Idempotent-Replay"] == "true"
    history = server.get(f"/cases/{first.json()['case_id']}/history").json()["events"]
    assert {one["actor"] for one in history} == {"anne"}  # who asked, not through what


def test_a_colleague_with_another_body_is_told_that_the_key_is_used(server: Served) -> None:
    key = str(uuid4())
    assert report(server, token(server, "anne", "portal"), key, "1603741234").is_success
    before = server.recorded()
    other = report(server, token(server, "bo", "portal"), key, "1703741234")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")
    assert server.recorded() == before


def test_two_clients_with_one_key_have_two_effects(server: Served) -> None:
    key = str(uuid4())
    clients = [("anne", "portal"), ("anne", "unit"), ("anne", None), ("bo", None)]
    told = [
        report(server, token(server, *each), key, f"{20 + n}03741234")
        for n, each in enumerate(clients)
    ]
    assert [one.status_code for one in told] == [201] * len(clients)
    assert len({one.json()["case_id"] for one in told}) == len(clients)


def test_one_client_in_two_municipalities_asks_twice(server: Served) -> None:
    key, cpr = str(uuid4()), "2503741234"
    assert report(server, token(server, "anne", "portal"), key, cpr).is_success
    there = report(server, token(server, "anne", "portal", municipality=751), key, cpr)
    assert (there.status_code, there.json()["code"]) == (422, "idempotency-key-reused")


def test_a_token_over_http_names_its_client_as_well(server: Served) -> None:
    key, cpr = str(uuid4()), "2603741234"
    asked = {"role": "nemrefusion", "municipality": 101, "subject": "carla", "client": "portal"}
    given = server.http.post("/token", json=asked)
    assert report(server, token(server, "bo", "portal"), key, cpr).is_success
    again = report(server, given.json()["token"], key, cpr)
    assert again.headers["Idempotent-Replay"] == "true"
    for wrong in ("150573-1234", "æ", ""):
        refused = server.http.post("/token", json={**asked, "client": wrong})
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid-command")


@pytest.mark.parametrize("client", ["150573-1234", "æ", "x" * 65])
def test_no_client_is_named_by_what_is_no_pseudonym(server: Served, client: str) -> None:
    asked = ["--role", Role.MANAGER, "--municipality", "101", "--client", client]
    refused = server.sdp("token", *asked)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("error invalid-token-request: ")
    assert client not in refused.stderr


async def at_once(server: Served, bearer: str, key: str) -> list[Response]:
    """Send one request many times at the same moment: nobody has been answered yet."""
    headers = {"Authorization": f"Bearer {bearer}", "Idempotency-Key": key}
    body = bodies.absence(cpr="2703741234")
    async with AsyncClient(base_url=server.http.base_url, timeout=LONG) as http:
        sent = (http.post("/cases", json=body, headers=headers) for _ in range(AT_ONCE))
        return await asyncio.gather(*sent)


def test_one_request_sent_many_times_at_once_is_answered_the_same_to_all(server: Served) -> None:
    answers = asyncio.run(at_once(server, token(server, "anne", "portal"), str(uuid4())))
    replays = Counter("Idempotent-Replay" in one.headers for one in answers)
    assert replays == {False: 1, True: AT_ONCE - 1}
    first, *others = (one.json() for one in answers)
    assert others == [first] * (AT_ONCE - 1)
    assert server.get(f"/cases/{first['case_id']}").status_code == 200
