"""`sdp verify`: whether the log is what was recorded; the first event that does not fit."""

from pathlib import Path
from typing import Annotated

import typer
from psycopg import IsolationLevel

from api.cli.output import WRONG_RESULT, Failure, Json, print_json
from api.cli.place import HERE, DataDir
from infrastructure.log.exports import ExportedRoot, read
from infrastructure.log.identity import Identity, known
from infrastructure.log.signing import Signer
from infrastructure.log.verification import Verified, verify
from infrastructure.migrations import migrate
from infrastructure.postgres.server import Database, open_database
from infrastructure.postgres.stoppable import Stoppable

app = typer.Typer()

Anchor = Annotated[
    Path | None,
    typer.Option("--anchor", help="exported roots, kept elsewhere: shows a tail that was cut"),
]


@app.command("verify", epilog="Example: sdp verify --anchor .data/exports/roots.jsonl --json")
def verify_log(*, anchor: Anchor = None, as_json: Json = False, data_dir: DataDir = HERE) -> None:
    """Recompute every hash of the log; exit 1 where an event does not fit."""
    anchors = anchors_in(anchor)
    with open_database(data_dir) as database:
        migrate(database)
        identity, verified = checked(database, data_dir, anchors)
    if as_json:
        print_json(document(verified, identity))
    else:
        print_lines(verified, identity)
    raise typer.Exit(WRONG_RESULT if verified.first_mismatch else 0)


def anchors_in(path: Path | None) -> list[ExportedRoot]:
    try:
        return [] if path is None else read(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Failure("bad-anchor", f"{path} holds no exported roots: {error}") from error


def checked(
    database: Database, data_dir: Path, anchors: list[ExportedRoot]
) -> tuple[Identity | None, Verified]:
    url = database.url("sdp_projector")
    with Stoppable.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        identity = known(connection)
        if identity is None:
            return None, Verified()
        mine = of_this_log(anchors, identity)
        sealed = connection.execute("select exists (select from sdp_log.block)").fetchone()
        signer = Signer(data_dir / "keys", needed=sealed == (True,))
        connection.isolation_level = IsolationLevel.REPEATABLE_READ  # one snapshot for all of it
        return identity, verify(connection, identity.log_id, signer.public, mine)


def of_this_log(anchors: list[ExportedRoot], identity: Identity) -> list[ExportedRoot]:
    mine = [anchor for anchor in anchors if anchor.log_id == str(identity.log_id)]
    if anchors and not mine:
        raise Failure("anchor-of-another-log", f"no root in it belongs to log {identity.log_id}")
    return mine


def document(verified: Verified, identity: Identity | None) -> dict[str, object]:
    first = verified.first_mismatch
    return {
        "events": verified.events,
        "blocks": verified.blocks,
        "head": verified.head,
        "rate": round(verified.rate),
        "ok": first is None,
        "first_mismatch": first and {"position": first.position, "what": first.what},
        "unsealed": verified.unsealed,
        "log": identity and {"id": str(identity.log_id), "time": identity.time},
    }


def print_lines(verified: Verified, identity: Identity | None) -> None:
    log = f"log {identity.log_id} ({identity.time} time)" if identity else "new log"
    typer.echo(
        f"{log}: {verified.events} events in"
        f" {verified.blocks} blocks, {verified.unsealed} not sealed yet,"
        f" {verified.rate:.0f} events/s"
    )
    first = verified.first_mismatch
    typer.echo(f"at position {first.position}: {first.what}" if first else "every event fits")
