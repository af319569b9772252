"""A reader that follows the log as a projection does: by position, never back."""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from infrastructure.postgres.server import Database

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
