"""Writers of one case at one moment, through two programs on one folder: who loses is told so."""

from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import ExitStack
from http.client import HTTPConnection
from uuid import uuid4

import orjson
import pytest

from domain.shared.envelope import Role
from tests.support.seeded import reported
from tests.support.served import LONG, Served, served

WRITERS = 16
ROUNDS = 50
Answers = dict[str, tuple[int, str]]
Servers = tuple[Served, Served]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Generator[Servers]:
    folder = tmp_path_factory.mktemp("racing")
    with served(folder) as one, served(folder) as other:
        yield one, other


def at_once(servers: Servers, path: str, role: Role, **headers: str) -> Answers:
    """Let every writer send a note of its own; all but the last byte is there before the race."""
    with ExitStack() as stack:
        writers = {str(uuid4()): connected(servers[n % 2], stack) for n in range(WRITERS)}
        for key, writer in writers.items():
            sent = {"Authorization": f"Bearer {servers[0].token(role)}", "Idempotency-Key": key}
            writer.request("POST", path, note(key)[:-1], head(key) | sent | headers)
        for writer in writers.values():
            writer.send(b"}")
        return {key: outcome(writer) for key, writer in writers.items()}


def connected(server: Served, stack: ExitStack) -> HTTPConnection:
    url = server.http.base_url
    writer = HTTPConnection(url.host, url.port or 0, timeout=LONG)
    stack.callback(writer.close)
    return writer


def note(text: str) -> bytes:
    return orjson.dumps({"text": text})


def head(text: str) -> dict[str, str]:
    return {"Content-Type": "application/json", "Content-Length": str(len(note(text)))}


def outcome(writer: HTTPConnection) -> tuple[int, str]:
    answer = writer.getresponse()
    return answer.status, str(orjson.loads(answer.read()).get("code", "done"))


def keys_of(answers: Answers, status: int) -> list[str]:
    return [key for key, (found, _) in answers.items() if found == status]


def noted(server: Served, case: str) -> Counter[str]:
    events = server.get(f"/cases/{case}/history").json()["events"]
    return Counter(one["event"]["text"] for one in events if one["type"] == "NoteAdded")


def races(servers: Servers, path: str) -> Iterable[Answers]:
    for _ in range(ROUNDS):
        yield at_once(servers, path, Role.MACHINE)


def test_a_machine_that_loses_every_race_is_told_so_and_can_send_again(servers: Servers) -> None:
    server, _ = servers
    case = reported(server)
    path, written = f"/cases/{case}/notes", Counter[str]()
    lost = list[str]()
    for answers in races(servers, path):
        assert set(answers.values()) <= {(200, "done"), (409, "conflict")}
        written.update(keys_of(answers, 200))
        if lost := keys_of(answers, 409):
            break
    assert lost, "no writer lost as often as it may"
    assert noted(server, case) == written
    key = {"Idempotency-Key": lost[0]}
    again = server.post(path, {"text": lost[0]}, Role.MACHINE, **key)
    assert (again.status_code, "Idempotent-Replay" in again.headers) == (200, False)
    assert noted(server, case) == written + Counter(lost[:1])


def test_of_people_who_saw_the_same_case_one_is_heard(servers: Servers) -> None:
    server, _ = servers
    case = reported(server, cpr="1905731234")
    seen = server.get(f"/cases/{case}").headers["ETag"]
    answers = at_once(servers, f"/cases/{case}/notes", Role.CASE_WORKER, **{"If-Match": seen})
    assert Counter(answers.values()) == {(200, "done"): 1, (412, "version-mismatch"): WRITERS - 1}
    assert noted(server, case) == Counter(keys_of(answers, 200))
