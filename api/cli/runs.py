"""`sdp run NAME --date D`: one of the scheduled runs, by hand; doing it again does nothing more."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import Failure, Json, print_json
from api.cli.place import HERE, DataDir
from application.ports.clock import DENMARK, Clock, danish_day
from application.runs.clockwork import RUNS, carry_out
from application.runs.office import Summary
from domain.shared.envelope import Municipality
from infrastructure.log.identity import Identity, identified
from infrastructure.log.journal import open_journal
from infrastructure.migrations import migrate
from infrastructure.office import open_office
from infrastructure.postgres.server import Database, open_database

app = typer.Typer()

Name = Annotated[str, typer.Argument(help=f"one of {', '.join(RUNS)}")]
Day = Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="the day it is for")]
Of = Annotated[int | None, typer.Option("--municipality", min=1, max=999, help="none: all")]


@app.command("run", epilog="Example: sdp run nightly --date 2020-05-11 --municipality 101")
def run(
    name: Name,
    day: Day,
    *,
    municipality: Of = None,
    as_json: Json = False,
    data_dir: DataDir = HERE,
) -> None:
    """Do a scheduled run of one day now; a worker must be running."""
    if name not in RUNS:
        raise Failure("unknown-run", f"there is no run of that name; there are {', '.join(RUNS)}")
    if day.date() > danish_day(datetime.now(UTC)):
        raise Failure("run-in-the-future", "the day of the run has not come")
    with open_database(data_dir) as database:
        migrate(database)
        done = asyncio.run(done_now(database, data_dir, name, day, municipality))
    if as_json:
        print_json([document(each) for each in done])
    else:
        for each in done:
            typer.echo(line(each))


async def done_now(
    database: Database, data_dir: Path, name: str, day: datetime, municipality: int | None
) -> tuple[Summary, ...]:
    clock = clock_of(identified(database), day)
    only = None if municipality is None else Municipality(municipality)
    async with (
        open_journal(database, data_dir, clock=clock) as journal,
        open_office(database, data_dir, journal, clock) as office,
    ):
        return await carry_out(office, name, day.date(), only)


def clock_of(log: Identity, day: datetime) -> Clock:
    """Give the noon of the run's day on a simulated log, the time that it is on a real one."""
    if not log.simulated:
        return lambda: datetime.now(UTC)
    return lambda: day.replace(hour=12, tzinfo=DENMARK).astimezone(UTC)


def document(summary: Summary) -> dict[str, object]:
    return {**asdict(summary.errand), "done": summary.done, "refused": dict(summary.refused)}


def line(summary: Summary) -> str:
    errand = summary.errand
    refused = ", ".join(f"{code} {number}" for code, number in sorted(summary.refused.items()))
    return f"{errand.name} {errand.day} {errand.municipality:04}: {summary.done} done; {refused}"
