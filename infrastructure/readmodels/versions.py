"""Which build of a read model is there, which one is shown, and how one takes another's place."""

import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from infrastructure.readmodels import schema, slots
from infrastructure.readmodels.lease import LIVE
from infrastructure.readmodels.shape import shape_of
from infrastructure.readmodels.slot import Slot
from projections.projection import Projection

LEFT_BEHIND = 2.0  # seconds: longer than the database takes to notice that a holder was killed
LOOK = 0.1  # seconds between two tries
TAKE = "SELECT pg_try_advisory_lock(%s, hashtext(%s))"
PREPARING = 7237012  # advisory, not the log's: one program at a time makes or drops read models


class NoSuchVersion(LookupError):
    """There is no build of this read model to go to."""


class Running(Exception):
    """Somebody else is rebuilding this read model."""


@dataclass(frozen=True, slots=True)
class Build:
    schema: str
    projection: str
    version: int
    state: str
    active: bool = False
    shape: str | None = None  # none where an older release has made it

    def fits(self, projection: Projection) -> bool:
        """Say whether this program would make it the same."""
        mine = (projection.name, projection.version, shape_of(projection))
        return (self.projection, self.version, self.shape) == mine


def builds(connection: psycopg.Connection) -> list[Build]:
    rows = connection.execute(
        """
        SELECT slot.schema, slot.projection, slot.version, slot.state, active.schema IS NOT NULL,
               slot.shape
        FROM readmodels.slot LEFT JOIN readmodels.active USING (schema) ORDER BY slot.schema
        """
    )
    return [Build(*row) for row in rows]


def prepare(connection: psycopg.Connection, projections: Sequence[Projection]) -> None:
    """Make what was never made, and anew what was made with other definitions than today's.

    The first build of a read model begins live and is shown; one made anew when it has caught up.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (PREPARING,))
        there = builds(connection)
        for projection in projections:
            mine = [build for build in there if build.projection == projection.name]
            if not mine:
                make(connection, Slot(projection, projection.schema), "live")
                slots.activate(connection, Slot(projection, projection.schema))
            elif outdated(connection, projection, mine):
                begin(connection, projection, "renewing")


def outdated(connection: psycopg.Connection, projection: Projection, mine: Sequence[Build]) -> bool:
    """Say whether builds of this version are there, none made as today, and nobody makes one."""
    fed = [b for b in mine if b.version == projection.version and b.state != "building"]
    fit = any(build.fits(projection) for build in fed)
    return bool(fed) and not fit and rebuilt_by_nobody(connection, projection)


def rebuilt_by_nobody(connection: psycopg.Connection, projection: Projection) -> bool:
    """Keep everybody from rebuilding until this transaction has ended; false where one is at it."""
    row = connection.execute(
        "SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", (PREPARING, projection.schema)
    ).fetchone()
    return row == (True,)


@contextmanager
def alone(connection: psycopg.Connection, projection: Projection) -> Generator[None]:
    """Be the one that rebuilds a read model as long as the connection lives; raises Running."""
    key = (PREPARING, projection.schema)
    until = time.monotonic() + LEFT_BEHIND
    while connection.execute(TAKE, key).fetchone() != (True,):
        if time.monotonic() > until:
            raise Running(projection.schema)
        time.sleep(LOOK)
    try:
        yield
    finally:
        if not connection.broken:
            connection.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", key)


def begin(
    connection: psycopg.Connection, projection: Projection, state: str, shards: int = 1
) -> Slot:
    """Make a build beside the one that is shown, in place of all others of this version."""
    mine = [
        build
        for build in builds(connection)
        if (build.projection, build.version) == (projection.name, projection.version)
    ]
    for build in mine:
        if not build.active:
            drop(connection, build)  # what could be gone back to is made anew
    taken = {build.schema for build in mine if build.active}
    names = (projection.schema, f"{projection.schema}_rebuild")
    slot = Slot(projection, next(name for name in names if name not in taken))
    with connection.transaction():
        make(connection, slot, state, shards)
    return slot


def make(connection: psycopg.Connection, slot: Slot, state: str, shards: int = 1) -> None:
    """Make the tables of a build; one that is to be filled first gets its indexes last."""
    schema.make_tables(connection, slot)
    slots.register(connection, slot, state, shards)
    if state == "building":
        schema.make_ready_to_fill(connection, slot)
    else:
        schema.make_indexes(connection, slot)


def activate(connection: psycopg.Connection, name: str, version: int) -> str:
    """Show a live build of that version; gives its schema, raises NoSuchVersion."""
    with connection.transaction():
        found = [
            build
            for build in builds(connection)
            if (build.projection, build.version, build.state) == (name, version, "live")
        ]
        if not found:
            raise NoSuchVersion(f"{name} version {version} has no build that is live")
        chosen = next((build for build in found if build.active), found[-1])
        slots.show(connection, name, chosen.schema)
        return chosen.schema


def roll_back(connection: psycopg.Connection, name: str) -> str:
    """Show again what was shown before; gives its schema, raises NoSuchVersion."""
    with connection.transaction():
        row = connection.execute(
            "SELECT before FROM readmodels.active WHERE projection = %s FOR UPDATE", (name,)
        ).fetchone()
        if row is None or row[0] is None:
            raise NoSuchVersion(f"{name} has nothing to go back to")
        slots.show(connection, name, row[0])
        return row[0]


def drop(connection: psycopg.Connection, build: Build) -> None:
    """Drop the tables of a build that is not shown; waits for the worker and for readers."""
    if build.active:
        raise NoSuchVersion(f"{build.schema} is shown: activate another one first")
    with connection.transaction():
        stop_worker(connection)
        connection.execute("DELETE FROM readmodels.slot WHERE schema = %s", (build.schema,))
        schema.drop_tables(connection, build.schema)


def stop_worker(connection: psycopg.Connection) -> None:
    """Keep the live worker from writing until this transaction has ended."""
    connection.execute("SELECT 1 FROM readmodels.lease WHERE name = %s FOR UPDATE", (LIVE,))
