"""The access log: who saw which case, durable before the answer, many looks in one commit."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4

import orjson

from application.errors import Busy
from domain.shared.envelope import Actor, Purpose
from infrastructure.postgres.pools import Pool, asked_twice

BATCH, WAITING = 500, 20_000  # looks in one statement, looks that may wait
INSERT = """
    INSERT INTO sdp_access.look
        (at, request, actor, role, municipality, purpose, route, case_id)
    SELECT at, request, actor, role, municipality, purpose, route, case_id
    FROM json_to_recordset(%s::json) AS look
        (at timestamptz, request uuid, actor text, role text, municipality integer,
         purpose text, route text, cases uuid[]), unnest(look.cases) AS case_id
"""


class Look(Protocol):
    """Somebody sees personal data: who, why, where, and of which cases."""

    @property
    def actor(self) -> Actor: ...
    @property
    def purpose(self) -> Purpose: ...
    @property
    def route(self) -> str: ...
    @property
    def cases(self) -> Iterable[UUID]: ...
    @property
    def at(self) -> datetime: ...


Waiting = tuple[Look, "asyncio.Future[None]"]


@dataclass
class PostgresAccessLog:
    """Looks that arrive while a statement runs share the next one: group commit."""

    pool: Pool
    waiting: list[Waiting] = field(default_factory=list[Waiting])
    writer: "asyncio.Task[None] | None" = None

    async def write(self, look: Look) -> None:
        """Return when the look is on disk; raises Busy where too many wait."""
        if len(self.waiting) >= WAITING:
            raise Busy
        written = asyncio.get_running_loop().create_future()
        self.waiting.append((look, written))
        if self.writer is None or self.writer.done():
            self.writer = asyncio.create_task(self.drain())
        await written

    async def drain(self) -> None:
        while self.waiting:
            batch, self.waiting = self.waiting[:BATCH], self.waiting[BATCH:]
            try:
                await self.insert([look for look, _ in batch])
            except Exception as error:  # noqa: BLE001 each of those who wait is told
                tell(batch, error)
            else:
                tell(batch, None)

    async def insert(self, looks: Sequence[Look]) -> None:
        """Write them; again, once, where the connection was lost: twice is better than not."""
        rows = orjson.dumps([row(look) for look in looks]).decode()
        await asked_twice(self.pool, lambda: self._insert(rows))

    async def _insert(self, rows: str) -> None:
        async with self.pool.connection() as connection:
            await connection.execute(INSERT, [rows])


def tell(batch: Sequence[Waiting], error: Exception | None) -> None:
    """Wake those who wait; whoever was cancelled meanwhile has gone."""
    for _, written in batch:
        if written.done():
            continue
        if error:
            written.set_exception(error)
        else:
            written.set_result(None)


def row(look: Look) -> dict[str, object]:
    return {
        "at": look.at,
        "request": uuid4(),
        "actor": look.actor.id,
        "role": look.actor.role,
        "municipality": look.actor.municipality,
        "purpose": look.purpose,
        "route": look.route,
        "cases": list(look.cases),
    }
