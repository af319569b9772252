"""Slots: which builds of a read model's versions there are, and how far they are true.

A build is `building` while its shards are filled, `renewing` while the worker fills it because what
is there was made with other definitions, and `live` when it may be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg

from infrastructure.readmodels.shape import shape_of
from infrastructure.readmodels.slot import Slot
from projections.projection import Projection


@dataclass(frozen=True, slots=True)
class At:
    """A slot that is fed and the last position it has scanned."""

    slot: Slot
    position: int
    renewing: bool = False


def live(connection: psycopg.Connection, projections: Sequence[Projection]) -> list[At]:
    """List the slots a worker feeds; versions and shapes this release does not know are left."""
    known = {(one.name, one.version): one for one in projections}
    rows = connection.execute(
        """
        SELECT projection, version, schema, shape, position, state = 'renewing'
        FROM readmodels.slot JOIN readmodels.checkpoint USING (schema)
        WHERE state IN ('live', 'renewing') AND shard = 0 ORDER BY schema
        """
    )
    return [
        At(Slot(known[name, version], schema), position, renewing)
        for name, version, schema, shape, position, renewing in rows
        if (name, version) in known and shape == shape_of(known[name, version])
    ]


def register(connection: psycopg.Connection, slot: Slot, state: str, shards: int = 1) -> None:
    connection.execute(
        """
        INSERT INTO readmodels.slot (schema, projection, version, state, shape)
        VALUES (%s, %s, %s, %s, %s)
        """,
        (
            slot.schema,
            slot.projection.name,
            slot.projection.version,
            state,
            shape_of(slot.projection),
        ),
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


def renewed(connection: psycopg.Connection, slot: Slot) -> None:
    """Make a renewed build live, and show it where another build of its version is shown."""
    with connection.transaction():
        connection.execute(
            "UPDATE readmodels.slot SET state = 'live' WHERE schema = %s", (slot.schema,)
        )
        shown = connection.execute(
            """
            SELECT slot.version FROM readmodels.active JOIN readmodels.slot USING (schema)
            WHERE active.projection = %s
            """,
            (slot.projection.name,),
        ).fetchone()
        if shown == (slot.projection.version,):
            activate(connection, slot)
