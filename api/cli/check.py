"""`sdp check invariants`: what must never have happened, looked for in the whole log."""

import asyncio

import typer

from api.cli.output import WRONG_RESULT, Json, print_json
from api.cli.place import HERE, DataDir
from application.invariants.check import Checked, check
from infrastructure.log.reading import WholeLog
from infrastructure.migrations import migrate
from infrastructure.postgres.server import open_database

app = typer.Typer()
checks = typer.Typer(help="Check what must always hold.")
app.add_typer(checks, name="check")


@checks.callback()
def group() -> None:
    pass


@checks.command("invariants", epilog="Example: sdp check invariants --json")
def invariants(*, as_json: Json = False, data_dir: DataDir = HERE) -> None:
    """Read the log once and name each event that should not be there; exit 1 where one is."""
    with open_database(data_dir) as database:
        migrate(database)
        checked = asyncio.run(check(WholeLog(database, data_dir)))
    if as_json:
        print_json(document(checked))
    else:
        print_lines(checked)
    raise typer.Exit(WRONG_RESULT if checked.violations else 0)


def document(checked: Checked) -> dict[str, object]:
    return {
        "checked_events": checked.checked_events,
        "head": checked.head,
        "violations": [
            {
                "invariant": each.invariant,
                "position": each.position,
                "stream": str(each.stream),
                "type": each.type,
                "detail": each.detail,
            }
            for each in checked.violations
        ],
    }


def print_lines(checked: Checked) -> None:
    for each in checked.violations:
        typer.echo(f"{each.invariant} at {each.position} ({each.type}): {each.detail}")
    found = len(checked.violations) or "no"
    typer.echo(f"{checked.checked_events} events checked: {found} violations")
