"""`sdp bench` prints the contract's document and says with its exit code whether all is well."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.cli import bench as command
from api.cli.main import run
from bench import machine, register
from bench.ground import Ground
from bench.report import BEGIN, END
from bench.row import Tail, Target
from tests.bench.toys import benchmark, failing, not_built, signalled

HIT, MISSED = Target("limit", ">=", 0.5), Target("stock", ">=", 30)
ROW = {
    *("name", "unit", "better", "value", "spread", "limit", "stock", "of_limit", "of_stock"),
    *("targets", "ok", "note"),
}


def bench(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        run(["bench", *words])
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, ground: Ground) -> None:
    """Let nobody else be on the machine, a server run already, and the register have toys."""

    @contextmanager
    def shared(*, quick: bool) -> Generator[Ground]:
        yield replace(ground, quick=quick)

    monkeypatch.setattr(command, "level_ground", shared)
    monkeypatch.setattr(machine, "load", lambda: 0.0)
    toys = (benchmark("reached", HIT), benchmark("missed", HIT, MISSED), not_built())
    monkeypatch.setattr(register, "ALL", toys)


def test_the_document_is_that_of_the_contract(capfd: pytest.CaptureFixture[str]) -> None:
    assert bench("--quick", "--json") == 0
    document: dict[str, Any] = orjson.loads(capfd.readouterr().out)
    assert document.keys() == {"machine", "quick", "rows"}
    about = {"cpu", "cores", "memory_gb", "python", "postgres", "fsync", "commit"}
    assert document["machine"].keys() >= about
    assert document["machine"]["fsync"] == "on"
    assert document["quick"] is True
    assert [one["name"] for one in document["rows"]] == ["reached", "missed", "missing"]
    assert all(one.keys() >= ROW for one in document["rows"])
    assert document["rows"][2]["note"] == "not built yet: the thing itself"


def test_a_missed_target_ends_with_1() -> None:
    assert bench("missed") == 1
    assert bench("reached", "missed") == 1
    assert bench("reached") == 0


def test_a_long_tail_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    toy = benchmark("slow", HIT, tail=Tail(p50=1, p99=7, at_most=6))
    monkeypatch.setattr(register, "ALL", (toy,))
    assert bench() == 1


def test_a_row_that_is_not_built_ends_with_1() -> None:
    assert bench("missing") == 1


def test_a_quick_look_never_ends_with_1() -> None:
    assert bench("missed", "missing", "--quick") == 0


def test_it_refuses_while_others_load_the_machine(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "load", lambda: 0.51)
    assert bench("reached") == 3
    assert capfd.readouterr().err.startswith("error machine-busy: ")
    assert bench("reached", "--noisy") == 0


def test_a_load_of_a_half_is_still_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "load", lambda: 0.5)
    assert bench("reached") == 0


def test_an_unknown_row_is_wrong_input(capfd: pytest.CaptureFixture[str]) -> None:
    assert bench("reached", "nonsense") == 2
    assert capfd.readouterr().err == "error unknown-benchmark: no row is called nonsense\n"


def test_the_answer_is_kept_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "RESULTS", tmp_path / "RESULTS.md")
    assert bench("reached", "--write") == 0
    kept = (tmp_path / "RESULTS.md").read_text("utf-8")
    assert "| reached | 8.0 things/s | 8 - 8 | 10.0 | 2.0 | 0.8 | 4.0 | >= 0.5 x limit |" in kept
    assert "fsync on" in kept


def test_what_people_wrote_around_the_figures_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = tmp_path / "RESULTS.md"
    page.write_text(f"# Results\n\n{BEGIN}\nold figures\n{END}\n\n## Why\n", "utf-8")
    monkeypatch.setattr(command, "RESULTS", page)
    bench("reached", "missed", "--write")
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    figures, _, after = rest.partition(END)
    assert (before, after) == ("# Results\n\n", "\n\n## Why\n")
    assert "| reached |" in figures
    assert "| missed |" in figures
    assert "old figures" not in figures


@pytest.mark.parametrize("quick", [[], ["--quick"]])
def test_a_row_that_fails_costs_the_others_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], quick: list[str]
) -> None:
    broken = failing("broken", RuntimeError("a reader missed 2 events"))
    monkeypatch.setattr(register, "ALL", (broken, benchmark("reached", HIT)))
    assert bench("--json", *quick) == 1
    rows: list[dict[str, Any]] = orjson.loads(capfd.readouterr().out)["rows"]
    assert [(row["name"], row["ok"]) for row in rows] == [("broken", False), ("reached", True)]
    assert rows[0]["note"] == "failed: RuntimeError: a reader missed 2 events"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_stops_it_is_told_what_was_measured_until_then(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    number: signal.Signals,
) -> None:
    before = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.setattr(command, "RESULTS", tmp_path / "RESULTS.md")
    told = signalled("stopped", number)
    monkeypatch.setattr(register, "ALL", (benchmark("reached", HIT), told))
    assert bench("--json", "--write") == 3
    for each, handler in before.items():
        signal.signal(each, handler)
    said = capfd.readouterr()
    (row,) = orjson.loads(said.out)["rows"]
    assert row["name"] == "reached"
    assert said.err.splitlines()[-1] == "error interrupted: stopped before it was done"
    assert "| reached |" in (tmp_path / "RESULTS.md").read_text("utf-8")


def test_without_being_asked_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "RESULTS", tmp_path / "RESULTS.md")
    bench("reached")
    assert not (tmp_path / "RESULTS.md").exists()
