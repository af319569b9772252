"""`sdp rerate`: at a change of rates, calculate every case with a right from that day on again."""

import asyncio
import time
from datetime import datetime
from typing import Annotated

import typer

from api.cli.known_days import check_day
from api.cli.known_places import check_place
from api.cli.leaps import refuse_a_leap
from api.cli.output import SURROUNDINGS, Failure, Json, print_json
from api.cli.place import HERE, DataDir
from api.cli.readmodels import bar
from api.cli.runs import Dry, Of
from application.runs.rerating import Move, Rerated, Share, shares
from domain.shared.envelope import Municipality
from infrastructure.candidates import Behind, open_candidates
from infrastructure.log.identity import clock_of, identified
from infrastructure.migrations import migrate
from infrastructure.postgres.server import Database, open_database
from infrastructure.rerating import Place, rerated

app = typer.Typer()
On = Annotated[
    datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="the new rates' first day")
]


@app.command("rerate", epilog="Example: sdp rerate --on 2021-01-04 --dry-run")
def rerate(
    *,
    on: On,
    municipality: Of = None,
    dry_run: Dry = False,
    as_json: Json = False,
    data_dir: DataDir = HERE,
) -> None:
    """Recalculate what the rates of a day change; a worker must be running.

    What a run that was cut off has done is not done again.
    """
    check_day(on)
    began = time.perf_counter()
    with open_database(data_dir) as database:
        migrate(database)
        refuse_a_leap(database, on)
        at = clock_of(identified(database), on)()
        only = None if municipality is None else Municipality(municipality)
        try:
            wanted = asyncio.run(shares_of(database, on, only))
            with bar("shares") as reached:
                done = rerated(Place(database, data_dir), wanted, reached, dry_run=dry_run)
        except Behind as behind:
            raise Failure("worker-behind", str(behind), SURROUNDINGS) from behind
    seconds = time.perf_counter() - began
    if as_json:
        print_json(document(on, at, done, seconds, dry_run=dry_run))
    else:
        show(done)


async def shares_of(database: Database, on: datetime, only: Municipality | None) -> list[Share]:
    async with open_candidates(database) as candidates:
        await check_place(only, candidates)
        municipalities = [only] if only else await candidates.municipalities()
    return list(shares(municipalities, on.date()))


def show(done: Rerated) -> None:
    for move in done.moves:
        typer.echo(line(move))
    refused = ", ".join(f"{code} {number}" for code, number in sorted(done.refused.items()))
    typer.echo(f"{done.done} done, {done.skipped} done before; refused: {refused or 'none'}")


def document(
    on: datetime, at: datetime, done: Rerated, seconds: float, *, dry_run: bool
) -> dict[str, object]:
    return {
        "on": on.date().isoformat(),
        "at": at.isoformat(),
        "dry_run": dry_run,
        "done": done.done,
        "done_before": done.skipped,
        "refused": dict(done.refused),
        "cases_per_second": round(done.done / seconds, 1),
        "moves": [move_document(move) for move in done.moves],
    }


def move_document(move: Move) -> dict[str, str]:
    week = move.week
    return {
        "case_id": str(move.case_id),
        "payee": week.payee,
        "monday": week.monday.isoformat(),
        "before": str(week.before),
        "after": str(week.after),
    }


def line(move: Move) -> str:
    week = move.week
    return f"{move.case_id} {week.monday} {week.payee}: {week.before} -> {week.after}"
