"""The limits are what a machine can do without the project: they import nothing of it."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest

import bench
from bench import limits, limits_batches, load, opponents, stock
from bench.dossiers import as_told, facts, told
from bench.ground import Ground
from bench.limits_sql import APPEND
from domain.case.events import NoteAdded

HERE = Path(bench.__file__).parent
OURS = {"domain", "application", "projections", "infrastructure", "api", "tests"}


def imported(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize(
    "name", ["limits", "limits_sql", "limits_line", "limits_http", "limits_batches", "stock"]
)
def test_they_import_nothing_of_the_project(name: str) -> None:
    foreign = imported(HERE / f"{name}.py")
    assert {one for one in foreign if one.partition(".")[0] in OURS} == set()
    assert all(one.startswith("bench.limits") for one in foreign if one.startswith("bench"))


def test_a_raw_command_adds_one_event_that_is_read_back(ground: Ground) -> None:
    note = as_told(NoteAdded(text="en note"))
    with opponents.raw(ground, told(20), 2) as raw:
        case_id, other = raw.keys
        assert limits.load(raw.connection, raw.keys, case_id, "a key").version == 20
        position = limits.command(raw.connection, raw.keys, case_id, note)
        folded = limits.load(raw.connection, raw.keys, case_id, "a key")
        assert position == 41
        assert folded.version == 21
        assert folded.told["NoteAdded"] == limits.Told(text="en note")
        assert limits.load(raw.connection, raw.keys, other, "a key").version == 20
        assert limits.read_all(raw.connection, raw.keys, page=10) == 41


def test_a_raw_command_on_a_dossier_that_moved_on_is_not_recorded(ground: Ground) -> None:
    note = as_told(NoteAdded(text="en note"))
    with opponents.raw(ground, told(3), 1) as raw:
        (case_id,) = raw.keys
        stale = limits.appended(raw.keys, case_id, note, 2, "a key")
        assert raw.connection.execute(APPEND, stale).fetchone() is None
        assert limits.read_all(raw.connection, raw.keys) == 3


def test_the_stock_library_does_the_same(ground: Ground) -> None:
    note = as_told(NoteAdded(text="en note"))
    with opponents.stock_library(ground, told(20), 1) as library:
        (case_id,) = library.cases
        library.app.command(case_id, *note)
        dossier: stock.Dossier = library.app.repository.get(case_id)
        assert dossier.version == 22  # with its own beginning
        assert dossier.told["NoteAdded"] == {"text": "en note"}
        head = library.app.recorder.max_notification_id()
        stock.project(library.environment, head)


def test_all_get_the_same_events() -> None:
    ours = [as_told(fact.event)[0] for fact in facts(uuid4(), 25)]
    assert ours == [name for name, _ in told(25)]
    assert len(ours) == 25


def test_a_request_is_written_as_it_goes_over_the_wire() -> None:
    request = load.Request("POST", "/cases", {"A": "b"}, b'{"x": 1}')
    assert request.text() == (
        'POST /cases HTTP/1.1\r\nHost: bench\r\nA: b\r\nContent-Length: 8\r\n\r\n{"x": 1}'
    )


def test_raw_batches_are_read_back_whole(ground: Ground) -> None:
    """More than one batch, of two cases, by two connections."""
    cases = (uuid4(), uuid4())
    events: list[limits_batches.Written] = [
        (case, case, n, n, "NoteAdded", b'{"text":"en note"}')
        for n in range(1, 402)
        for case in cases
    ]
    with ground.other_database() as database:
        url = database.url("owner")
        limits.create(url)
        keys = limits_batches.new_keys(events)
        with limits.connect(url) as one, limits.connect(url) as other:
            limits_batches.write([one, other], keys, events)
            assert limits.read_all(one, keys) == 802
            versions = one.execute("SELECT version FROM dossier").fetchall()
    assert versions == [(401,), (401,)]
