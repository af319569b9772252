"""`sdp bench`: how fast the program is, beside what the machine can do and the stock library."""

import logging
import signal
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.cli.output import (
    SURROUNDINGS,
    WRONG_INPUT,
    WRONG_RESULT,
    Failure,
    Json,
    print_json,
    progress,
)
from bench import machine, register
from bench.benchmark import Benchmark, measured_row
from bench.ground import Ground, level_ground
from bench.report import document, kept, table
from bench.row import Row

RESULTS = Path(machine.__file__).parent / "RESULTS.md"
INTERRUPTED = "stopped before it was done"
app = typer.Typer()


@app.command("bench", epilog="Example: sdp bench load_decide_append replay_25 --quick")
def bench(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="rows; all without")
    ] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="fewer runs, at most a minute")] = False,
    noisy: Annotated[bool, typer.Option("--noisy", help="measure though others are busy")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="keep the answer in bench/RESULTS.md")
    ] = False,
    as_json: Json = False,
) -> None:
    """Measure; exit 1 where a row misses a target, except with --quick."""
    wanted = benchmarks(names or [])
    if not noisy and machine.load() > machine.MOST_LOAD:
        raise Failure(
            "machine-busy", f"others load this machine: {machine.load():.2f}", SURROUNDINGS
        )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopped)
    rows = list[Row]()
    with ground_of(quick=quick, as_json=as_json) as ground:
        about = machine.machine(ground.setting("server_version"), ground.setting("fsync"))
        try:
            measure(wanted, ground, rows, (lambda: keep(about, rows)) if write else None)
        finally:  # whoever stops us is told what was measured until then
            say(document(about, rows, quick=quick) if as_json else table(rows))
    if any(row.failed for row in rows) or not (quick or all(row.ok for row in rows)):
        raise typer.Exit(WRONG_RESULT)


@contextmanager
def ground_of(*, quick: bool, as_json: bool) -> Generator[Ground]:
    """Make it; who stops us before anything could be measured gets a document all the same."""
    with ExitStack() as stack:
        try:
            ground = stack.enter_context(level_ground(quick=quick))
        except SystemExit:
            if as_json:
                print_json({"error": {"code": "interrupted", "detail": INTERRUPTED}})
            raise
        yield ground


def stopped(_: int, __: FrameType | None) -> None:
    """End and leave nothing behind; what was measured until then is the answer."""
    logging.getLogger("asyncio").disabled = True  # what was asked and is not awaited any more
    typer.echo(f"error interrupted: {INTERRUPTED}", err=True)
    sys.exit(SURROUNDINGS)


def benchmarks(names: list[str]) -> list[Benchmark]:
    """Find the rows asked for, in the order of the register."""
    known = {benchmark.name: benchmark for benchmark in register.ALL}
    if unknown := sorted(set(names) - set(known)):
        raise Failure("unknown-benchmark", f"no row is called {', '.join(unknown)}", WRONG_INPUT)
    return [benchmark for name, benchmark in known.items() if name in names or not names]


def measure(
    wanted: Sequence[Benchmark], ground: Ground, rows: list[Row], keep: Callable[[], None] | None
) -> None:
    for benchmark in wanted:
        rows.append(told(benchmark, ground))
        if keep:
            keep()


def keep(about: Mapping[str, object], rows: Sequence[Row]) -> None:
    page = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    RESULTS.write_text(kept(page, about, rows), "utf-8")


def say(answer: dict[str, object] | Table) -> None:
    if isinstance(answer, Table):
        Console(width=160).print(answer)
    else:
        print_json(answer)


def told(benchmark: Benchmark, ground: Ground) -> Row:
    """Measure one row, and say so meanwhile."""
    began = monotonic()
    with progress.status(f"measuring {benchmark.name}"):
        row = measured_row(benchmark, ground)
    value, took = row.as_data()["value"], monotonic() - began
    progress.print(
        f"{benchmark.name}: {value} {row.unit} {row.note} ({took:.0f} s)", highlight=False
    )
    return row
