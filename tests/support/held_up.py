"""Holds programs up in the middle of their work: a table that nobody can read for a while."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from tests.infrastructure.postgres.programs import eventually
from tests.support.served import Served

HELD = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 7237013
                   AND objid = hashtext(%s)::bigint & 4294967295 AND granted)
"""
STUCK = """
    SELECT EXISTS (SELECT FROM pg_locks
                   WHERE NOT granted AND relation = %s::regclass AND pid <> ALL (%s))
"""


@dataclass(frozen=True)
class Looking:
    """Looks at who waits for what; `there` were connected before, the worker among them."""

    connection: psycopg.Connection
    there: list[int]

    def until_stuck(self, table: str) -> None:
        eventually(lambda: self.stuck(table), f"nobody came to {table}")

    def stuck(self, table: str) -> bool:
        return self.holds(STUCK, table, self.there)

    def until_held(self, lock: str) -> None:
        eventually(lambda: self.holds(HELD, lock), f"nobody took {lock}")

    def holds(self, question: str, *about: object) -> bool:
        return self.connection.execute(question.encode(), about).fetchone() == (True,)


@contextmanager
def held_up(server: Served, table: str) -> Generator[Looking]:
    """Let everybody who reads a table wait until the block ends."""
    with (
        psycopg.connect(server.owner_url) as owner,
        psycopg.connect(server.owner_url, autocommit=True) as looking,
    ):
        there = [pid for (pid,) in looking.execute("SELECT pid FROM pg_stat_activity")]
        owner.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield Looking(looking, there)
