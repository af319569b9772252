"""A connection whose question is given up within seconds where its program is told to end."""

from contextlib import suppress
from typing import Any, TypeVar

import psycopg
from psycopg import waiting
from psycopg.abc import PQGen
from psycopg.rows import TupleRow

R = TypeVar("R")
CANCELLING = 2.0  # seconds for the database to take a question back


class Stoppable(psycopg.Connection[TupleRow]):
    """psycopg's but for Ctrl-C, after which that waits ten seconds for a database that hangs."""

    def wait(self, gen: PQGen[R], interval: float = 0.1, timeout: float | None = None) -> R:
        try:
            return waiting.wait(gen, self.pgconn.socket, interval=interval, timeout=timeout)
        except KeyboardInterrupt:
            cut_off(self)
            raise


def cut_off(connection: psycopg.Connection[Any]) -> None:
    """End the question that somebody waits with, whatever keeps its answer back."""
    with suppress(psycopg.Error):
        connection.cancel_safe(timeout=CANCELLING)
    connection.pgconn.finish()  # left broken: nobody clears up over it
