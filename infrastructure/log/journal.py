"""The journal on PostgreSQL: a dossier loaded in one round trip, appended to in one."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.metadata import version as installed
from pathlib import Path

from application.errors import KeyReused
from application.ports.clock import Clock
from application.ports.journal import Decided, Loaded, Order, Receipt, Told
from domain.dossier.dossier import Dossier, Recorded, fold
from domain.shared.envelope import CaseId, Municipality
from infrastructure.log.answers import ANOTHER_REQUEST, answered, stored_receipt
from infrastructure.log.asking import Questions
from infrastructure.log.batch import Prepared, Streams, Verdict, document, prepare
from infrastructure.log.citizens import PostgresCitizens
from infrastructure.log.identity import Identity, identified
from infrastructure.log.keys import KeyStore
from infrastructure.log.keys_of import keys_of
from infrastructure.log.loader import Loader
from infrastructure.log.making_keys import KeyMaker
from infrastructure.log.rows import recorded
from infrastructure.log.streams import StreamVersions
from infrastructure.log.writer import Writer
from infrastructure.postgres.server import Database

HISTORY = b"select * from sdp_log.history(%b::uuid, %b::timestamptz, %b::bigint, %b::int)"
APPEND = b"select * from sdp_log.append(%s::jsonb, %b::timestamptz)"
APPEND_PLAIN = b"select * from sdp_log.append_plain(%s::jsonb, %b::timestamptz)"
RELEASE = installed("sygedagpenge")


class PostgresJournal:
    """The port `Journal`; open it with `open_journal`."""

    def __init__(
        self, questions: Questions, keys: KeyStore, identity: Identity, clock: Clock, release: str
    ) -> None:
        self.identity, self.keys = identity, keys
        self.citizens = PostgresCitizens(questions, keys)
        self.writer = Writer(self._send)
        self._questions, self._clock, self._release = questions, clock, release
        self._streams, self._maker = StreamVersions(), KeyMaker(keys)
        self._loader = Loader(questions, self._now)

    async def load(self, order: Order) -> Loaded:
        rows, stored = await self._loader.load(order)
        receipt = None if stored is None else stored_receipt(order, stored)
        self._streams.learn(order.case_id, rows)
        municipality = order.actor.municipality if rows else None
        return Loaded(recorded(self.keys, rows), municipality, receipt)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        prepared = await self._prepared(order, decided, expected_version)
        return await self._receipt(order, prepared, await self.writer.submit(prepared))

    async def append_page(self, page: Sequence[Told]) -> None:
        """Record what stands in different dossiers, together; raises what was refused first."""
        prepared = [await self._prepared(*one) for one in page]
        entered = [self.writer.enter(one) for one in prepared]
        verdicts = await asyncio.gather(*entered, return_exceptions=True)
        for one, ready, verdict in zip(page, prepared, verdicts, strict=True):
            if isinstance(verdict, BaseException):
                raise verdict
            await self._receipt(one.order, ready, verdict)

    async def _prepared(self, order: Order, decided: Decided, expected_version: int) -> Prepared:
        """Make the key of a new dossier, and encrypt."""
        if expected_version == 0:
            await self._maker.make(order.case_id)
        return prepare(
            order,
            decided,
            expected_version,
            streams=await self._versions(order, expected_version),
            cipher=self.keys.cipher(order.case_id),
            blind=self.keys.blind,
            release=self._release,
        )

    async def _receipt(self, order: Order, prepared: Prepared, verdict: Verdict) -> Receipt:
        receipt = answered(order, verdict)
        if receipt.replayed:
            return await self._told_before(order)
        self._streams.keep(order.case_id, receipt.version, prepared.streams)
        return receipt

    async def _told_before(self, order: Order) -> Receipt:
        """Read what the key was answered with meanwhile, perhaps about another dossier.

        What is hidden from this municipality was another request, however alike they look.
        """
        told = (await self.load(order)).receipt
        if told is None:
            raise KeyReused(ANOTHER_REQUEST)
        return told

    async def history(
        self,
        case_id: CaseId,
        *,
        until: datetime | None = None,
        position: int | None = None,
        municipality: Municipality | None = None,
    ) -> Sequence[Recorded]:
        asked = (case_id, until, position, municipality)
        return recorded(self.keys, await self._questions.ask(HISTORY, asked))

    async def folded(self, case_id: CaseId) -> Dossier:
        return fold(case_id, await self.history(case_id))

    async def _versions(self, order: Order, version: int) -> Streams:
        """Give the stream versions at a dossier version, read again when they are forgotten.

        None where the dossier has moved on: the append will say so.
        """
        known = self._streams.at(order.case_id, version)
        if known is None:
            rows, _ = await self._loader.load(order)
            self._streams.learn(order.case_id, rows)
            known = self._streams.at(order.case_id, version)
        return known or {}

    async def _send(self, batch: Sequence[Prepared]) -> Sequence[Verdict]:
        plain = len(batch) == 1 and not (batch[0].claims or batch[0].citizens)
        append = APPEND_PLAIN if plain else APPEND
        rows = await self._questions.ask_once(append, (document(batch), self._now()))
        return [Verdict(*row) for row in rows]

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
    identity, questions = (
        identified(database, simulated=simulated),
        Questions(database, connections),
    )
    with keys_of(database, data_dir / "keys") as keys:
        async with questions.pool:
            journal = PostgresJournal(questions, keys, identity, clock, release)
            try:
                yield journal
            finally:
                await journal.writer.close()
