"""Months that are over, read from the statistics once these know all that is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from domain.municipality.values import MonthTotal
from domain.shared.envelope import CaseId, Municipality
from domain.shared.months import add_months, month_end
from infrastructure.candidates import caught_up, midnight
from infrastructure.postgres.pools import Pool
from projections.statistics.v1.figures import MonthFigures

A_DAY = timedelta(days=1)
REPORTED = """
    SELECT life_id FROM {}.case_life
    WHERE municipality = %s AND reported_at >= %s AND reported_at < %s ORDER BY 1
"""


@dataclass(frozen=True)
class ReadMonths:
    """Reads as the owner of the read models: figures count protected cases as every other."""

    pool: Pool

    async def reported_in(self, municipality: Municipality, month: date) -> Sequence[CaseId]:
        period = (midnight(month), midnight(add_months(month, 1)))
        async with self.pool.connection() as connection:
            query = SQL(REPORTED).format(Identifier(await caught_up(connection, "statistics")))
            found = await connection.execute(query, (municipality, *period))
            return [CaseId(case_id) for (case_id,) in await found.fetchall()]

    async def figures_of(self, municipality: Municipality, month: date) -> Sequence[MonthTotal]:
        query = MonthFigures(of_municipality=municipality, from_day=month, to_day=month_end(month))
        results: list[list[dict[str, Any]]] = []
        async with self.pool.connection() as connection:
            schema = await caught_up(connection, query.projection)
            for one in query.statements(schema, str.encode):
                cursor = connection.cursor(row_factory=dict_row)
                await cursor.execute(one.compiled.sql, one.params)
                results.append(await cursor.fetchall())
        return [
            MonthTotal(measure=one.measure, of=one.of, count=one.count, amount=one.amount)
            for one in query.answer(results)
        ]
