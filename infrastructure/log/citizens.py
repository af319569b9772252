"""The citizen registry: from CPR number to citizen, from citizen to cases, nationwide."""

from collections.abc import Sequence
from typing import Any

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from domain.shared.envelope import CaseId, CitizenId
from infrastructure.log.keys import KeyStore


class PostgresCitizens:
    """The port `Citizens`; the CPR number itself never reaches the database."""

    def __init__(self, pool: AsyncConnectionPool[AsyncConnection[Any]], keys: KeyStore) -> None:
        self._pool, self._keys = pool, keys

    async def identify(self, cpr: str) -> CitizenId | None:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select sdp_log.citizen_of(%b::bytea)", (self._keys.blind(cpr),), prepare=True
            )
            row = await cursor.fetchone()
        return row and row[0]

    async def cases_of(self, citizen_id: CitizenId) -> Sequence[CaseId]:
        async with self._pool.connection() as connection:
            cursor = await connection.execute(
                "select sdp_log.cases_of(%b::uuid)", (citizen_id,), prepare=True
            )
            return tuple(case_id for (case_id,) in await cursor.fetchall())
