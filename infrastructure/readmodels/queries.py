"""Answers queries from read models: one round trip under row security, decrypted for the page."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import dict_row

from infrastructure.postgres.pools import Pool, asked_twice
from infrastructure.readmodels.ports import Ciphers
from infrastructure.readmodels.shape import shapes
from projections.query import Found, Query, Statement

A = TypeVar("A")
Freshness = Literal["fresh", "waiting", "parked"]
REMEMBERED = 1.0  # seconds for which a process may show the build that was shown before
PATIENCE = 1.0  # seconds a question waits for the read model to catch up
LOOK = 0.01  # seconds between two looks at the checkpoint

SETTINGS = """
    SELECT set_config('sdp.municipality', %s, true), set_config('sdp.rights', %s, true),
        set_config('plan_cache_mode', %s, true),
        set_config('max_parallel_workers_per_gather', '0', true),
        set_config('work_mem', '16MB', true)
"""
ACTIVE = """
    SELECT active.schema FROM readmodels.active JOIN readmodels.slot USING (schema)
    WHERE active.projection = %s AND slot.version = %s AND slot.shape = %s
"""
OF_VERSION = """
    SELECT schema FROM readmodels.slot
    WHERE projection = %s AND version = %s AND shape = %s AND state = 'live' ORDER BY schema LIMIT 1
"""
FAR = """
    SELECT (SELECT min(position) FROM readmodels.checkpoint WHERE schema = %(schema)s)
               >= %(position)s,
           readmodels.is_parked(%(schema)s, %(position)s)
"""


class NotBuilt(LookupError):
    """The read model that is asked is not there (yet), as this program would make it."""


@dataclass(frozen=True)
class Reader:
    """Whose rows may be shown: one municipality's, hidden cases only with the rights they need."""

    municipality: int
    rights: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answered(Generic[A]):
    """`cases`: whose data the answer shows, for the access log."""

    answer: A
    cases: frozenset[UUID]
    freshness: Freshness = "fresh"


@dataclass
class Queries:
    """Asks the read models over a pool of `sdp_app`; one for each process."""

    pool: Pool
    ciphers: Ciphers
    shapes: Mapping[tuple[str, int], str] = field(default_factory=shapes)
    _schemas: dict[tuple[str, int], tuple[str, float]] = field(
        default_factory=dict[tuple[str, int], tuple[str, float]]
    )

    async def fetch(
        self, query: Query[A], reader: Reader, at_least: int | None = None
    ) -> Answered[A]:
        """Answer with rows the reader may see; `at_least` waits for a position, one second long.

        Asks again, once, where the connection was lost. Raises NotBuilt, and WrongCursor where the
        query's cursor is not its own.
        """
        return await asked_twice(self.pool, lambda: self._fetch(query, reader, at_least))

    async def _fetch(self, query: Query[A], reader: Reader, at_least: int | None) -> Answered[A]:
        async with self.pool.connection() as connection:
            schema = await self.schema_of(connection, query.projection, query.version)
            freshness = await caught_up(connection, schema, at_least)
            statements = query.statements(schema, self.ciphers.blind)
            found = await run(connection, statements, reader)
        self.ciphers.have_at_hand(
            row["case_id"]
            for rows, statement in zip(found, statements, strict=True)
            if statement.compiled.personal
            for row in rows
        )
        shown = [
            [self.opened(row, statement.compiled.personal) for row in rows]
            for rows, statement in zip(found, statements, strict=True)
        ]
        cases = {row["case_id"] for rows in shown for row in rows if "case_id" in row}
        return Answered(query.answer(shown), frozenset(cases), freshness)

    async def schema_of(
        self, connection: AsyncConnection[Any], projection: str, version: int
    ) -> str:
        """Find where the version is: the build that is shown, else one that is kept up to date."""
        known = self._schemas.get((projection, version))
        if known and time.monotonic() - known[1] < REMEMBERED:
            return known[0]
        for statement in (ACTIVE, OF_VERSION):
            shape = self.shapes.get((projection, version))
            found = await connection.execute(statement, (projection, version, shape))
            if row := await found.fetchone():
                self._schemas[projection, version] = (row[0], time.monotonic())
                return row[0]
        raise NotBuilt(f"{projection} version {version} is not built")

    def opened(self, row: dict[str, Any], personal: Mapping[str, str]) -> Found:
        """Decrypt the personal columns of a row; none where the case was erased."""
        for column, name in personal.items():
            if (stored := row[column]) is not None:
                row[column] = self.ciphers.decrypt_value(row["case_id"], name, stored)
        return row


async def run(
    connection: AsyncConnection[Any], statements: Sequence[Statement], reader: Reader
) -> list[list[dict[str, Any]]]:
    """Send settings and statements together.

    A pipeline is one transaction to the server, in which the settings hold, without BEGIN and
    COMMIT; were it cut in two, the statements would find no municipality, and so no row.
    """
    pages = any(statement.compiled.of_a_page for statement in statements)
    planned = "force_custom_plan" if pages else "auto"
    settings = (str(reader.municipality), ",".join(sorted(reader.rights)), planned)
    cursors = [connection.cursor(binary=True, row_factory=dict_row) for _ in statements]
    async with connection.pipeline():
        await connection.execute(SETTINGS, settings, prepare=True)
        for cursor, statement in zip(cursors, statements, strict=True):
            await cursor.execute(statement.compiled.sql, statement.params, prepare=True)
    return [await cursor.fetchall() for cursor in cursors]


async def caught_up(
    connection: AsyncConnection[Any],
    schema: str,
    position: int | None,
    clock: Callable[[], float] = time.monotonic,
) -> Freshness:
    """Wait until the read model has come to a position, or a second has passed."""
    if position is None:
        return "fresh"
    until = clock() + PATIENCE
    while True:
        found = await connection.execute(FAR, {"schema": schema, "position": position})
        reached, held_back = await found.fetchone() or (False, False)
        if reached:
            return "parked" if held_back else "fresh"
        if clock() >= until:
            return "waiting"
        await asyncio.sleep(LOOK)
