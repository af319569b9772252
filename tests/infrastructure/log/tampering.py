"""A sealed log, and a hand that may change everything in it."""

from dataclasses import dataclass
from typing import Any

import psycopg

from infrastructure.log.exports import EXPORTED, ExportedRoot, FileExport, read
from infrastructure.log.identity import identified
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.sealer import Sealer
from infrastructure.log.signing import Signer
from infrastructure.log.verification import Verified, verify
from tests.infrastructure.log.orders import Log, decided, new_case, note, order

EVENTS, CASES = 4, 3  # a case is a block


@dataclass
class Tampering:
    """Twelve events of three cases in three blocks, and a hand that may change everything."""

    log: Log
    connection: psycopg.Connection[Any]

    def do(self, *statements: str) -> None:
        for statement in statements:
            self.connection.execute(statement.encode())

    def verified(self, *anchors: ExportedRoot) -> Verified:
        keys = self.log.data_dir / "keys"
        log_id = identified(self.log.database).log_id
        return verify(self.connection, log_id, Signer(keys).public, anchors)

    def found(self, *anchors: ExportedRoot) -> tuple[int, str]:
        found = self.verified(*anchors).first_mismatch
        return (found.position, found.what) if found else (0, "every event fits")

    @property
    def anchors(self) -> list[ExportedRoot]:
        return read(self.log.data_dir / "exports" / EXPORTED)


async def seal_each_case(log: Log, journal: PostgresJournal) -> None:
    export = FileExport(log.data_dir / "exports" / EXPORTED)
    sealer = Sealer(Signer(log.data_dir / "keys"), export, pause=0)
    with psycopg.connect(log.database.url("sdp_projector"), autocommit=True) as connection:
        for _ in range(CASES):
            case_id = new_case()
            await journal.append(order(case_id), decided(case_id, *[note()] * EVENTS), 0)
            assert sealer.step(connection) == EVENTS
            assert sealer.step(connection) == 0
