"""How far each build is behind the log: in events, and in seconds."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg


@dataclass(frozen=True, slots=True)
class Status:
    """`lag_seconds`: how long the oldest event that is not in yet has waited; 0 when all are.

    `parked`: cases held back.
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


def status(connection: psycopg.Connection) -> Sequence[Status]:
    """Measure every build against the head of the log, in one snapshot."""
    rows = connection.execute(
        """
        WITH head AS (SELECT coalesce(max(position), 0) AS position FROM sdp_log.event),
        build AS (
            SELECT slot.projection, slot.version, slot.schema, slot.state,
                   active.schema IS NOT NULL AS active,
                   (SELECT min(position) FROM readmodels.checkpoint
                    WHERE schema = slot.schema) AS position,
                   (SELECT count(DISTINCT case_id) FROM readmodels.parked
                    WHERE schema = slot.schema) AS parked
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
               parked
        FROM build, head ORDER BY projection, version, schema
        """
    )
    return [Status(*row) for row in rows]
