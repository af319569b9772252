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
from psycopg import sql

from infrastructure.postgres import locks
from infrastructure.postgres.folder import Folder, made
from infrastructure.postgres.server import Database, open_database

T = TypeVar("T")
RUNS, QUICK_RUNS = 5, 2


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
    def other_database(self) -> Generator[str]:
        """Give the URL of an empty database on the same server to whoever is compared with."""
        name = f"sdp_bench_{uuid4().hex[:12]}"
        with psycopg.connect(self.database.url("owner"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield self.database.named(name).url("owner")
        finally:
            with psycopg.connect(self.database.url("owner"), autocommit=True) as connection:
                drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
                connection.execute(drop)

    def setting(self, name: str) -> str:
        with psycopg.connect(self.database.url("owner")) as connection:
            found = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        return str(found[0]) if found else ""

    def environment(self) -> dict[str, str]:
        """Give the environment of a program that works on this ground."""
        theirs = {"SDP_DATA_DIR": str(self.folder)}
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
