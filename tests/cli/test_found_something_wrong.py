"""A command that ran and found something wrong ends with 1, and says at which position."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from domain.shared.envelope import Role
from infrastructure.log.exports import EXPORTED
from infrastructure.postgres.server import open_database
from tests.support import bodies
from tests.support.served import Served, sdp, served

ALTERED = ("sdp_log.event", "sdp_log.block", "case_overview_v1.case_overview")
LOOKS = 600  # at a second's distance: a slow machine may take its time to seal


@dataclass(frozen=True)
class Sealed:
    """A data directory that nothing serves; its database is held."""

    data_dir: Path
    owner_url: str

    def sdp(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return sdp(*words, environment={**os.environ, "SDP_DATA_DIR": str(self.data_dir)})


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Generator[Sealed]:
    """A reported case with three notes, sealed and exported; each table is there twice."""
    folder = tmp_path_factory.mktemp("sealed") / "data"
    with served(folder, "--with-worker") as running:
        case = running.post("/cases", bodies.absence(), Role.NEMREFUSION).json()["case_id"]
        for text in ("en", "to", "tre"):
            assert running.post(f"/cases/{case}/notes", {"text": text}).status_code == 200
        running.caught_up()
        assert said(running, 0, "verify")["ok"]
        until_sealed(running)
    with open_database(folder) as database:
        kept = Sealed(folder, database.url("owner"))
        changed(kept, *(f"CREATE TABLE {copy(table)} AS TABLE {table}" for table in ALTERED))
        yield kept
        changed(kept, *(f"DROP TABLE {copy(table)}" for table in ALTERED))


@pytest.fixture
def server(sealed: Sealed) -> Generator[Sealed]:
    """The same for each test: what one alters is put back."""
    yield sealed
    for table in ALTERED:
        changed(sealed, f"TRUNCATE {table}", f"INSERT INTO {table} TABLE {copy(table)}")


def until_sealed(server: Served) -> None:
    for _ in range(LOOKS):
        if not said(server, 0, "verify")["unsealed"]:
            return
        time.sleep(1)
    raise RuntimeError("the log is not sealed")


def said(server: Served | Sealed, code: int, *words: str) -> Any:  # noqa: ANN401 the document as JSON
    ended = server.sdp(*words, "--json")
    assert ended.returncode == code, ended.stdout + ended.stderr
    assert ended.stdout.count("\n") == 1
    assert "Traceback" not in ended.stderr
    return json.loads(ended.stdout)


def copy(table: str) -> str:
    return f"public.kept_{table.replace('.', '_')}"


def changed(server: Sealed, *statements: str) -> int:
    """Do to the log what its triggers forbid, as its owner with the triggers off."""
    with psycopg.connect(server.owner_url) as connection:
        connection.execute("SET session_replication_role = replica")
        return sum(connection.execute(one.encode()).rowcount for one in statements)


def below(server: Sealed, statement: str) -> None:
    assert changed(server, statement) > 0


def test_an_altered_event_is_named_and_ends_with_1(server: Sealed) -> None:
    below(server, "UPDATE sdp_log.event SET role = 'manager' WHERE position = 2")
    found = said(server, 1, "verify")
    assert found["first_mismatch"] == {"position": 2, "what": "the event was altered"}
    ended = server.sdp("verify")
    assert (ended.returncode, "at position 2" in ended.stdout) == (1, True)


def test_a_gap_below_the_domain_is_a_violation_and_ends_with_1(server: Sealed) -> None:
    assert said(server, 0, "check", "invariants")["violations"] == []
    below(server, "DELETE FROM sdp_log.event WHERE position = 2")
    first = said(server, 1, "check", "invariants")["violations"][0]
    assert (first["invariant"], first["position"]) == ("version-gap", 3)
    assert server.sdp("check", "invariants").returncode == 1


def test_a_cut_tail_is_seen_against_an_anchor_and_only_there(
    server: Sealed, tmp_path: Path
) -> None:
    anchor = tmp_path / "anchor"
    shutil.copy(server.data_dir / "exports" / EXPORTED, anchor)
    assert said(server, 0, "verify", "--anchor", str(anchor))["ok"]
    below(server, "DELETE FROM sdp_log.event WHERE position > 1")
    below(server, "DELETE FROM sdp_log.block")
    cut = said(server, 1, "verify", "--anchor", str(anchor))
    assert not cut["ok"]
    assert cut["first_mismatch"]["what"]
    assert said(server, 2, "verify", "--anchor", str(tmp_path / "none"))["error"]["code"]


def test_a_read_model_that_is_not_what_the_log_says_ends_with_1(server: Sealed) -> None:
    assert server.sdp("projections", "verify", "case_overview", "--json").returncode == 0
    below(server, "DELETE FROM case_overview_v1.case_overview")
    assert server.sdp("projections", "verify", "case_overview", "--json").returncode == 1
