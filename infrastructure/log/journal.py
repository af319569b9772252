"""The journal on PostgreSQL: a dossier loaded in one round trip, appended to in one."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from application.errors import KeyReused, Taken, VersionMismatch
from application.ports.clock import Clock
from application.ports.journal import Decided, Loaded, Order, Receipt
from domain.dossier.dossier import Recorded
from domain.shared.envelope import CaseId, Municipality
from domain.shared.errors import NotFound
from infrastructure.log.batch import Prepared, Streams, Verdict, document, prepare
from infrastructure.log.citizens import PostgresCitizens
from infrastructure.log.identity import Identity, identified
from infrastructure.log.keys import KeyStore
from infrastructure.log.making_keys import KeyMaker
from infrastructure.log.rows import Row, recorded
from infrastructure.log.streams import StreamVersions
from infrastructure.log.writer import Writer
from infrastructure.postgres.server import Database

Pool = AsyncConnectionPool[AsyncConnection[Any]]

LOAD = "select * from sdp_log.load(%b::int, %b::uuid, %b::text, %b::text, %b::timestamptz)"
HISTORY = "select * from sdp_log.history(%b::uuid, %b::timestamptz, %b::bigint, %b::int)"
APPEND = "select * from sdp_log.append(%s::jsonb, %b::bytea[], %b::timestamptz)"
RECEIPT = -1  # the last column of what `load` returns
RELEASE = installed("sygedagpenge")


class PostgresJournal:
    """The port `Journal`; open it with `open_journal`."""

    def __init__(
        self, pool: Pool, keys: KeyStore, identity: Identity, *, clock: Clock, release: str
    ) -> None:
        self.identity, self.keys, self.citizens = identity, keys, PostgresCitizens(pool, keys)
        self._pool, self._clock, self._release = pool, clock, release
        self._streams, self._maker, self._writer = (
            StreamVersions(),
            KeyMaker(keys),
            Writer(self._send),
        )

    async def load(self, order: Order) -> Loaded:
        rows, stored = await self._rows(order)
        receipt = None if stored is None else _receipt_of(order, stored)
        self._streams.learn(order.case_id, rows)
        municipality = order.actor.municipality if rows else None
        return Loaded(recorded(self.keys, rows), municipality, receipt)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        if expected_version == 0:
            await self._maker.make(order.case_id)
        prepared = prepare(
            order,
            decided,
            expected_version,
            streams=await self._versions(order, expected_version),
            cipher=self.keys.cipher(order.case_id),
            blind=self.keys.blind,
            release=self._release,
        )
        return _answered(order, await self._writer.submit(prepared))

    async def history(
        self,
        case_id: CaseId,
        *,
        until: datetime | None = None,
        position: int | None = None,
        municipality: Municipality | None = None,
    ) -> Sequence[Recorded]:
        """Read a dossier wherever it lies; only where it is this municipality's, when given."""
        rows = await self._fetched(HISTORY, (case_id, until, position, municipality))
        return recorded(self.keys, rows)

    async def close(self) -> None:
        await self._writer.close()

    async def _rows(self, order: Order) -> tuple[list[Row], dict[str, Any] | None]:
        parameters = (
            order.actor.municipality,
            order.case_id,
            order.actor.id,
            order.key,
            self._now(),
        )
        rows = await self._fetched(LOAD, parameters)
        if rows and rows[0][RECEIPT] is not None:
            return rows[1:], rows[0][RECEIPT]
        return rows, None

    async def _versions(self, order: Order, version: int) -> Streams:
        """Give the stream versions at a dossier version, read again when they are forgotten."""
        known = self._streams.at(order.case_id, version)
        if known is None:
            rows, _ = await self._rows(order)
            self._streams.learn(order.case_id, rows[:version])
            known = self._streams.at(order.case_id, version)
        return known or {}

    async def _send(self, batch: Sequence[Prepared]) -> Sequence[Verdict]:
        rows = await self._fetched(APPEND, (*document(batch), self._now()))
        return [Verdict(*row) for row in rows]

    async def _fetched(self, query: str, parameters: Sequence[object]) -> list[Row]:
        async with self._pool.connection() as connection:
            cursor = connection.cursor(binary=True)
            await cursor.execute(query.encode(), parameters, prepare=True)
            return await cursor.fetchall()

    def _now(self) -> datetime | None:
        """Give the instant of the program on a simulated log; a real one asks the database."""
        return self._clock() if self.identity.simulated else None


@asynccontextmanager
async def open_journal(  # noqa: PLR0913  (the surroundings of a journal)
    database: Database,
    data_dir: Path,
    *,
    clock: Clock,
    release: str = RELEASE,
    simulated: bool | None = None,
    connections: int = 6,
) -> AsyncGenerator[PostgresJournal]:
    """Open the log as sdp_app, with the keys of the data directory.

    `simulated` says what a new log shall be and what an old one must be; none: as it is, real
    when new. Raises Unavailable.
    """
    identity = identified(database, simulated=simulated)
    with KeyStore(data_dir / "keys") as keys:
        async with _pool(database, connections) as pool:
            journal = PostgresJournal(pool, keys, identity, clock=clock, release=release)
            try:
                yield journal
            finally:
                await journal.close()


def _pool(database: Database, connections: int) -> Pool:
    return AsyncConnectionPool(
        database.url("sdp_app"),
        min_size=2,
        max_size=connections,
        open=False,
        timeout=10,
        kwargs={"autocommit": True, "options": "-c timezone=UTC"},
    )


def _receipt_of(order: Order, stored: dict[str, Any]) -> Receipt:
    if stored["fingerprint"] != order.fingerprint:
        raise KeyReused("this idempotency key was used for another request")
    return Receipt(
        CaseId(UUID(stored["case_id"])),
        stored["version"],
        stored["position"],
        stored["fingerprint"],
        tuple(map(UUID, stored["created"])),
        replayed=True,
    )


def _answered(order: Order, verdict: Verdict) -> Receipt:
    """Turn a verdict into the receipt, or into the refusal it is."""
    match verdict.outcome:
        case "done" | "known":
            return Receipt(
                order.case_id,
                verdict.version,
                verdict.position,
                order.fingerprint,
                tuple(verdict.created),
                replayed=verdict.command_id != order.command_id,
            )
        case "reused":
            raise KeyReused("this idempotency key was used for another request")
        case "foreign":
            raise NotFound("there is no such case")
        case "taken":
            raise Taken(verdict.taken or "")
        case _:
            raise VersionMismatch(verdict.version)
