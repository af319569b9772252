"""Closes blocks over what was recorded, signs their roots and sends them out of the house."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from infrastructure.log.exports import EXPORTED, ExportedRoot, FileExport, RootExport, ranges
from infrastructure.log.identity import Identity, known
from infrastructure.log.merkle import BEGINNING, ENVELOPE, Block, closed, leaf
from infrastructure.log.signing import Signer
from infrastructure.postgres.server import Database

EVENTS, PAUSE = 1_000, 1.0  # a block is closed at so many events, or after so many seconds
LOCK = 7237011  # advisory: one sealer at a time

LAST = b"""
    select number, positions[cardinality(positions)], root from sdp_log.block
    order by number desc limit 1
"""
WAITING = f"""
    select e.position, {ENVELOPE} from sdp_log.event e where e.position > %b
    order by e.position limit %b
""".encode()  # noqa: S608  (our own column names)
CLOSE = b"""
    insert into sdp_log.block (number, positions, leaves, previous_root, root, signature)
    values (%b, %b, %b, %b, %b, %b)
"""
CLOSED = b"""
    select number, positions, previous_root, root, signature from sdp_log.block
    where number > %b order by number limit 100
"""


class Sealer:
    """Call `step` again and again, with a connection of sdp_projector."""

    def __init__(
        self,
        signer: Signer,
        export: RootExport,
        *,
        pause: float = PAUSE,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._signer, self._export = signer, export
        self._pause, self._seconds = pause, seconds
        self._since = seconds() - pause
        self._sealed_until = 0  # as far as this sealer knows
        self._identity: Identity | None = None
        self._sent: int | None = None  # the last block that is out; none: not asked yet

    def step(self, connection: Connection[Any]) -> int:
        """Close the next block if it is due, export what was not exported; events sealed."""
        self._identity = self._identity or known(connection)
        if self._identity is None or not self._is_due(connection):
            return 0
        self._since = self._seconds()
        with connection.transaction():
            sealed = self._close(connection, self._identity)
        self._send(connection, self._identity)
        return sealed

    def _is_due(self, connection: Connection[Any]) -> bool:
        if self._seconds() - self._since >= self._pause:
            return True
        row = connection.execute("select sdp_log.head()").fetchone()
        return row is not None and row[0] - self._sealed_until >= EVENTS

    def _close(self, connection: Connection[Any], identity: Identity) -> int:
        locked = connection.execute("select pg_try_advisory_xact_lock(%s)", (LOCK,)).fetchone()
        if locked != (True,):
            return 0
        number, last, root = connection.execute(LAST).fetchone() or (0, 0, BEGINNING)
        waiting = connection.execute(WAITING, (last, EVENTS), binary=True).fetchall()
        if waiting:
            leaves = [(position, leaf(envelope)) for position, envelope in waiting]
            self._write(connection, closed(identity.log_id, number + 1, root, leaves))
        self._sealed_until = waiting[-1][0] if waiting else last
        return len(waiting)

    def _write(self, connection: Connection[Any], block: Block) -> None:
        signature, leaves = self._signer.sign(block.root), b"".join(block.leaves)
        connection.execute(
            CLOSE,
            (
                block.number,
                list(block.positions),
                leaves,
                block.previous_root,
                block.root,
                signature,
            ),
        )

    def _send(self, connection: Connection[Any], identity: Identity) -> None:
        """Export every block that is not out yet, also those of an earlier run that fell over."""
        if self._sent is None:
            self._sent = self._export.last(str(identity.log_id))
        if rows := connection.execute(CLOSED, (self._sent,)).fetchall():
            self._export.add([self._exported(identity, *row) for row in rows])
            self._sent = rows[-1][0]

    def _exported(  # noqa: PLR0913, PLR0917  (the columns of a block)
        self,
        identity: Identity,
        number: int,
        positions: list[int],
        previous: bytes,
        root: bytes,
        signature: bytes,
    ) -> ExportedRoot:
        return ExportedRoot(
            log_id=str(identity.log_id),
            time=identity.time,
            block=number,
            positions=ranges(positions),
            previous_root=previous.hex(),
            root=root.hex(),
            signature=signature.hex(),
            public_key=self._signer.public.hex(),
        )


def open_sealer(database: Database, data_dir: Path) -> Sealer:
    """Seal with the key of the data directory, export to its `exports/`; raises Unavailable."""
    with psycopg.connect(database.url("sdp_projector")) as connection:
        sealed = connection.execute("select exists (select from sdp_log.block)").fetchone()
    signer = Signer(data_dir / "keys", needed=sealed == (True,))
    return Sealer(signer, FileExport(data_dir / "exports" / EXPORTED))
