"""Two servers on one folder share its database: writers of one case race, and nothing is lost."""

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import psycopg
import pytest
from httpx2 import Response

from domain.shared.envelope import Role
from tests.support.seeded import reported
from tests.support.served import Served, served

EACH, AT_ONCE = 40, 4  # notes by each server, and how many wait there for an answer
Two = tuple[Served, Served]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Generator[Two]:
    folder = tmp_path_factory.mktemp("shared")
    with served(folder) as one, served(folder) as another:
        yield one, another


@pytest.fixture(scope="module")
def answers(servers: Two) -> list[list[Response]]:
    """Let both note on the same case at once, as a machine does: without having seen it."""
    path = f"/cases/{reported(servers[0])}/notes"

    def note(server: Served, n: int) -> Response:
        return server.post(path, {"text": f"note {n}"}, Role.MACHINE)

    with ThreadPoolExecutor(2 * AT_ONCE) as pool:
        asked = [[pool.submit(note, each, n) for each in servers] for n in range(EACH)]
        return [[one.result() for one in each] for each in zip(*asked, strict=True)]


def test_each_is_recorded_once_or_told_that_the_case_kept_changing(
    servers: Two, answers: list[list[Response]]
) -> None:
    found = [(one.status_code, one.json().get("code")) for each in answers for one in each]
    assert set(found) <= {(200, None), (409, "conflict")}
    assert len(positions(servers[0])) == found.count((200, None)) > 0


def test_they_did_race(answers: list[list[Response]]) -> None:
    """Whose notes stand where: the other's among them, more than once."""
    by_position = sorted(
        (one.json()["position"], place)
        for place, each in enumerate(answers)
        for one in each
        if one.status_code == 200
    )
    changes = sum(one[1] != other[1] for one, other in pairwise(by_position))
    assert changes > 1


def test_a_person_who_saw_the_case_before_is_told_so(servers: Two) -> None:
    """Of two who decide on what both saw, by two servers, one is too late: 412, not retried."""
    case = reported(servers[0], cpr="1805731234")
    seen = servers[0].get(f"/cases/{case}").headers["ETag"]
    before = len(positions(servers[0]))
    stop = {"reason": "ses på"}

    def ask(server: Served) -> Response:
        return server.post(f"/cases/{case}/automation-stop", stop, **{"If-Match": seen})

    with ThreadPoolExecutor(2) as pool:
        found = sorted(one.status_code for one in pool.map(ask, servers))
    assert found == [200, 412]
    assert len(positions(servers[0])) == before


def positions(server: Served) -> list[int]:
    with psycopg.connect(server.owner_url) as owner:
        noted = "SELECT position FROM sdp_log.event WHERE type = 'NoteAdded'"
        return [int(one) for (one,) in owner.execute(noted)]
