"""The installed program, served on a database of its own: from outside, as its users meet it."""

import os
import re
import signal
import subprocess
from collections.abc import Generator
from pathlib import Path
from typing import LiteralString
from uuid import UUID

import orjson
import psycopg
import pytest

from api.cli.main import run
from api.system_openapi import Health
from domain.shared.envelope import Role
from infrastructure.health import check_rights
from infrastructure.log.keys import KeyStore
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from tests.support import bodies
from tests.support.seeded import reported
from tests.support.served import PATIENCE, SDP, Served, sdp, served

RIGHTS: tuple[tuple[LiteralString, LiteralString], ...] = (
    ("ALTER ROLE sdp_app SUPERUSER", "ALTER ROLE sdp_app NOSUPERUSER"),
    ("ALTER ROLE sdp_app BYPASSRLS", "ALTER ROLE sdp_app NOBYPASSRLS"),
    ("GRANT sdp_log TO sdp_app", "REVOKE sdp_log FROM sdp_app"),
    ("GRANT sdp_projector TO sdp_app", "REVOKE sdp_projector FROM sdp_app"),
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


def test_health_says_which_log_and_how_far(server: Served) -> None:
    health = server.http.get("/health").json()
    assert (health["status"], health["log"]) == ("ok", "real")
    assert set(health) == set(Health.model_fields)
    assert health["head"] >= 0


def test_a_real_log_does_not_let_its_clock_be_moved(server: Served) -> None:
    answer = server.post("/clock", {"now": "2030-01-01T00:00:00Z"}, Role.MACHINE)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


def test_tokens_are_not_issued_over_http_unless_asked_for(server: Served) -> None:
    asked = {"role": "manager", "municipality": 101, "subject": "x 1"}
    assert server.post("/token", asked).status_code == 404


@pytest.mark.parametrize(
    "words", [("activate", "task_queue", "9"), ("rollback", "deadlines"), ("drop", "deadlines_v1")]
)
def test_a_build_that_is_not_there_to_go_to_is_wrong_input(
    server: Served, words: tuple[str, ...]
) -> None:
    ended = server.sdp("projections", *words, "--json")
    told = orjson.loads(ended.stdout)["error"]
    assert (ended.returncode, told["code"]) == (2, "no-such-version")


def test_the_description_is_the_same_without_a_server(server: Served) -> None:
    printed = server.sdp("openapi").stdout
    assert printed.strip() == server.http.get("/openapi.json").text


def test_a_token_is_printed_alone(server: Served) -> None:
    done = server.sdp("token", "--role", "manager", "--municipality", "101", "--ttl", "5m")
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", done.stdout)
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("token", "--role", "king", "--municipality", "101"),
        ("token", "--role", "manager", "--municipality", "0"),
        ("token", "--role", "manager", "--municipality", "101", "--subject", "150573-1234"),
        ("token", "--role", "manager", "--municipality", "101", "--ttl", "1y"),
        ("serve", "--port", "70000"),
        ("openapi", "--nonsense"),
    ],
)
def test_a_wrong_input_is_one_line(
    arguments: tuple[str, ...], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    options = () if arguments[0] == "openapi" else ("--data-dir", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        run([*arguments, *options])
    out, err = capfd.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (2, "", 1)


def test_a_port_that_is_taken_is_one_line(server: Served) -> None:
    port = str(server.http.base_url.port)
    done = server.sdp("serve", "--port", port)
    assert (done.returncode, done.stderr.startswith("error port-not-free: ")) == (3, True)


def test_it_refuses_to_serve_above_row_security(server: Served) -> None:
    database = Database(server.owner_url)
    check_rights(database)
    with psycopg.connect(server.owner_url, autocommit=True) as owner:
        for right, opposite in RIGHTS:
            owner.execute(right)
            with pytest.raises(Unavailable) as refused:
                check_rights(database)
            owner.execute(opposite)
            assert refused.value.code == "too-many-rights"
        owner.execute("ALTER ROLE sdp_app BYPASSRLS")
        done = server.sdp("serve", "--port", "0")
        owner.execute("ALTER ROLE sdp_app NOBYPASSRLS")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.splitlines()[-1].startswith("error too-many-rights: ")


def test_of_an_erased_case_only_its_skeleton_is_shown(server: Served) -> None:
    case = reported(server)
    before = server.get(f"/cases/{case}/history").json()["events"]
    with psycopg.connect(server.owner_url) as owner:
        owner.execute("SET ROLE sdp_eraser")
        owner.execute("UPDATE sdp_log.event SET payload = NULL WHERE case_id = %s", [case])
    with KeyStore(server.data_dir / "keys") as keys:
        keys.destroy(UUID(case))
    answer = server.get(f"/cases/{case}/history")
    assert answer.status_code == 200
    assert answer.json()["events"] == [{**one, "event": {}, "erased": True} for one in before]
    assert before[0]["type"] == "AbsenceReported"
    for view in ("", "/overview", "/journal", "/account", "/payments"):
        assert server.get(f"/cases/{case}{view}").status_code == 404
    assert server.post(f"/cases/{case}/notes", {"text": "x"}).status_code == 404
    assert server.sdp("verify").returncode == 0


def test_a_machine_is_told_where_its_case_has_moved_on_each_time_it_decides(server: Served) -> None:
    case = reported(server, cpr="1805731234")
    path, moved = f"/cases/{case}/notes", "UPDATE sdp_log.dossier SET version = version + %s"
    before = server.recorded()
    with psycopg.connect(server.owner_url, autocommit=True) as owner:
        owner.execute(f"{moved} WHERE case_id = %s".encode(), (1, case))
        refused = server.post(path, {"text": "x"}, Role.MACHINE)
        assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
        assert server.recorded() == before
        owner.execute(f"{moved} WHERE case_id = %s".encode(), (-1, case))
    assert server.post(path, {"text": "x"}, Role.MACHINE).status_code == 200


def test_what_is_no_case_is_shown_as_none(server: Served) -> None:
    run = server.post("/runs", bodies.EXAMPLES["PrepareRun"], Role.MACHINE).json()["run_id"]
    for view in ("", "/history", "/account"):
        assert server.get(f"/cases/{run}{view}").status_code == 404


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_well_when_told(tmp_path: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "SDP_DATA_DIR": str(tmp_path)}
    words = [SDP, "serve", "--port", "0", "--simulated-clock"]
    with subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("listening on http://127.0.0.1:")
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
        assert process.stdout.read() == ""
    sdp("db", "stop", environment=environment)
