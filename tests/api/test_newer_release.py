"""An event of a release that is newer, or of nobody: one clear error wherever it is met."""

from collections.abc import Generator
from dataclasses import dataclass

import psycopg
import pytest

from tests.support import bodies
from tests.support.seeded import reported
from tests.support.served import Served, served

STRANGE = "antigravity"  # a module of the standard library; imported it would be seen
SAID = f"error newer-release: the log holds {STRANGE} version 1, which this release cannot read"


@dataclass(frozen=True)
class Renamed:
    server: Served
    case: str
    other: str


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Generator[Renamed]:
    """Two cases; the note in one has a name that this release does not know."""
    with served(tmp_path_factory.mktemp("newer")) as server:
        case, other = reported(server), reported(server, cpr="1605731234")
        assert server.post(f"/cases/{case}/notes", {"text": "x"}).status_code == 200
        with psycopg.connect(server.owner_url) as owner:
            owner.execute("SET session_replication_role = replica")
            strange = "UPDATE sdp_log.event SET type = %s WHERE type = 'NoteAdded'"
            owner.execute(strange, (STRANGE,))
        yield Renamed(server, case, other)


def test_over_http_the_case_is_refused_and_nothing_is_recorded(renamed: Renamed) -> None:
    server, before = renamed.server, renamed.server.counts()
    path = f"/cases/{renamed.case}"
    answers = [server.get(path), server.get(f"{path}/history"), server.get(f"{path}/tasks")]
    answers += [server.post(f"{path}/notes", {"text": "y"})]
    answers += [server.post(f"{path}/recovery", bodies.EXAMPLES["ReportRecovery"])]
    found = {(one.status_code, one.json()["code"]) for one in answers}
    assert found == {(503, "newer-release")}
    assert server.counts() == before
    assert server.get(f"/cases/{renamed.other}").status_code == 200


@pytest.mark.parametrize(
    "words",
    [
        "check invariants",
        "projections rebuild task_queue --shards 2",
        "projections verify --all --shards 1",
        "worker",
    ],
)
def test_every_program_that_reads_it_ends_with_one_line(renamed: Renamed, words: str) -> None:
    ended = renamed.server.sdp(*words.split())
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr.splitlines()[-1] == SAID
    assert "Traceback" not in ended.stderr
