"""What a served instance says of itself, and the rights it refuses to run with."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, LiteralString

import psycopg

from infrastructure.log.identity import Identity
from infrastructure.postgres.pools import Pool, asked_twice
from infrastructure.postgres.server import Database
from infrastructure.postgres.unavailable import Unavailable
from infrastructure.readmodels.status import status

RIGHTS = """
    SELECT role.rolsuper OR role.rolbypassrls OR EXISTS (
        SELECT FROM pg_class AS owned JOIN pg_namespace AS place ON place.oid = owned.relnamespace
        WHERE place.nspname NOT LIKE 'pg\\_%' AND place.nspname <> 'information_schema'
        AND owned.relowner = role.oid)
    OR EXISTS (SELECT FROM pg_auth_members AS grants WHERE grants.member = role.oid)
    FROM pg_roles AS role WHERE role.rolname = current_user
"""
STATE = """
    SELECT sdp_log.head(), coalesce(min(checkpoint.position), 0)
    FROM readmodels.active JOIN readmodels.checkpoint USING (schema)
"""
POSITION_AT = "SELECT sdp_access.position_at(%s)"
INSTANT_AT = "SELECT sdp_access.instant_at(%s)"
LATEST = "SELECT max(recorded_at) FROM sdp_log.event"


def builds(database: Database) -> Sequence[Mapping[str, object]]:
    """Say how far each build of a read model has come; no citizen is in it."""
    with psycopg.connect(database.url("sdp_projector")) as connection:
        found = [asdict(one) for one in status(connection)]
    return [{**one, "schema_name": one.pop("schema")} for one in found]


def check_rights(database: Database) -> None:
    """Raise Unavailable where row security would not hold for the role we serve with."""
    with psycopg.connect(database.url("sdp_app")) as connection:
        row = connection.execute(RIGHTS).fetchone()
    if row is None or row[0]:
        raise Unavailable(
            "too-many-rights", "sdp_app is superuser, owner or above row security: not served"
        )


def latest_instant(database: Database) -> datetime | None:
    """Give the time of the newest event, where simulated time goes on; none in an empty log."""
    with psycopg.connect(database.url("owner")) as connection:
        row = connection.execute(LATEST).fetchone()
    return row[0] if row else None


async def health(
    pool: Pool, identity: Identity, now: datetime, *, no_space: bool = False
) -> Mapping[str, object]:
    """Say how the log is and how far the lists have come; `no_space`: nothing could be recorded."""
    row = await answer(pool, STATE)
    head, scanned = row or (0, 0)
    return {
        "status": "no-space" if no_space else "ok",
        "log": identity.time,
        "log_id": str(identity.log_id),
        "now": now.isoformat(),
        "head": head,
        "lag": {"events": max(0, head - scanned)},
    }


async def position_at(pool: Pool, instant: datetime) -> int:
    """Give the last position of the log that was recorded by an instant."""
    row = await answer(pool, POSITION_AT, instant)
    return row[0] if row else 0


async def instant_at(pool: Pool, position: int) -> datetime | None:
    """Give when the last event up to a position was recorded; none before the first."""
    row = await answer(pool, INSTANT_AT, position)
    return row[0] if row else None


async def answer(pool: Pool, query: LiteralString, *parameters: object) -> tuple[Any, ...] | None:
    """Give the first row."""

    async def ask() -> tuple[Any, ...] | None:
        async with pool.connection() as connection:
            return await (await connection.execute(query, parameters)).fetchone()

    return await asked_twice(pool, ask)
