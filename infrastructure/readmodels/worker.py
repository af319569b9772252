"""The worker of an installation: feeds the read models, seals the log, until it is told to stop."""

import os
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import psycopg

from infrastructure.log.keys_of import keys_of
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.log.sealer import Sealer, open_sealer
from infrastructure.postgres.server import Database
from infrastructure.postgres.stoppable import Stoppable
from infrastructure.readmodels.lease import LeaseLost
from infrastructure.readmodels.live import Live
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.slots import CheckpointMoved
from infrastructure.readmodels.versions import prepare
from projections.projection import Projection
from projections.register import ALL

POLL = 0.05  # seconds between two looks at the log when nothing new was there
STANDBY = 0.3  # seconds between two tries to take over
RETRY = 1.0  # seconds after the database could not be reached


def run_worker(
    database: Database,
    data_dir: Path,
    stop: Event,
    projections: Sequence[Projection] = ALL,
) -> None:
    """Work until `stop` is set; another worker may stand by and takes over within seconds.

    Raises UnknownEvent when a newer release writes to this log.
    """
    with keys_of(database, data_dir / "keys") as keys:
        feed = Feed(LogPages(keys), PersonalColumns(keys), projections)
        while not stop.is_set():
            try:
                with connected(database) as connection:
                    prepare(connection, projections)
                    work(connection, feed, stop, Sealing(database, data_dir, connection))
            except psycopg.OperationalError:
                stop.wait(RETRY)


def connected(database: Database) -> psycopg.Connection:
    """Open a connection as the owner of the read models."""
    return Stoppable.connect(database.url("sdp_projector"), autocommit=True)


@dataclass
class Sealing:
    """Seals the log, once there is one: who writes first says whether its time is real."""

    database: Database
    data_dir: Path
    connection: psycopg.Connection
    _sealer: Sealer | None = None

    def __call__(self) -> bool:
        """Close the next block where it is due; tells whether there was one."""
        if self._sealer is None:
            begun = self.connection.execute("SELECT EXISTS (SELECT FROM sdp_log.event)").fetchone()
            if begun == (False,):
                return False
            self._sealer = open_sealer(self.database, self.data_dir)
        return self._sealer.step(self.connection) > 0


def work(
    connection: psycopg.Connection, feed: Feed, stop: Event, beside: Callable[[], bool]
) -> None:
    """Stand by until the lease is free, then take turns."""
    owner = f"{socket.gethostname()}:{os.getpid()}"
    while not stop.is_set():
        live = Live.take(connection, feed, owner)
        if live is None:
            stop.wait(STANDBY)
            continue
        with suppress(LeaseLost, CheckpointMoved):
            take_turns(live, stop, beside)


def take_turns(live: Live, stop: Event, beside: Callable[[], bool]) -> None:
    try:
        while not stop.is_set():
            busy = live.turn() > 0
            if not (beside() or busy):
                stop.wait(POLL)
    finally:
        if not live.connection.broken:
            live.lease.give_back(live.connection)
