"""A read model made anew beside the live one: filled in shards, caught up, compared, shown.

A rebuild that was interrupted goes on where it stopped.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import psycopg

from infrastructure.readmodels import schema, slots, versions
from infrastructure.readmodels.gathering import gatherers
from infrastructure.readmodels.lease import TIMEOUT, Lease, LeaseLost, acquire
from infrastructure.readmodels.live import Live
from infrastructure.readmodels.ports import Feed, Shard
from infrastructure.readmodels.runner import Runner
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.slots import CheckpointMoved
from infrastructure.readmodels.verify import Compared, NotInStep, compare
from infrastructure.readmodels.versions import Build, Running
from projections.projection import Projection

PATIENCE = 120.0  # seconds for the builds to come in step
LEFT_BEHIND = 3 * TIMEOUT.total_seconds()  # of a shard whose holder may have been killed
LOOK = 0.05  # seconds between two looks at the other one
PAGE = 10_000  # events

Progress = Callable[[int, int], None]  # position reached, position wanted
Fill = Callable[[Slot, int, int], None]  # fill a build's shards up to a position


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """`compared` is none where there was no live build of this version."""

    projection: str
    version: int
    schema: str
    events: int
    seconds: float
    compared: Sequence[Compared] | None

    @property
    def same(self) -> bool:
        return self.compared is None or all(one.same for one in self.compared)

    @property
    def events_per_second(self) -> float:
        return self.events / max(self.seconds, 1e-9)


@dataclass(frozen=True)
class Plan:
    """How a build is filled, and whether it is shown when it is equal."""

    fill: Fill
    shards: int = 1
    show: bool = True


class Outdated(Exception):
    """What is shown was made with other definitions than today's: there is nothing to compare."""


def rebuild(
    connection: psycopg.Connection, feed: Feed, projection: Projection, plan: Plan
) -> Rebuilt:
    """Make a build anew and, where it equals the live one of its version, show it instead.

    One whose tables are made otherwise today is shown at once. Of a version that was never live,
    the build becomes live and waits for `activate`. Without `show` it is only compared, and dropped
    again. Raises Running and Outdated.
    """
    shown = active(connection, projection)
    live = Slot(projection, shown.schema) if shown and shown.fits(projection) else None
    if shown and not live and not plan.show:
        raise Outdated(f"{shown.schema} is made anew by the worker, or by `rebuild`")
    with versions.alone(connection, projection):
        slot = begun(connection, projection, plan.shards)
        started, head = time.monotonic(), head_of(connection, feed)
        plan.fill(slot, shards_of(connection, slot), head)
        seconds = time.monotonic() - started
        finish(connection, slot)
        compared = in_step(connection, feed, live, slot) if live else None
        rebuilt = Rebuilt(projection.name, projection.version, slot.schema, head, seconds, compared)
        if shown and plan.show and rebuilt.same:
            slots.activate(connection, slot)
        if live and not plan.show:
            build = Build(slot.schema, projection.name, projection.version, "live")
            versions.drop(connection, build)
        return rebuilt


def active(connection: psycopg.Connection, projection: Projection) -> Build | None:
    """Find the build that is shown, if it is of this version."""
    wanted = (projection.name, projection.version, True)
    for build in versions.builds(connection):
        if (build.projection, build.version, build.active) == wanted:
            return build
    return None


def begun(connection: psycopg.Connection, projection: Projection, shards: int) -> Slot:
    """Find the build that was begun, or begin one where no live build is in the way."""
    for build in versions.builds(connection):
        if build.state == "building" and build.fits(projection):
            slot = Slot(projection, build.schema)
            with connection.transaction():
                schema.make_ready_to_fill(connection, slot)  # where an older release began it
            return slot
    return versions.begin(connection, projection, "building", shards)


def fill_shard(
    connection: psycopg.Connection, feed: Feed, slot: Slot, shard: Shard, until: int
) -> None:
    for _ in filling(connection, feed, slot, shard, until):
        pass


def filling(
    connection: psycopg.Connection, feed: Feed, slot: Slot, shard: Shard, until: int
) -> Iterator[int]:
    """Fill one shard of a build up to a position, and give each position that is reached.

    Any failure stops. Raises Running.
    """
    holder = shard_lease(connection, f"{slot.schema}/{shard[0]}")
    connection.execute("SET synchronous_commit = off")  # what a crash takes is read again
    runner = Runner(connection, feed, holder, parks=False, filling=True, limit=PAGE, shard=shard)
    try:
        position = position_of(connection, slot, shard)
        while position < until:
            position = runner.step([slot], position, until).scanned
            yield position
    finally:
        if not connection.broken:
            holder.give_back(connection)


def shard_lease(connection: psycopg.Connection, name: str) -> Lease:
    """Take a shard's lease; one that was killed with it in hand loses it soon. Raises Running."""
    until = time.monotonic() + LEFT_BEHIND
    while (lease := acquire(connection, str(os.getpid()), name)) is None:
        if time.monotonic() > until:
            raise Running(name)
        time.sleep(LOOK)
    return lease


def fill_here(connection: psycopg.Connection, feed: Feed) -> Fill:
    """Fill shard after shard in this process."""

    def fill(slot: Slot, shards: int, until: int) -> None:
        for number in range(shards):
            fill_shard(connection, feed, slot, (number, shards), until)

    return fill


def finish(connection: psycopg.Connection, slot: Slot) -> None:
    """Make one checkpoint of all shards, what is gathered, and the indexes: the build is live."""
    with connection.transaction():
        for gatherer in gatherers(slot):
            gatherer.fill(connection)
        schema.make_whole(connection, slot)
        connection.execute(
            "DELETE FROM readmodels.checkpoint WHERE schema = %s AND shard > 0", (slot.schema,)
        )
        connection.execute(
            "UPDATE readmodels.slot SET state = 'live' WHERE schema = %s", (slot.schema,)
        )


def in_step(
    connection: psycopg.Connection, feed: Feed, live: Slot, slot: Slot
) -> Sequence[Compared]:
    """Wait until both builds stand at one position, or bring them there, and compare them."""
    until = time.monotonic() + PATIENCE
    while True:
        help_along(connection, feed)
        try:
            return compare(connection, live, slot)
        except NotInStep:
            if time.monotonic() > until:
                raise
            time.sleep(LOOK)


def help_along(connection: psycopg.Connection, feed: Feed) -> None:
    """Do the worker's work where there is no worker."""
    holder = Live.take(connection, feed, f"rebuild {os.getpid()}")
    if holder is None:
        return
    try:
        holder.catch_up()
    except (LeaseLost, CheckpointMoved):
        return
    holder.lease.give_back(connection)


def head_of(connection: psycopg.Connection, feed: Feed) -> int:
    return feed.source.page(connection, 0, 1).head


def shards_of(connection: psycopg.Connection, slot: Slot) -> int:
    found = connection.execute(
        "SELECT count(*) FROM readmodels.checkpoint WHERE schema = %s", (slot.schema,)
    ).fetchone()
    return found[0] if found else 0


def position_of(connection: psycopg.Connection, slot: Slot, shard: Shard) -> int:
    found = connection.execute(
        "SELECT position FROM readmodels.checkpoint WHERE schema = %s AND shard = %s",
        (slot.schema, shard[0]),
    ).fetchone()
    return found[0] if found else 0
