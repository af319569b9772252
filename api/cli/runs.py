"""`sdp run`: one run of one day, for an outside schedule, for one due again, or rehearsed."""

import asyncio
import logging
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli.known_days import check_day
from api.cli.known_places import check_place
from api.cli.leaps import refuse_a_leap
from api.cli.output import SURROUNDINGS, Failure, Json, print_json
from api.cli.place import HERE, DataDir
from api.cli.readmodels import bar
from application.errors import RunGoingOn
from application.ports.clock import danish_day
from application.runs.clockwork import RUNS, carry_out
from application.runs.office import Office, Progress, Summary
from application.runs.rehearsal import Foreseen, rehearsed
from domain.shared.envelope import Municipality
from domain.shared.errors import Rejected
from infrastructure.candidates import Behind
from infrastructure.hands import hands
from infrastructure.log.identity import clock_of, identified, opened_before
from infrastructure.log.journal import open_journal
from infrastructure.migrations import migrate
from infrastructure.office import open_office
from infrastructure.postgres.server import Database, open_database

app = typer.Typer()

Name = Annotated[str, typer.Argument(help=f"one of {', '.join(RUNS)}")]
Day = Annotated[datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="the day it is for")]
Of = Annotated[int | None, typer.Option("--municipality", min=1, max=999, help="none: all")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=16, help="processes that do it")]
Dry = Annotated[bool, typer.Option("--dry-run", help="list what it would do, write nothing")]


@dataclass(frozen=True)
class Asked:
    name: str
    day: datetime
    municipality: Municipality | None
    dry: bool
    workers: int = 1


@dataclass(frozen=True)
class Done:
    """What a run did, or what a rehearsed one would record."""

    summaries: tuple[Summary, ...]
    foreseen: tuple[Foreseen, ...] = ()


@app.command("run", epilog="Example: sdp run nightly --date 2020-05-11 --municipality 101")
def run(  # noqa: PLR0913 - one parameter for each word of the command line
    name: Name,
    day: Day,
    *,
    municipality: Of = None,
    dry_run: Dry = False,
    workers: Workers = 1,
    as_json: Json = False,
    data_dir: DataDir = HERE,
) -> None:
    """Do a run of one day now; a worker must be running."""
    if name not in RUNS:
        raise Failure("unknown-run", f"there is no run of that name; there are {', '.join(RUNS)}")
    check_day(day)
    of = None if municipality is None else Municipality(municipality)
    with open_database(data_dir) as database, refusing():
        migrate(database)
        refuse_a_day_to_come(database, day)
        refuse_a_leap(database, day)
        with bar(name) as reached:
            asked = Asked(name, day, of, dry_run, workers)
            done = asyncio.run(done_now(database, data_dir, asked, lambda _, n, of: reached(n, of)))
    show(done, as_json=as_json, dry_run=dry_run)


def refuse_a_day_to_come(database: Database, day: datetime) -> None:
    """Ask the log's own clock: a simulated log takes its time from the run (decision 0003)."""
    if day.date() > danish_day(clock_of(opened_before(database), day)()):
        raise Failure("run-in-the-future", "the day of the run has not come")


@contextmanager
def refusing() -> Generator[None]:
    """Make one line of what stands in the way; what a pool says of lost connections is another."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    try:
        yield
    except RunGoingOn as locked:
        raise Failure(locked.code, str(locked), SURROUNDINGS) from locked
    except Rejected as refused:
        raise Failure(refused.code, str(refused)) from refused
    except Behind as behind:
        raise Failure("worker-behind", str(behind), SURROUNDINGS) from behind


async def done_now(database: Database, data_dir: Path, asked: Asked, progress: Progress) -> Done:
    clock = clock_of(identified(database), asked.day)
    async with (
        open_journal(database, data_dir, clock=clock) as journal,
        open_office(database, data_dir, journal, clock) as opened,
    ):
        with hands(database, data_dir, asked.workers) as helping:
            office = replace(opened, progress=progress, hands=helping)
            return await carried_out(office, asked)


async def carried_out(office: Office, asked: Asked) -> Done:
    await check_place(asked.municipality, office.candidates)
    if not asked.dry:
        day = asked.day.date()
        return Done(await carry_out(office, asked.name, day, asked.municipality))
    rehearsing, rehearsal = rehearsed(office)
    day = asked.day.date()
    summaries = await carry_out(rehearsing, asked.name, day, asked.municipality)
    return Done(summaries, tuple(rehearsal.foreseen))


def show(done: Done, *, as_json: bool, dry_run: bool) -> None:
    runs = [document(each) for each in done.summaries]
    would = [foreseen(each) for each in done.foreseen]
    if as_json:
        print_json({"runs": runs, "would_record": would} if dry_run else runs)
        return
    for each in done.summaries:
        typer.echo(line(each))
        for case_id in each.listed:
            typer.echo(f"  {case_id}")
    for each in done.foreseen:
        named = ", ".join(type(event).__name__ for event in each.events)
        typer.echo(f"  {each.case_id}: {named}")


def foreseen(one: Foreseen) -> dict[str, object]:
    return {"case_id": one.case_id, "events": [type(event).__name__ for event in one.events]}


def document(summary: Summary) -> dict[str, object]:
    return {
        **asdict(summary.errand),
        "done": summary.done,
        "refused": dict(summary.refused),
        "waits_for": summary.waits_for,
        "listed": list(summary.listed),
    }


def line(summary: Summary) -> str:
    errand = summary.errand
    refused = ", ".join(f"{code} {number}" for code, number in sorted(summary.refused.items()))
    return f"{errand.name} {errand.day} {errand.municipality:04}: {summary.done} done; {refused}"
