"""What the runs look at, read from the read models once these know all that is recorded."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, LiteralString
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.sql import SQL, Identifier

from application.ports.candidates import Asking, DuePayment
from application.ports.clock import DENMARK
from domain.payment.states import Stage
from domain.shared.envelope import CaseId, Municipality, PaymentId, RunId
from domain.shared.money import Money
from domain.shared.months import add_months
from infrastructure.postgres.pools import Pool, pool_of
from infrastructure.postgres.server import Database
from infrastructure.readmodels.shape import shapes

PATIENCE = 60.0  # seconds that a run waits for the worker to catch up
PAUSE = 0.02
A_DAY = timedelta(days=1)
# What runs came to is no candidate: a run need not wait until the summaries before it are folded.
BEHIND = """
    SELECT active.schema, checkpoint.position,
           (SELECT position FROM sdp_log.event WHERE type <> 'RunFinished'
            ORDER BY position DESC LIMIT 1)
    FROM readmodels.active JOIN readmodels.checkpoint USING (schema)
        JOIN readmodels.slot USING (schema)
    WHERE active.projection = %s AND slot.shape = ANY (%s) AND checkpoint.shard = 0
"""
PAYMENTS: LiteralString = (
    "SELECT payment_id, case_id, payee, monday, net_oere, status FROM {}.payment "
)
UNBLOCKED = """
    SELECT DISTINCT case_id FROM {}.task
    WHERE municipality = %s AND status IN ('solved', 'cancelled') AND done_at >= %s
      AND blocks = 'decision' ORDER BY 1
"""
HELD = """
    SELECT DISTINCT case_id FROM {}.task
    WHERE municipality = %s AND status = 'held' AND held_until <= %s
"""
MISSED = """
    SELECT DISTINCT case_id FROM {}.deadline
    WHERE municipality = %s AND due_on BETWEEN %s AND %s AND came_on IS NULL
"""
# That benefit has ended is not stored: `ongoing` is whatever was granted and not closed.
WEEKS_BACK = timedelta(weeks=6)  # what was missed longer ago was asked about then
TO_REASSESS = """
    SELECT case_id FROM {}.case_overview
    WHERE municipality = %s AND status = 'ongoing' AND reassessment_date <= %s ORDER BY 1
"""
CLOSED = """
    SELECT case_id FROM {}.case_overview
    WHERE municipality = %s AND status = 'closed' AND reported_at < %s ORDER BY 1
"""
TO_WRITE_OFF = """
    SELECT case_id FROM {}.case_overview
    WHERE municipality = %s AND status = 'ongoing' AND first_day_of_absence < %s
      AND (right_until IS NULL OR right_until >= %s) ORDER BY 1
"""
CHANGED = """
    SELECT DISTINCT case_id FROM sdp_log.event
    WHERE municipality = %s AND position > %s AND correlation <> %s
"""
MONTHS_TO_CLAIM = 3  # where nothing new was lost for as long again, nothing will be
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

    async def unblocked(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        rows = await self._rows("task_queue", UNBLOCKED, municipality, midnight(day))
        waiting = set(await self.under_clarification(municipality))
        return [CaseId(case_id) for (case_id,) in rows if case_id in waiting]

    async def waiting_for(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        held = await self._rows("task_queue", HELD, municipality, day)
        missed = await self._rows("deadlines", MISSED, municipality, day - WEEKS_BACK, day - A_DAY)
        return sorted({CaseId(case_id) for (case_id,) in (*held, *missed)})

    async def to_reassess(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        rows = await self._rows("case_overview", TO_REASSESS, municipality, day)
        return [CaseId(case_id) for (case_id,) in rows]

    async def closed(self, municipality: Municipality, before: date) -> Sequence[CaseId]:
        rows = await self._rows("case_overview", CLOSED, municipality, midnight(before))
        return [CaseId(case_id) for (case_id,) in rows]

    async def to_write_off(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        begun, over = add_months(day, -MONTHS_TO_CLAIM), add_months(day, -2 * MONTHS_TO_CLAIM)
        rows = await self._rows("case_overview", TO_WRITE_OFF, municipality, begun, over)
        return [CaseId(case_id) for (case_id,) in rows]

    async def with_benefit(self, municipality: Municipality) -> Sequence[CaseId]:
        return await self._cases(municipality, ["ongoing"])

    async def changed(self, municipality: Municipality, since: Asking) -> Collection[CaseId] | None:
        """Ask the log itself: what was recorded this moment has changed as well."""
        if (after := await since()) is None:
            return None
        async with self.pool.connection() as connection:
            found = await connection.execute(CHANGED, (municipality, after.position, after.run))
            return {CaseId(case_id) for (case_id,) in await found.fetchall()}

    async def approved(self, municipality: Municipality) -> Sequence[DuePayment]:
        where = """
            WHERE municipality = %s AND status = 'approved' AND kind <> 'repayment_claim'
            ORDER BY payment_id
        """
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
    head, made_so = None, list(shapes().values())
    for _ in range(int(PATIENCE / PAUSE)):
        row = await (await connection.execute(BEHIND, (projection, made_so))).fetchone()
        if row is not None:
            schema, position, present = row
            head = (present or 0) if head is None else head
            if position >= head:
                return schema
        await asyncio.sleep(PAUSE)
    raise Behind(f"the read model {projection} does not follow the log; is a worker running?")


def midnight(day: date) -> datetime:
    """Give the beginning of a Danish day."""
    return datetime.combine(day, time.min, DENMARK)


def due_payment(  # noqa: PLR0913, PLR0917  (the columns of the row)
    payment_id: UUID, case_id: UUID, payee: str, monday: date, oere: int, status: str
) -> DuePayment:
    amount, stage = Money(oere), Stage(status)
    return DuePayment(PaymentId(payment_id), CaseId(case_id), payee, monday, amount, stage)


@asynccontextmanager
async def open_candidates(database: Database) -> AsyncGenerator[ReadCandidates]:
    async with pool_of(database, "sdp_projector", 2) as pool:
        yield ReadCandidates(pool)
