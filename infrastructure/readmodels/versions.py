"""Which build of a read model is there, which one is shown, and how one takes another's place."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from infrastructure.readmodels import schema, slots
from infrastructure.readmodels.lease import LIVE
from infrastructure.readmodels.slots import Slot
from projections.projection import Projection

PREPARING = 7237012  # advisory, not the log's: one program at a time makes or drops read models


class NoSuchVersion(LookupError):
    """There is no build of this read model to go to."""


@dataclass(frozen=True, slots=True)
class Build:
    schema: str
    projection: str
    version: int
    state: str
    active: bool = False


def builds(connection: psycopg.Connection) -> list[Build]:
    rows = connection.execute(
        """
        SELECT slot.schema, slot.projection, slot.version, slot.state, active.schema IS NOT NULL
        FROM readmodels.slot LEFT JOIN readmodels.active USING (schema) ORDER BY slot.schema
        """
    )
    return [Build(*row) for row in rows]


def prepare(connection: psycopg.Connection, projections: Sequence[Projection]) -> None:
    """Make what was never made: the newest version of a read model begins live and is shown."""
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (PREPARING,))
        there = {build.projection for build in builds(connection)}
        for projection in projections:
            if projection.name not in there:
                make(connection, Slot(projection, projection.schema), "live")
                slots.activate(connection, Slot(projection, projection.schema))


def make(connection: psycopg.Connection, slot: Slot, state: str, shards: int = 1) -> None:
    """Make the tables of a build; one that is to be filled first gets its indexes last."""
    schema.make_tables(connection, slot)
    slots.register(connection, slot, state, shards)
    if state == "live":
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
