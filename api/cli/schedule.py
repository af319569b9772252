"""`sdp schedule`: the runs by the clock, one program at a time; says what did not run, and why."""

import asyncio
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from api.cli.known_days import check_day
from api.cli.leaps import refuse_a_leap
from api.cli.output import SURROUNDINGS, Failure, Json, print_json, progress
from api.cli.place import HERE, DataDir
from api.cli.runs import document, line, refusing
from api.cli.silence import tell_of_silence
from application.errors import RunGoingOn
from application.ports.clock import DENMARK
from application.ports.run_locks import StillHeld, nothing_lost
from application.runs.agenda import Agenda, NotRun
from application.runs.clockwork import EVERYBODY
from application.runs.office import Office, Summary
from application.runs.schedule import GAP
from infrastructure.candidates import Behind
from infrastructure.log.identity import identified
from infrastructure.log.journal import open_journal
from infrastructure.migrations import migrate
from infrastructure.office import open_office
from infrastructure.postgres.server import Database, open_database

app = typer.Typer()
PAUSE = 60.0  # seconds between two looks at the clock
ALLOWED = 3.0  # seconds that a run has to end in, of the five that SIGTERM allows

Once = Annotated[bool, typer.Option("--once", help="do what is due, then end (for cron)")]
Back = Annotated[int, typer.Option("--days", min=0, max=366, help="how far back to catch up")]
Now = Annotated[
    datetime | None,
    typer.Option("--now", formats=["%Y-%m-%dT%H:%M:%SZ"], help="of a simulated log only"),
]


Missed = NotRun | str  # a run, or why no more were tried


@app.command("schedule", epilog="Example: sdp schedule --once")
def schedule(
    *,
    once: Once = False,
    days: Back = 7,
    now: Now = None,
    as_json: Json = False,
    data_dir: DataDir = HERE,
) -> None:
    """Do the runs that are due, those that were missed too; a worker must be running."""
    if as_json and not once:
        raise Failure("usage", "--json tells of one pass: say --once as well")
    check_day(now)
    with open_database(data_dir) as database, refusing():
        migrate(database)
        if now is not None:
            refuse_a_leap(database, now)
        kept = Kept(database, data_dir, Moment(database, now), timedelta(days=days))
        if once:
            report(asyncio.run(done_once(kept)), as_json=as_json)
        else:
            asyncio.run(keep(kept))


class Moment:
    """The time it is; on a simulated log the instant that was given, which stands still."""

    def __init__(self, database: Database, given: datetime | None) -> None:
        simulated = identified(database).simulated
        if simulated != (given is not None):
            raise Failure(
                "time-is-simulated" if simulated else "time-is-real",
                "a simulated log is told the time with --now, a real one never",
            )
        self._given = given and given.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        return self._given or datetime.now(UTC)


@dataclass(frozen=True)
class Kept:
    """Whose schedule is kept, and how far back it catches up."""

    database: Database
    data_dir: Path
    clock: Moment
    back: timedelta


async def done_once(kept: Kept) -> list[Summary | NotRun]:
    async with agenda(kept) as (opened, _):
        return [one async for one in one_pass(kept, opened)]


async def keep(kept: Kept) -> None:
    """Look at the clock again and again, until SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with agenda(kept) as (opened, still_alone):
        working = asyncio.create_task(look_on(kept, opened, stop, still_alone))
        stopping = asyncio.create_task(stop.wait())
        listening = asyncio.create_task(tell_of_silence(still_alone))
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        for one in (stopping, listening):
            one.cancel()
        try:
            await asyncio.wait_for(working, ALLOWED)
        except TimeoutError:
            typer.echo("the run that is going on is cut off: the next schedule does the rest")


async def look_on(
    kept: Kept, opened: Agenda, stop: asyncio.Event, still_alone: StillHeld = nothing_lost
) -> None:
    """Do pass after pass until told to end; what did not run is said once.

    Raises where it may not be the only schedule any more: its connection was lost.
    """
    said = frozenset[Missed]()
    while not stop.is_set():
        await still_alone()
        said = frozenset([one async for one in missed(kept, opened, stop, said)])
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE)


async def missed(
    kept: Kept, opened: Agenda, stop: asyncio.Event, said: frozenset[Missed]
) -> AsyncGenerator[Missed]:
    """Do one pass; while the worker does not follow, the rest waits for a later one."""
    try:
        async for one in one_pass(kept, opened):
            if isinstance(one, Summary) or one not in said:
                typer.echo(told(one))
            if isinstance(one, NotRun):
                yield one
            if stop.is_set():
                return
    except Behind as behind:
        if str(behind) not in said:
            typer.echo(f"the rest did not run; {behind}")
        yield str(behind)


@asynccontextmanager
async def agenda(kept: Kept) -> AsyncGenerator[tuple[Agenda, StillHeld]]:
    """Open what runs work with, as the only schedule there is."""
    async with (
        open_journal(kept.database, kept.data_dir, clock=kept.clock) as journal,
        open_office(kept.database, kept.data_dir, journal, kept.clock) as office,
        alone(office) as still_alone,
    ):
        yield Agenda(office), still_alone


@asynccontextmanager
async def alone(office: Office) -> AsyncGenerator[StillHeld]:
    try:
        async with office.locks.held("schedule", EVERYBODY) as still_held:
            yield still_held
    except RunGoingOn as held:
        raise Failure("schedule-going-on", "another schedule is kept", SURROUNDINGS) from held


async def one_pass(kept: Kept, opened: Agenda) -> AsyncGenerator[Summary | NotRun]:
    """Do what is due by now; nothing in the hour that summer time moves."""
    now = kept.clock()
    if now.astimezone(DENMARK).hour == GAP:
        return
    async for one in opened.catch_up(now - kept.back, now):
        yield one


def report(done: list[Summary | NotRun], *, as_json: bool) -> None:
    missed = [one for one in done if isinstance(one, NotRun)]
    if as_json:
        summaries = [document(one) for one in done if isinstance(one, Summary)]
        not_run = [{**asdict(one.errand), "due": one.since, "why": one.why} for one in missed]
        print_json({"done": summaries, "not_run": not_run})
        return
    for one in done:
        typer.echo(told(one))
    progress.print(f"{len(done) - len(missed)} runs done, {len(missed)} did not run")


def told(one: Summary | NotRun) -> str:
    if isinstance(one, Summary):
        return line(one)
    errand = one.errand
    return f"{errand.name} {errand.day} {errand.municipality:04}: did not run; {one.why}"
