"""Too much at once, over HTTP: one subject slowed down, or all while the log cannot be written."""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Generator
from uuid import uuid4

import psycopg
import pytest
from httpx2 import AsyncClient, Limits, Response

from domain.shared.envelope import Role
from tests.api import narrow_program
from tests.api.narrow_program import ROOM
from tests.proof.citizens import nobody
from tests.support import bodies
from tests.support.served import LONG, Served, served

BURST = 5  # requests at once, of a subject that may ask once a second
MORE_THAN_COME_EVENLY = 30  # unless one takes a second
MANY = 3 * ROOM


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    place, pace = tmp_path_factory.mktemp("too many"), ("--requests-per-second", "1")
    narrow = (sys.executable, "-m", narrow_program.__name__)
    with served(place, *pace, program=narrow) as running:
        yield running


def test_a_subject_that_asks_too_often_is_refused_and_told_when_to_come_again(
    server: Served,
) -> None:
    head, nowhere = server.http.get("/health").json()["head"], f"/cases/{uuid4()}"
    asking: tuple[tuple[int, Callable[[], Response]], ...] = (
        (404, lambda: server.get(nowhere)),
        (400, lambda: server.post("/cases", {}, Role.NEMREFUSION)),
    )
    for admitted, ask in asking:
        answers = [ask() for _ in range(MORE_THAN_COME_EVENLY)]
        refused = [each for each in answers if each.status_code != admitted]
        assert refused
        assert not [each for each in answers[:BURST] if each in refused]
        for each in refused:
            assert (each.status_code, each.json()["code"]) == (429, "too-many-requests")
            assert int(each.headers["Retry-After"]) >= 1
    assert server.get(nowhere, Role.MANAGER).status_code == 404
    assert server.http.get("/health").json()["head"] == head


async def told_at_once(server: Served, count: int, refused: asyncio.Event) -> list[Response]:
    """Report so many absences at the same moment, as so many clients."""
    tokens = [server.token_of(f"portal {n}", Role.NEMREFUSION) for n in range(count)]
    limits = Limits(max_connections=count)
    async with AsyncClient(base_url=server.http.base_url, timeout=LONG, limits=limits) as http:

        async def tell(n: int) -> Response:
            body = bodies.absence(cpr=nobody(n), name=f"Borger {n}")
            headers = {"Authorization": f"Bearer {tokens[n]}", "Idempotency-Key": str(uuid4())}
            answer = await http.post("/cases", json=body, headers=headers)
            if not answer.is_success:
                refused.set()
            return answer

        return await asyncio.gather(*map(tell, range(count)))


async def told_while_nothing_is_written(server: Served) -> list[Response]:
    """Hold the lock that every append takes until somebody is refused."""
    refused = asyncio.Event()
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(7237010)")
        telling = asyncio.create_task(told_at_once(server, MANY, refused))
        async with asyncio.timeout(LONG):
            await refused.wait()
        connection.rollback()
    return await telling


def test_when_too_much_waits_the_rest_is_refused_and_what_waits_is_recorded(
    server: Served,
) -> None:
    answers = asyncio.run(told_while_nothing_is_written(server))
    counted = Counter(each.status_code for each in answers)
    refused = [each for each in answers if not each.is_success]
    assert set(counted) == {201, 503}, counted
    assert {each.json()["code"] for each in refused} == {"busy"}
    assert all(int(each.headers["Retry-After"]) >= 1 for each in refused)
    assert server.counts()["sdp_log.dossier"] == counted[201] >= ROOM
