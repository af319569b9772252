"""The ground all contestants stand on: one PostgreSQL, fsync on, a database for each of them."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from uuid import uuid4

import psycopg

from infrastructure.postgres import locks
from infrastructure.postgres.folder import Folder, made
from infrastructure.postgres.roles import administering, drop_database, make_database
from infrastructure.postgres.server import Database, open_database

T = TypeVar("T")
RUNS, QUICK_RUNS = 5, 1

FASTER_THAN_ANY = "1000000"  # one client asks all: the limit is computed, and never met


@dataclass(frozen=True)
class Ground:
    folder: Path
    database: Database
    quick: bool

    @property
    def runs(self) -> int:
        return QUICK_RUNS if self.quick else RUNS

    def pick(self, full: T, quick: T) -> T:
        """Choose the size of something."""
        return quick if self.quick else full

    @contextmanager
    def other_database(self) -> Generator[Database]:
        """Give an empty database on the same server."""
        other = self.database.named(f"sdp_bench_{uuid4().hex[:12]}")
        with administering(self.database.administrator) as connection:
            make_database(connection, other.name)
        try:
            yield other
        finally:
            with administering(self.database.administrator) as connection:
                drop_database(connection, other.name)

    def setting(self, name: str) -> str:
        with psycopg.connect(self.database.url("owner")) as connection:
            found = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        return str(found[0]) if found else ""

    def environment(self) -> dict[str, str]:
        """Give the environment of a program that works on this ground."""
        theirs = {"SDP_DATA_DIR": str(self.folder), "SDP_REQUESTS_PER_SECOND": FASTER_THAN_ANY}
        return {
            name: value for name, value in os.environ.items() if name != "DATABASE_URL"
        } | theirs


@contextmanager
def level_ground(*, quick: bool) -> Generator[Ground]:
    """Make a new data directory with a server of our own; all gone when the block ends."""
    theirs = os.environ.pop("DATABASE_URL", None)
    try:
        with (
            TemporaryDirectory(prefix="sdp-bench-") as name,
            holding(made(Path(name))) as folder,
            open_database(folder.root) as database,
        ):
            yield Ground(folder.root, database, quick)
    finally:
        if theirs is not None:
            os.environ["DATABASE_URL"] = theirs


@contextmanager
def holding(folder: Folder) -> Generator[Folder]:
    """Wait at the end until the server has stopped, before its files go."""
    try:
        yield folder
    finally:
        locks.wait_for_exclusive(folder.lock("reaper")).close()
