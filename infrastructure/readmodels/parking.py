"""Parked cases: which they are, and folding one again from its own events once it can be."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import psycopg
from psycopg import sql

from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.runner import Runner
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.versions import stop_worker


@dataclass(frozen=True, slots=True)
class Parked:
    """A case held back by the event that failed first; `behind` counts what came after it."""

    schema: str
    case_id: UUID
    position: int
    event: str
    error_code: str
    parked_at: datetime
    behind: int


def parked(connection: psycopg.Connection) -> list[Parked]:
    rows = connection.execute(
        """
        SELECT DISTINCT ON (schema, case_id) schema, case_id, position, event, error_code,
               parked_at, count(*) OVER (PARTITION BY schema, case_id) - 1
        FROM readmodels.parked ORDER BY schema, case_id, position
        """
    )
    return [Parked(*row) for row in rows]


class NotHeld:
    """No lease: the worker is kept from writing by the transaction itself."""

    def hold(self, connection: psycopg.Connection) -> None:
        stop_worker(connection)


def unpark(connection: psycopg.Connection, feed: Feed, slot: Slot, case_id: UUID) -> None:
    """Fold a parked case again from its first event; raises what fails, and changes nothing."""
    runner = Runner(connection, feed, NotHeld(), parks=False)
    with connection.transaction():
        runner.fence.hold(connection)
        forget(connection, slot, case_id)
        runner.apply(slot, feed.source.dossier(connection, case_id, position(connection, slot)))
        runner.gather(slot, [case_id])
        connection.execute(
            "DELETE FROM readmodels.parked WHERE schema = %s AND case_id = %s",
            (slot.schema, case_id),
        )


def forget(connection: psycopg.Connection, slot: Slot, case_id: UUID) -> None:
    """Delete the rows of a case; where a table has no cases, the row with its id."""
    for table in slot.projection.folded_tables:
        column = "case_id" if "case_id" in table.columns else table.primary_key.columns.keys()[0]
        statement = sql.SQL("DELETE FROM {} WHERE {} = %s").format(
            sql.Identifier(slot.schema, table.name), sql.Identifier(column)
        )
        connection.execute(statement, (case_id,))


def position(connection: psycopg.Connection, slot: Slot) -> int:
    row = connection.execute(
        "SELECT position FROM readmodels.checkpoint WHERE schema = %s", (slot.schema,)
    ).fetchone()
    return row[0] if row else 0
