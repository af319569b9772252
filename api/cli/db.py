"""`sdp db`: the database itself, its address, its tables, its end."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.output import Failure, Json, print_json
from api.cli.place import HERE, DataDir
from infrastructure.migrations import migrate
from infrastructure.postgres import external, locks
from infrastructure.postgres.binaries import binaries_in, find_binaries, version_of
from infrastructure.postgres.folder import made
from infrastructure.postgres.server import open_database
from infrastructure.postgres.stopping import stop_for_now
from infrastructure.postgres.upgrade import upgrade

app = typer.Typer(name="db", help="The database: its address, its tables, its end.")

Owner = Annotated[bool, typer.Option("--owner", help="as the administrator, not as the program")]
Words = Annotated[list[str], typer.Argument(metavar="COMMAND…", help="what to run, after --")]


@app.command("url", epilog="Example: sdp db url --owner")
def print_url(*, owner: Owner = False, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Print the address of the database; it answers while a program holds it."""
    with open_database(data_dir) as database:
        url = database.url("owner" if owner else "sdp_app")
    _answer({"url": url}, url, as_json=as_json)


@app.command("run", epilog="Example: sdp db run --owner -- sh -c 'psql $SDP_DATABASE_URL'")
def run_command(words: Words, *, owner: Owner = False, data_dir: DataDir = HERE) -> None:
    """Hold the database while a command runs, its address in SDP_DATABASE_URL."""
    with open_database(data_dir) as database:
        url = database.url("owner" if owner else "sdp_app")
        try:
            ended = subprocess.run(  # noqa: S603  (the words of whoever runs us)
                words, env={**os.environ, "SDP_DATABASE_URL": url}, check=False
            )
        except OSError as error:
            raise Failure("no-such-command", f"{words[0]}: {error.strerror}") from error
    if ended.returncode != 0:
        sys.exit(ended.returncode if ended.returncode > 0 else 128 - ended.returncode)


@app.command("migrate", epilog="Example: sdp db migrate")
def migrate_database(*, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Bring the tables to this release; doing it twice changes nothing."""
    with open_database(data_dir) as database:
        migrate(database)
    _answer({"migrated": database.name}, f"{database.name} has the tables", as_json=as_json)


@app.command("stop", epilog="Example: sdp db stop")
def stop_server(*, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Stop our server, whoever uses it; the next program to open the database starts it again."""
    folder = made(data_dir)
    with locks.alone(folder.lock("start")):
        stopped = stop_for_now(folder)
    _answer({"stopped": stopped}, "stopped" if stopped else "nothing ran", as_json=as_json)


@app.command("upgrade", epilog="Example: sdp db upgrade --bindir /usr/lib/postgresql/19/bin")
def upgrade_data(
    *,
    bindir: Annotated[Path | None, typer.Option(help="the new programs of PostgreSQL")] = None,
    old_bindir: Annotated[Path | None, typer.Option(help="the programs that made the data")] = None,
    data_dir: DataDir = HERE,
    as_json: Json = False,
) -> None:
    """Move the data to a newer PostgreSQL: dumped by the old programs, restored by the new."""
    folder = made(data_dir)
    version = version_of(folder.cluster)
    new = binaries_in(bindir) if bindir else find_binaries(None)
    if version is None or (bindir is None and new.major == version):
        said = f"the data is of version {version}" if version else "there is no data yet"
        _answer({"upgraded": False, "version": version}, f"nothing to do: {said}", as_json=as_json)
        return
    old = binaries_in(old_bindir) if old_bindir else find_binaries(version)
    kept = upgrade(folder, old, new)
    document = {"upgraded": True, "version": new.major, "from": version, "kept": str(kept)}
    text = f"from {version} to {new.major}; the old data is kept in {kept}"
    _answer(document, text, as_json=as_json)


@app.command("adopt", epilog="Example: sdp db adopt")
def adopt_roles(*, data_dir: DataDir = HERE, as_json: Json = False) -> None:
    """Take over the roles of the server in DATABASE_URL: new passwords, known to this folder."""
    if not (theirs := os.environ.get("DATABASE_URL")):
        raise Failure("no-database-url", "our own server needs no passwords")
    external.check(theirs)
    names = sorted(external.adopt(theirs, made(data_dir)))
    _answer({"adopted": names}, f"new passwords for {', '.join(names)}", as_json=as_json)


def _answer(document: object, text: str, *, as_json: bool) -> None:
    if as_json:
        print_json(document)
    else:
        typer.echo(text)
