"""What the runs look at, read from the read models once these know all that is recorded."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any, LiteralString
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.sql import SQL, Identifier

from application.ports.candidates import DuePayment
from domain.shared.envelope import CaseId, Municipality, PaymentId, RunId
from domain.shared.money import Money
from infrastructure.postgres.pools import Pool, pool_of
from infrastructure.postgres.server import Database

PATIENCE = 60.0  # seconds that a run waits for the worker to catch up
PAUSE = 0.02
BEHIND = """
    SELECT active.schema, checkpoint.position, (SELECT max(position) FROM sdp_log.event)
    FROM readmodels.active JOIN readmodels.checkpoint USING (schema)
    WHERE active.projection = %s AND checkpoint.shard = 0
"""
PAYMENTS: LiteralString = "SELECT payment_id, case_id, payee, monday, amount_oere FROM {}.payment "
LEFT = ["sent", "settled", "returned", "failed"]  # what went out with a run


class Behind(Exception):
    """The worker does not follow: a run would look at yesterday's cases."""


@dataclass(frozen=True)
class ReadCandidates:
    """Reads as the owner of the read models: a run is not a person who looks at cases."""

    pool: Pool

    async def municipalities(self) -> Sequence[Municipality]:
        rows = await self._rows(
            "case_overview", "SELECT DISTINCT municipality FROM {}.case_overview ORDER BY 1"
        )
        return [Municipality(one) for (one,) in rows]

    async def under_clarification(self, municipality: Municipality) -> Sequence[CaseId]:
        return await self._cases(municipality, ["under_clarification"])

    async def with_benefit(self, municipality: Municipality) -> Sequence[CaseId]:
        return await self._cases(municipality, ["ongoing", "ended"])

    async def approved(self, municipality: Municipality) -> Sequence[DuePayment]:
        where = "WHERE municipality = %s AND status = 'approved' ORDER BY payment_id"
        return await self._payments(where, municipality)

    async def included(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        where = "WHERE municipality = %s AND run_id = %s AND status = 'included'"
        return await self._payments(f"{where} ORDER BY payment_id", municipality, run_id)

    async def sent(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        where = "WHERE municipality = %s AND run_id = %s AND status = ANY (%s)"
        return await self._payments(f"{where} ORDER BY payment_id", municipality, run_id, LEFT)

    async def _cases(self, municipality: Municipality, status: list[str]) -> list[CaseId]:
        query = """
            SELECT case_id FROM {}.case_overview
            WHERE municipality = %s AND status = ANY (%s) ORDER BY case_id
        """
        rows = await self._rows("case_overview", query, municipality, status)
        return [CaseId(case_id) for (case_id,) in rows]

    async def _payments(self, where: LiteralString, *values: object) -> list[DuePayment]:
        rows = await self._rows("payment_list", PAYMENTS + where, *values)
        return [due_payment(*row) for row in rows]

    async def _rows(
        self, projection: str, query: LiteralString, *values: object
    ) -> list[tuple[Any, ...]]:
        async with self.pool.connection() as connection:
            schema = await caught_up(connection, projection)
            found = await connection.execute(SQL(query).format(Identifier(schema)), values)
            return await found.fetchall()


async def caught_up(connection: AsyncConnection[Any], projection: str) -> str:
    """Wait until the read model knows all that was recorded by now; gives its schema."""
    head: int | None = None
    for _ in range(int(PATIENCE / PAUSE)):
        row = await (await connection.execute(BEHIND, (projection,))).fetchone()
        if row is not None:
            schema, position, present = row
            head = (present or 0) if head is None else head
            if position >= head:
                return schema
        await asyncio.sleep(PAUSE)
    raise Behind(f"the read model {projection} does not follow the log; is a worker running?")


def due_payment(payment_id: UUID, case_id: UUID, payee: str, monday: date, oere: int) -> DuePayment:
    return DuePayment(PaymentId(payment_id), CaseId(case_id), payee, monday, Money(oere))


@asynccontextmanager
async def open_candidates(database: Database) -> AsyncGenerator[ReadCandidates]:
    async with pool_of(database, "sdp_projector", 2) as pool:
        yield ReadCandidates(pool)
