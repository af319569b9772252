"""Which log this is: made real or simulated, once, by the first who opens it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from application.ports.clock import DENMARK, Clock
from infrastructure.postgres.server import Database
from infrastructure.postgres.stoppable import Stoppable
from infrastructure.postgres.unavailable import Unavailable


@dataclass(frozen=True, slots=True)
class Identity:
    log_id: UUID
    simulated: bool
    created_at: datetime

    @property
    def time(self) -> str:
        return "simulated" if self.simulated else "real"


def known(connection: psycopg.Connection[Any]) -> Identity | None:
    """Read the first row; none as long as nobody has opened the log."""
    row = connection.execute("select log_id, simulated, created_at from sdp_log.identity")
    found = row.fetchone()
    return Identity(*found) if found else None


def identified(database: Database, *, simulated: bool | None = None) -> Identity:
    """Read the first row, or write it; raises Unavailable where the log is of the other kind."""
    with Stoppable.connect(database.url("sdp_app"), autocommit=True) as connection:
        row = connection.execute("select * from sdp_log.identify(%s)", (simulated,)).fetchone()
    if row is None:
        raise Unavailable("log-without-identity", "the log does not say which log it is")
    identity = Identity(*row)
    if simulated is not None and simulated != identity.simulated:
        wanted = "simulated" if simulated else "real"
        raise Unavailable("log-of-another-kind", f"this log is {identity.time}, not {wanted}")
    return identity


def opened_before(database: Database) -> Identity | None:
    """Read the first row and write nothing; none as long as nobody has opened the log."""
    with Stoppable.connect(database.url("sdp_app"), autocommit=True) as connection:
        return known(connection)


def clock_of(log: Identity | None, day: datetime) -> Clock:
    """Give the noon of a run's day on a simulated log, the time that it is on a real one."""
    if log is None or not log.simulated:
        return lambda: datetime.now(UTC)
    return lambda: day.replace(hour=12, tzinfo=DENMARK).astimezone(UTC)
