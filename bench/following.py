"""Those who follow the log: a reader that only looks, and the read models."""

import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from bench.ground import Ground
from bench.program import Program
from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.postgres.server import Database
from infrastructure.readmodels.live import Live
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.versions import prepare
from infrastructure.readmodels.worker import connected
from projections.projection import Projection
from projections.register import ALL

AFTER = b"select position from sdp_log.event where position > %b order by position limit 5000"
PATIENCE = 30.0  # seconds for the last events to be seen


@dataclass
class Follower:
    """Polls in a thread; what it has passed it does not look at again."""

    connection: psycopg.Connection[tuple[int]]
    ended: threading.Event = field(default_factory=threading.Event)
    positions: set[int] = field(default_factory=set[int])
    at: int = 0

    def follow(self) -> None:
        while not self.ended.wait(0.02):
            for (position,) in self.connection.execute(AFTER, (self.at,), binary=True):
                self.positions.add(position)
                self.at = position

    def seen(self, until: int) -> set[int]:
        """Wait until the reader has passed a position, and say what it saw."""
        late = time.monotonic() + PATIENCE
        while self.at < until and time.monotonic() < late:
            time.sleep(0.01)
        return self.positions


@contextmanager
def following(database: Database) -> Generator[Follower]:
    with psycopg.connect(database.url("sdp_projector"), autocommit=True) as connection:
        follower = Follower(connection)
        thread = threading.Thread(target=follower.follow, daemon=True)
        thread.start()
        try:
            yield follower
        finally:
            follower.ended.set()
            thread.join()


def caught_up(ours: Program) -> None:
    """Bring every read model to the head of the log, as a worker would."""
    follow(ours.database, ours.journal.keys, ALL)


def caught_up_with(ground: Ground, projections: Sequence[Projection]) -> None:
    """Bring some read models to the head of a ground's log."""
    with KeyStore(ground.folder / "keys") as keys:
        follow(ground.database, keys, projections)


def follow(database: Database, keys: KeyStore, projections: Sequence[Projection]) -> None:
    feed = Feed(LogPages(keys), PersonalColumns(keys), projections)
    with connected(database) as connection:
        prepare(connection, projections)
        live = Live.take(connection, feed, "bench")
        if live is None:
            raise RuntimeError("another worker feeds the read models")
        live.catch_up()
        live.lease.give_back(connection)
