"""Slots: where the tables of one build of a read model's version are, and how far they are true."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg

from projections.projection import Projection


@dataclass(frozen=True)
class Slot:
    projection: Projection
    schema: str


@dataclass(frozen=True, slots=True)
class At:
    """A live slot and the last position it has scanned."""

    slot: Slot
    position: int


def live(connection: psycopg.Connection, projections: Sequence[Projection]) -> list[At]:
    """List the slots a worker feeds; versions this release does not know are left alone."""
    known = {(projection.name, projection.version): projection for projection in projections}
    rows = connection.execute(
        """
        SELECT projection, version, schema, position
        FROM readmodels.slot JOIN readmodels.checkpoint USING (schema)
        WHERE state = 'live' AND shard = 0 ORDER BY schema
        """
    )
    return [
        At(Slot(known[name, version], schema), position)
        for name, version, schema, position in rows
        if (name, version) in known
    ]


def register(connection: psycopg.Connection, slot: Slot, state: str, shards: int = 1) -> None:
    connection.execute(
        "INSERT INTO readmodels.slot (schema, projection, version, state) VALUES (%s, %s, %s, %s)",
        (slot.schema, slot.projection.name, slot.projection.version, state),
    )
    connection.execute(
        """
        INSERT INTO readmodels.checkpoint (schema, shard, position)
        SELECT %s, shard, 0 FROM generate_series(0, %s) AS shard
        """,
        (slot.schema, shards - 1),
    )


class CheckpointMoved(Exception):
    """Another process has moved the checkpoint: nothing was written."""


def move(connection: psycopg.Connection, slot: Slot, before: int, after: int, shard: int) -> None:
    """Move the checkpoint; raises CheckpointMoved where somebody else has."""
    done = connection.execute(
        """
        UPDATE readmodels.checkpoint SET position = %s, moved_at = clock_timestamp()
        WHERE schema = %s AND shard = %s AND position = %s
        """,
        (after, slot.schema, shard, before),
    )
    if done.rowcount != 1:
        raise CheckpointMoved(slot.schema)


def park(
    connection: psycopg.Connection, slot: Slot, rows: Sequence[tuple[int, UUID, str, str]]
) -> None:
    """Keep position, case, type of event and error code of what was not applied."""
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO readmodels.parked (schema, position, case_id, event, error_code)
            VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
            """,
            [(slot.schema, *row) for row in rows],
        )


def parked_cases(connection: psycopg.Connection, slot: Slot) -> set[UUID]:
    rows = connection.execute(
        "SELECT DISTINCT case_id FROM readmodels.parked WHERE schema = %s", (slot.schema,)
    )
    return {case_id for (case_id,) in rows}


def activate(connection: psycopg.Connection, slot: Slot) -> None:
    show(connection, slot.projection.name, slot.schema)


def show(connection: psycopg.Connection, projection: str, schema: str) -> None:
    """Show this build from now on; the one shown until now is kept for going back."""
    connection.execute(
        """
        INSERT INTO readmodels.active AS now (projection, schema) VALUES (%s, %s)
        ON CONFLICT (projection) DO UPDATE
        SET before = now.schema, schema = excluded.schema, activated_at = clock_timestamp()
        WHERE now.schema <> excluded.schema
        """,
        (projection, schema),
    )
