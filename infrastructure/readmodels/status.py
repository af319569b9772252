"""How far each build is behind the log: in events, and in seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import psycopg

from infrastructure.readmodels.shape import shapes

Shape = Literal["same", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Status:
    """`lag_seconds`: how long the oldest event that is not in yet has waited; 0 when all are.

    `parked`: cases held back. `shape`: whether this program would make its tables the same; of a
    version that it does not know it cannot say.
    """

    projection: str
    version: int
    schema: str
    state: str
    active: bool
    position: int
    head: int
    lag_events: int
    lag_seconds: float
    parked: int
    shape: Shape


MEASURED = """
    WITH head AS (SELECT coalesce(max(position), 0) AS position FROM sdp_log.event),
    build AS (
        SELECT slot.projection, slot.version, slot.schema, slot.state, slot.shape,
               active.schema IS NOT NULL AS active,
               (SELECT min(position) FROM readmodels.checkpoint
                WHERE schema = slot.schema) AS position,
               readmodels.cases_parked(slot.schema) AS parked
        FROM readmodels.slot LEFT JOIN readmodels.active USING (schema)
    )
    SELECT projection, version, schema, state, active, build.position, head.position,
           (SELECT count(*) FROM sdp_log.event WHERE position > build.position),
           coalesce((
               SELECT greatest(0, extract(epoch FROM CASE WHEN identity.simulated
                   THEN (SELECT max(recorded_at) FROM sdp_log.event) ELSE clock_timestamp() END
                   - waiting.recorded_at))
               FROM sdp_log.event AS waiting, sdp_log.identity
               WHERE waiting.position > build.position ORDER BY waiting.position LIMIT 1
           ), 0)::float8,
           parked, shape
    FROM build, head ORDER BY projection, version, schema
"""


def status(
    connection: psycopg.Connection, known: Mapping[tuple[str, int], str] | None = None
) -> Sequence[Status]:
    """Measure every build against the head of the log, in one snapshot."""
    known = shapes() if known is None else known
    rows = connection.execute(MEASURED)
    return [
        Status(*row[:-1], shape=shape_seen(known.get((row[0], row[1])), row[-1])) for row in rows
    ]


def shape_seen(mine: str | None, found: str | None) -> Shape:
    if mine is None:
        return "unknown"
    return "same" if found == mine else "other"
