"""One worker at a time: a lease with an epoch, held again in every transaction that writes."""

from dataclasses import dataclass
from datetime import timedelta

import psycopg

TIMEOUT = timedelta(seconds=3)  # of a worker that says nothing, until another takes over
LIVE = "live"


class LeaseLost(Exception):
    """Somebody else has taken over: this worker must stop writing at once."""


@dataclass(frozen=True)
class Lease:
    name: str
    epoch: int

    def hold(self, connection: psycopg.Connection) -> None:
        """Renew, and keep everybody from taking over until this transaction has ended.

        Raises LeaseLost where the epoch has moved on.
        """
        held = connection.execute(
            """
            UPDATE readmodels.lease SET renewed_at = clock_timestamp()
            WHERE name = %s AND epoch = %s
            """,
            (self.name, self.epoch),
        )
        if held.rowcount != 1:
            raise LeaseLost(self.name)

    def give_back(self, connection: psycopg.Connection) -> None:
        """Let the next one take over without waiting."""
        connection.execute(
            "UPDATE readmodels.lease SET renewed_at = '-infinity' WHERE name = %s AND epoch = %s",
            (self.name, self.epoch),
        )


def acquire(
    connection: psycopg.Connection, owner: str, name: str = LIVE, timeout: timedelta = TIMEOUT
) -> Lease | None:
    """Take the lease where it is free or its holder has been silent; none where it is held."""
    taken = connection.execute(
        """
        INSERT INTO readmodels.lease AS held (name, owner, epoch, renewed_at)
        VALUES (%s, %s, 1, clock_timestamp())
        ON CONFLICT (name) DO UPDATE
        SET owner = excluded.owner, epoch = held.epoch + 1, renewed_at = clock_timestamp()
        WHERE held.renewed_at < clock_timestamp() - %s
        RETURNING epoch
        """,
        (name, owner, timeout),
    )
    row = taken.fetchone()
    return Lease(name, row[0]) if row else None
