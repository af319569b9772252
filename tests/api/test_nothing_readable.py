"""Of a served instance nothing of a person can be read outside its keys: files, dump and words."""

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
from httpx2 import Response

from domain.shared.envelope import Role
from infrastructure.postgres.binaries import find_binaries
from tests.support import bodies
from tests.support.every_command import Send, Story, tell
from tests.support.seeded import SECOND, moved, reported
from tests.support.served import PATIENCE, Served, served

THIRD = "2105731234"  # nobody's: its check digit fails
NAME, FREE_TEXT = "Bodil Plantemose", "Planteskolens hemmelighed"
OF_PEOPLE = (bodies.CPR, SECOND, THIRD, "Eksempel", *NAME.split(), *FREE_TEXT.split())
CONTROL = "Municipality of nowhere"  # planted in plain text: a search that finds nothing is blind


def lived_in(server: Served) -> None:
    """Every command, and one refused in each way that a person could be quoted in."""
    moved(server, "2020-07-06T10:00:00Z")
    tell(Story(of(server), lambda path: server.get(path).json()))
    case = reported(server, cpr=THIRD, name=NAME)
    note = {"text": f"{FREE_TEXT} {NAME} {THIRD}"}
    assert server.post(f"/cases/{case}/notes", note).status_code == 200
    for path, body in (
        (f"/cases/{case}/notes", {"text": note["text"], THIRD: NAME}),
        ("/cases", bodies.absence(cpr=THIRD, name=NAME)),
        (f"/cases/{NAME}/notes", note),
        (f"/cases/{case}/assignment", {**note, "to": THIRD}),
    ):
        assert server.post(path, body, Role.NEMREFUSION).status_code >= 400
    server.fresh("/tasks")
    for path in (f"/cases?citizen={THIRD}", f"/cases?citizen={NAME}", f"/cases?cursor={NAME}"):
        assert server.get(path).status_code in {200, 400}
    assert server.get(f"/cases?citizen={THIRD}").json()["items"][0]["citizen_name"] == NAME
    assert server.sdp("projections", "rebuild", "--all").returncode == 0


def of(server: Served) -> Send:
    def send(
        _: str, path: str, body: Mapping[str, object], role: str, sight: str | None
    ) -> Response:
        return server.post(path, body, role, **({"If-Match": sight} if sight else {}))

    return send


def test_files_dump_and_words_of_a_served_instance_name_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with served(folder, "--with-worker", "--simulated-clock") as server:
        lived_in(server)
        with psycopg.connect(server.owner_url, autocommit=True) as owner:
            owner.execute("CREATE TABLE control AS SELECT %s::text AS text", (CONTROL,))
            owner.execute("CHECKPOINT")
        dumping = [find_binaries(None)["pg_dump"], "--inserts", server.owner_url]
        dump = subprocess.run(dumping, capture_output=True, check=True).stdout
        server.process.terminate()
        said = "".join(server.process.communicate(timeout=PATIENCE)).encode()
        server.sdp("db", "stop")
        files = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {Path(name).parent.name for name in files} >= {"keys", "log", "pg_wal"}
    found = {**files, "dump": dump, "said": said}
    assert sum(CONTROL.encode() in text for text in found.values()) >= 3  # table, log, dump
    for planted in spellings():
        assert [name for name, text in found.items() if planted in text] == []


def spellings() -> Iterator[bytes]:
    for word in OF_PEOPLE:
        for text in (word, word.lower(), word.upper()):
            yield from (text.encode(), text.encode("utf-16-le"), text.encode().hex().encode())
