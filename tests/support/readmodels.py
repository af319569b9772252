"""Read models over a log in memory, in a database of their own: what a test of them begins with."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from domain.dossier.dossier import Recorded
from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.postgres.server import Database
from infrastructure.readmodels.live import Live
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.versions import prepare
from infrastructure.readmodels.worker import connected
from projections.projection import Projection
from projections.register import ALL
from tests.support.sources import ListSource

Rows = list[tuple[Any, ...]]


@dataclass
class Readmodels:
    """One worker's connection, its log and its keys."""

    connection: psycopg.Connection
    source: ListSource
    feed: Feed
    keys: KeyStore

    def worker(self, limit: int = 5_000) -> Live:
        """A worker that holds the lease, reading pages of `limit` events."""
        live = Live.take(self.connection, self.feed, "test")
        assert live is not None
        live.runner.limit = limit
        return live

    def run(self, limit: int = 5_000) -> None:
        """Catch up with the log, and let the next one begin at once."""
        live = self.worker(limit)
        live.catch_up()
        live.lease.give_back(self.connection)

    def know(self, log: Iterable[Recorded]) -> None:
        """Make the keys of all cases of a log."""
        self.keys.create({one.envelope.case_id for one in log})

    def rows(self) -> dict[str, Rows]:
        """Every row of every table, in every column, by table."""
        return {name: ordered(self.connection, name) for name in self.tables()}

    def tables(self) -> Sequence[str]:
        return [str(table) for one in self.feed.projections for table in one.tables]


def ordered(connection: psycopg.Connection, table: str) -> Rows:
    name = sql.Identifier(*table.split("."))
    found = connection.execute(sql.SQL("SELECT * FROM {} AS t ORDER BY t::text").format(name))
    return found.fetchall()


@contextmanager
def readmodels(
    database: Database,
    folder: Path,
    recorded: Iterable[Recorded],
    projections: Sequence[Projection] = ALL,
) -> Generator[Readmodels]:
    log = list(recorded)
    with KeyStore(folder / "keys") as keys, connected(database) as connection:
        source = ListSource(log)
        prepare(connection, projections)
        feed = Feed(source, PersonalColumns(keys), projections)
        models = Readmodels(connection, source, feed, keys)
        models.know(log)
        yield models
