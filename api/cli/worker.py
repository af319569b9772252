"""`sdp worker`: keeps the read models up to date and seals the log, until SIGTERM or Ctrl-C."""

import signal
from threading import Event

import typer

from api.cli.place import HERE, DataDir
from infrastructure.migrations import migrate
from infrastructure.postgres.server import open_database
from infrastructure.readmodels.worker import run_worker
from infrastructure.staying import settle

app = typer.Typer()


@app.command("worker", epilog="Example: sdp worker --data-dir .data")
def work(*, data_dir: DataDir = HERE) -> None:
    """Feed the read models from the log; a second worker stands by and takes over."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _, __: stop.set())
    with open_database(data_dir) as database:
        migrate(database)
        settle()
        run_worker(database, data_dir, stop)
