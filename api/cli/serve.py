"""`sdp serve`: the HTTP API, on this machine only; with its worker where that is asked for."""

import os
import signal
import socket
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Annotated

import typer
import uvicorn
import uvloop

from api.app import create_app
from api.cli.beside import worker
from api.cli.output import SURROUNDINGS, Failure
from api.cli.place import HERE, DataDir
from api.main import Settings, surroundings
from api.pace import PER_SECOND
from api.wire import Wire
from infrastructure.migrations import migrate
from infrastructure.postgres.server import Database, open_database
from infrastructure.staying import settle

app = typer.Typer()
HOST = "127.0.0.1"
IDLE = 75  # seconds that a connection may rest: longer than clients keep one, so that they hang up
PATIENCE = 2  # seconds for requests under way and for the worker, of the five that SIGTERM allows

Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one")]
Worker = Annotated[bool, typer.Option("--with-worker", help="run `sdp worker` beside, end it too")]
Simulated = Annotated[bool, typer.Option("--simulated-clock", help="time moves by POST /clock")]
Issuer = Annotated[bool, typer.Option("--issue-tokens", help="POST /token gives tokens, here only")]

PerSecond = Annotated[
    int,
    typer.Option(
        min=0,
        envvar="SDP_REQUESTS_PER_SECOND",
        help="the most one subject may ask, then 429; five seconds' worth may come at once; 0: any",
    ),
]


@app.command("serve", epilog="Example: sdp serve --port 8000 --with-worker")
def serve(  # noqa: PLR0913  (the options of a command)
    *,
    port: Port = 8000,
    with_worker: Worker = False,
    simulated_clock: Simulated = False,
    issue_tokens: Issuer = False,
    requests_per_second: PerSecond = PER_SECOND,
    data_dir: DataDir = HERE,
) -> None:
    """Serve the API on 127.0.0.1 until SIGTERM or Ctrl-C."""
    settings = Settings(data_dir, os.environ, simulated_clock, issue_tokens, requests_per_second)
    with bound(port) as listening, open_database(data_dir) as database:
        migrate(database)
        with worker(data_dir, wanted=with_worker, patience=PATIENCE) as ending:
            uvloop.run(run(database, settings, listening, ending))


async def run(
    database: Database, settings: Settings, listening: socket.socket, ending: threading.Event
) -> None:
    async with surroundings(database, settings) as around:
        config = uvicorn.Config(
            create_app(around),
            http=Wire,
            ws="none",
            lifespan="off",
            access_log=False,
            log_level="warning",
            server_header=False,
            proxy_headers=False,  # nobody's word for who asks counts, but the token's
            timeout_graceful_shutdown=PATIENCE,
            timeout_keep_alive=IDLE,
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, ignore)  # uvicorn ends well and then sends it again
        settle()
        await Announced(config, ending).serve([listening])


def ignore(_: int, __: object) -> None:
    """Let the block above end as it would without a signal."""


class Announced(uvicorn.Server):
    """Says where it listens as soon as it does, and that it ends as soon as it is told to."""

    def __init__(self, config: uvicorn.Config, ending: threading.Event) -> None:
        super().__init__(config)
        self.ending = ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or []:
            typer.echo(f"listening on http://{HOST}:{each.getsockname()[1]}")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.ending.set()
        await super().shutdown(sockets)


@contextmanager
def bound(port: int) -> Generator[socket.socket]:
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except OSError as error:
            text = f"{HOST}:{port}: {error.strerror}"
            raise Failure("port-not-free", text, SURROUNDINGS) from None
        yield listening
