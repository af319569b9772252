"""`sdp simulate` answers as contracted: the same digest in any process, an empty log or nothing."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli.output import Failure
from api.cli.simulate import check_empty
from infrastructure.log.identity import identified
from infrastructure.postgres.server import Database
from tests.infrastructure.log.orders import Log, decided, new_case, order
from tests.infrastructure.postgres.programs import Folder

ARGUMENTS = ("--cases", "12", "--seed", "3", "--from", "2026-01-05", "--to", "2026-03-03")
ON_ONE_CORE = (
    sys.executable,
    "-c",
    (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))});"
        "from api.cli.main import run; run()"
    ),
)
KEYS = {
    *("cases", "municipalities", "events", "tasks_opened", "tasks_open", "payments", "total"),
    *("refused", "without_human_touch", "events_per_second", "digest"),
}


@pytest.fixture
def place() -> Iterator[Path]:
    """A short path: the socket of a server lies in it."""
    made = Path(tempfile.mkdtemp(prefix="sdp-s-")).resolve()
    folders = [Folder(made / name) for name in ("a", "b")]
    yield made
    for folder in folders:
        folder.end()
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def log(database: Database, tmp_path: Path) -> Log:
    return Log(database, tmp_path)


def simulated(folder: Folder, *words: str) -> tuple[int, dict[str, object]]:
    ended = folder.sdp("simulate", *words, "--json")
    return ended.returncode, json.loads(ended.stdout)


def test_one_core_plays_the_same_log_as_all_of_them(place: Path) -> None:
    one = Folder(place / "a", environment={"PYTHONHASHSEED": "1"})
    other = Folder(place / "b", words=ON_ONE_CORE, environment={"PYTHONHASHSEED": "2"})
    code, first = simulated(one, *ARGUMENTS, "--municipalities", "2")
    _, second = simulated(other, *ARGUMENTS, "--municipalities", "2")
    assert code == 0
    assert first.keys() >= KEYS
    assert (first["cases"], first["municipalities"]) == (12, 2)
    speed = "events_per_second"
    assert {**first, speed: 0} == {**second, speed: 0}
    assert_clean(one, first["events"])
    code, again = simulated(one, *ARGUMENTS)
    assert (code, str(again["error"])[:25]) == (2, "{'code': 'log-not-empty',")


def assert_clean(folder: Folder, events: object) -> None:
    checked = json.loads(folder.sdp("check", "invariants", "--json").stdout)
    assert (checked["checked_events"], checked["violations"]) == (events, [])


@pytest.mark.parametrize("found", ["a real log", "a log with an event"])
def test_a_log_that_is_real_or_not_empty_is_left_alone(found: str, log: Log) -> None:
    identified(log.database, simulated=found != "a real log")
    if found != "a real log":
        case_id = new_case()
        log.run(lambda journal: journal.append(order(case_id), decided(case_id), 0))
    with pytest.raises(Failure) as refused:
        check_empty(log.database)
    assert (refused.value.code, refused.value.exit_code) == ("log-not-empty", 2)


def test_an_empty_log_may_be_played_on(log: Log) -> None:
    check_empty(log.database)
    identified(log.database, simulated=True)
    check_empty(log.database)
