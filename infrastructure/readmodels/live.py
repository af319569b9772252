"""The live worker's work: every live build is fed from the log, those at one position together."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Self

import psycopg

from infrastructure.readmodels import slots
from infrastructure.readmodels.lease import Lease, acquire
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.runner import Runner
from infrastructure.readmodels.slots import At

RENEW = 1.0  # seconds between renewals of the lease while there is nothing to do


@dataclass
class Live:
    """One holder of the lease; every method raises LeaseLost when it is not any more."""

    connection: psycopg.Connection
    runner: Runner
    feed: Feed
    lease: Lease
    renewed: float = field(default_factory=time.monotonic)

    @classmethod
    def take(cls, connection: psycopg.Connection, feed: Feed, owner: str) -> Self | None:
        """Become the one that feeds the read models; none while somebody else is."""
        lease = acquire(connection, owner)
        if lease is None:
            return None
        return cls(connection, Runner(connection, feed, lease), feed, lease)

    def turn(self) -> int:
        """Bring every group of builds a page further; gives the number of events seen."""
        standing = slots.live(self.connection, self.feed.projections)
        standing.sort(key=lambda at: -at.position)  # those who are furthest first
        events = 0
        for position, group in groupby(standing, key=lambda at: at.position):
            events += self.step(list(group), position)
        if events:
            self.renewed = time.monotonic()
        elif time.monotonic() - self.renewed > RENEW:
            self.lease.hold(self.connection)
            self.renewed = time.monotonic()
        return events

    def step(self, group: Sequence[At], position: int) -> int:
        """Bring builds that stand at one position a page further; show what has been renewed."""
        stepped = self.runner.step([at.slot for at in group], position)
        if stepped.scanned >= stepped.head:
            for at in group:
                if at.renewing:
                    slots.renewed(self.connection, at.slot)
        return stepped.events

    def catch_up(self) -> None:
        """Take turns until there is nothing new."""
        while self.turn():
            pass
