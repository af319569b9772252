"""`sdp projections`: which read models there are, how far they are, and how they are made anew."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from api.cli.output import WRONG_RESULT, Failure, Json, print_json
from api.cli.place import HERE, DataDir
from api.cli.readmodels import chosen, every, rebuild_with_bar, session
from infrastructure.readmodels import parking, versions
from infrastructure.readmodels.rebuild import Rebuilt
from infrastructure.readmodels.shards import slot_of
from infrastructure.readmodels.status import Status, status
from projections.projection import Projection
from projections.register import ALL

app = typer.Typer(name="projections", help="Read models: how far they are, made anew, versions.")

OTHERWISE = {"same": "", "other": ", made with other definitions", "unknown": ", not known here"}

Name = Annotated[str, typer.Argument(help="a read model, as `list` names it")]
Names = Annotated[str | None, typer.Argument(help="a read model, as `list` names it")]
AllOfThem = Annotated[bool, typer.Option("--all", help="every read model")]
Shards = Annotated[int, typer.Option(min=1, max=16, help="processes that read the log at once")]
Version = Annotated[int, typer.Argument(min=1, help="which version to show")]
Schema = Annotated[str, typer.Argument(help="a build, as `status` names its schema")]
Case = Annotated[str | None, typer.Argument(help="a case id; none: every case that is parked")]


@app.command("list", epilog="Example: sdp projections list")
def print_list(*, as_json: Json = False) -> None:
    """Print the read models this program knows."""
    known = [{"name": one.name, "version": one.version} for one in ALL]
    answer({"projections": known}, (f"{one.name} v{one.version}" for one in ALL), as_json=as_json)


@app.command("status", epilog="Example: sdp projections status --json")
def print_status(*, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Print how far each build is: position, head, lag in events and seconds, parked cases."""
    with session(data_dir) as open_session:
        found = status(open_session.connection)
    document = {"projections": [asdict(one) for one in found]}
    answer(document, map(line, found), as_json=as_json)


@app.command("rebuild", epilog="Example: sdp projections rebuild --all")
def rebuild(
    name: Names = None,
    *,
    all_of_them: AllOfThem = False,
    shards: Shards = 2,
    data_dir: DataDir = HERE,
    as_json: Json = False,
) -> None:
    """Make a read model anew beside the live one, compare them, and show the new one."""
    wanted = every(name, all_of_them=all_of_them)
    made_anew(wanted, shards, data_dir, show=True, as_json=as_json)


@app.command("verify", epilog="Example: sdp projections verify task_queue")
def verify(
    name: Names = None,
    *,
    all_of_them: AllOfThem = False,
    shards: Shards = 2,
    data_dir: DataDir = HERE,
    as_json: Json = False,
) -> None:
    """Fold the log again beside the live build and compare every column of every row."""
    wanted = every(name, all_of_them=all_of_them)
    made_anew(wanted, shards, data_dir, show=False, as_json=as_json)


@app.command("activate", epilog="Example: sdp projections activate task_queue 1")
def activate(
    name: Name, version: Version, *, data_dir: DataDir = HERE, as_json: Json = False
) -> None:
    """Show a version that is live; the one shown until now is kept."""
    projection = chosen(name)
    with session(data_dir) as open_session:
        shown = versions.activate(open_session.connection, projection.name, version)
    answer({"active": shown}, [f"{shown} is shown"], as_json=as_json)


@app.command("rollback", epilog="Example: sdp projections rollback task_queue")
def roll_back(name: Name, *, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Show again what was shown before."""
    projection = chosen(name)
    with session(data_dir) as open_session:
        shown = versions.roll_back(open_session.connection, projection.name)
    answer({"active": shown}, [f"{shown} is shown"], as_json=as_json)


@app.command("drop", epilog="Example: sdp projections drop task_queue_v1_rebuild")
def drop(schema: Schema, *, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Drop a build that is not shown."""
    with session(data_dir) as open_session:
        builds = versions.builds(open_session.connection)
        found = next((build for build in builds if build.schema == schema), None)
        if found is None:
            raise Failure("no-such-version", f"there is no build {schema}")
        versions.drop(open_session.connection, found)
    answer({"dropped": schema}, [f"{schema} is dropped"], as_json=as_json)


@app.command("parked", epilog="Example: sdp projections parked")
def print_parked(*, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Print the cases that are held back, by which event, and why."""
    with session(data_dir) as open_session:
        found = parking.parked(open_session.connection)
    answer({"parked": [asdict(one) for one in found]}, map(held_back, found), as_json=as_json)


@app.command("unpark", epilog="Example: sdp projections unpark")
def unpark(case: Case = None, *, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Fold parked cases again from their first event; the first that fails stops."""
    case_id = None if case is None else case_id_of(case)
    with session(data_dir) as open_session:
        connection, feed = open_session.connection, open_session.feed
        wanted = [one for one in parking.parked(connection) if case_id in (None, one.case_id)]
        for one in wanted:
            parking.unpark(connection, feed, slot_of(one.schema), one.case_id)
    document = {"unparked": [{"schema": one.schema, "case_id": one.case_id} for one in wanted]}
    answer(document, (f"{one.schema} {one.case_id}" for one in wanted), as_json=as_json)


def case_id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Failure("wrong-case-id", "a case id has 32 hexadecimal digits") from error


def made_anew(
    wanted: Sequence[Projection], shards: int, data_dir: Path, *, show: bool, as_json: bool
) -> None:
    with session(data_dir) as open_session:
        done = [rebuild_with_bar(open_session, one, shards, show=show) for one in wanted]
    answer({"rebuilt": list(map(document_of, done))}, map(told, done), as_json=as_json)
    if not all(one.same for one in done):
        sys.exit(WRONG_RESULT)


def document_of(one: Rebuilt) -> dict[str, object]:
    return {**asdict(one), "same": one.same, "events_per_second": round(one.events_per_second)}


def told(one: Rebuilt) -> str:
    result = "equals the live one" if one.same else "DIFFERS from the live one"
    if one.compared is None:
        result = "is live, and waits for `activate`"
    rows = sum(table.rows for table in one.compared or ())
    return (
        f"{one.projection} v{one.version}: {one.events} events in {one.seconds:.1f} s"
        f" ({one.events_per_second:,.0f}/s), {rows} rows: {one.schema} {result}"
    )


def held_back(one: parking.Parked) -> str:
    return f"{one.schema} {one.case_id}: {one.event} at {one.position}, {one.error_code}"


def line(one: Status) -> str:
    shown = "shown" if one.active else one.state
    return (
        f"{one.schema:<26} {shown:<8} at {one.position} of {one.head},"
        f" behind {one.lag_events} events {one.lag_seconds:.1f} s, parked {one.parked}"
        f"{OTHERWISE[one.shape]}"
    )


def answer(document: object, lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        print_json(document)
    else:
        for text in lines:
            typer.echo(text)
