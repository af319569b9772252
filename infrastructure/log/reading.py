"""Reads the log in order of position: decrypted and decoded once, for everybody who follows."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import Connection

from application.ports.journal import Page
from domain.dossier.dossier import DossierEvent, Recorded
from infrastructure.log.keys import KeyStore
from infrastructure.log.keys_of import keys_of
from infrastructure.log.rows import SELECTED, recorded
from infrastructure.postgres.server import Database
from infrastructure.postgres.stoppable import Stoppable, cut_off
from infrastructure.stored_names import STORED_NAMES

Kinds = frozenset[type[DossierEvent]]

PAGE = 5_000  # events
SHARDS = 256  # values of the stored hash of a case id

HEAD = b"select sdp_log.head()"
OF_SHARD = "and e.shard between %(first)s and %(last)s"
KNOWN_AND_NOT_ASKED_FOR = """
    and (e.type, e.schema_version) not in
        (select * from unnest(%(names)s::text[], %(versions)s::smallint[]))
"""
EVENTS_OF_CASE = f"""
    select {SELECTED} from sdp_log.event e where e.case_id = %b and e.position <= %b
    order by e.position
""".encode()  # noqa: S608  (our own column names)


class LogPages:
    """Pages for a projection; the connection is one of sdp_projector."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys

    def page(
        self,
        connection: Connection[Any],
        after: int,
        limit: int = PAGE,
        shard: tuple[int, int] | None = None,
        kinds: Kinds | None = None,
    ) -> Page:
        """Read up to `limit` events after a position; of cases of one shard (place, of how many).

        Where `kinds` are asked for, others are neither fetched nor decrypted. Raises UnknownEvent
        (a newer release wrote, whatever is asked for), KeyMissing and Damaged.
        """
        head = self._head(connection)  # asked first: what is committed later comes next time
        rows = self._rows(connection, after, limit, shard, kinds)
        last = rows[-1][0] if rows else after
        scanned = last if len(rows) == limit else max(head, last)
        return Page(recorded(self._keys, rows), scanned, max(head, last))

    def dossier(self, connection: Connection[Any], case_id: UUID, until: int) -> Sequence[Recorded]:
        """Read the events of one case, up to a position."""
        with connection.cursor(binary=True) as cursor:
            cursor.execute(EVENTS_OF_CASE, (case_id, until), prepare=True)
            return recorded(self._keys, cursor.fetchall())

    def _head(self, connection: Connection[Any]) -> int:
        row = connection.execute(HEAD, prepare=True).fetchone()
        return row[0] if row else 0

    def _rows(
        self,
        connection: Connection[Any],
        after: int,
        limit: int,
        shard: tuple[int, int] | None,
        kinds: Kinds | None,
    ) -> list[tuple[Any, ...]]:
        asked: dict[str, object] = {"after": after, "limit": limit}
        if shard is not None:
            place, of = shard
            asked |= {"first": SHARDS * place // of, "last": SHARDS * (place + 1) // of - 1}
        if kinds is not None:
            asked |= not_asked_for(kinds)
        with connection.cursor(binary=True) as cursor:
            cursor.execute(
                events(shard=shard is not None, some=kinds is not None), asked, prepare=True
            )
            return cursor.fetchall()


@cache
def events(*, shard: bool, some: bool) -> bytes:
    """Ask for a page; what this release does not know is never left out."""
    return f"""
        select {SELECTED} from sdp_log.event e where e.position > %(after)s
        {OF_SHARD if shard else ""} {KNOWN_AND_NOT_ASKED_FOR if some else ""}
        order by e.position limit %(limit)s
    """.encode()  # noqa: S608  (our own column names)


@cache
def not_asked_for(kinds: Kinds) -> Mapping[str, Sequence[object]]:
    """Give names and versions of all that this release can read and nobody asks for."""
    left_out = [stored for stored, kind in STORED_NAMES.items() if kind not in kinds]
    return {"names": [name for name, _ in left_out], "versions": [number for _, number in left_out]}


class WholeLog:
    """The port `LogReader`: every event of every municipality, for those who check or replay."""

    def __init__(self, database: Database, data_dir: Path, limit: int = PAGE) -> None:
        self._database, self._folder, self._limit = database, data_dir / "keys", limit

    async def pages(self, after: int = 0) -> AsyncIterator[Page]:
        """Read to the head as it is now, each page in a thread of its own."""
        cached = self._limit  # keys: a page needs no more of them
        with (
            keys_of(self._database, self._folder, cached) as keys,
            self._connected() as connection,
        ):
            page = Page(scanned=after, head=after + 1)
            while page.scanned < page.head:
                read: Callable[..., Page] = LogPages(keys).page
                try:
                    page = await asyncio.to_thread(read, connection, page.scanned, self._limit)
                except asyncio.CancelledError:
                    cut_off(connection)
                    raise
                yield page

    def _connected(self) -> Connection[Any]:
        url = self._database.url("sdp_projector")
        return Stoppable.connect(url, autocommit=True, options="-c timezone=UTC")
