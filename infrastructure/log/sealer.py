"""Closes blocks over what was recorded, signs their roots and sends them out of the house."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from psycopg import Connection

from infrastructure.log.exports import EXPORTED, ExportedRoot, FileExport, RootExport, ranges
from infrastructure.log.identity import Identity, identified
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
        identity: Identity,
        signer: Signer,
        export: RootExport,
        *,
        pause: float = PAUSE,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._identity, self._signer, self._export = identity, signer, export
        self._pause, self._seconds = pause, seconds
        self._since = seconds() - pause
        self._sent: int | None = None  # the last block that is out; none: not asked yet

    def step(self, connection: Connection[Any]) -> int:
        """Close the next block if it is due, export what was not exported; events sealed."""
        with connection.transaction():
            sealed = self._close(connection)
        self._send(connection)
        return sealed

    def _close(self, connection: Connection[Any]) -> int:
        locked = connection.execute("select pg_try_advisory_xact_lock(%s)", (LOCK,)).fetchone()
        if locked != (True,):
            return 0
        number, last, root = connection.execute(LAST).fetchone() or (0, 0, BEGINNING)
        waiting = connection.execute(WAITING, (last, EVENTS), binary=True).fetchall()
        if not waiting or not self._is_due(len(waiting)):
            return 0
        leaves = [(position, leaf(envelope)) for position, envelope in waiting]
        self._write(connection, closed(self._identity.log_id, number + 1, root, leaves))
        return len(waiting)

    def _is_due(self, waiting: int) -> bool:
        now = self._seconds()
        if waiting < EVENTS and now - self._since < self._pause:
            return False
        self._since = now
        return True

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

    def _send(self, connection: Connection[Any]) -> None:
        """Export every block that is not out yet, also those of an earlier run that fell over."""
        if self._sent is None:
            self._sent = self._export.last(str(self._identity.log_id))
        if rows := connection.execute(CLOSED, (self._sent,)).fetchall():
            self._export.add([self._exported(*row) for row in rows])
            self._sent = rows[-1][0]

    def _exported(
        self, number: int, positions: list[int], previous: bytes, root: bytes, signature: bytes
    ) -> ExportedRoot:
        return ExportedRoot(
            log_id=str(self._identity.log_id),
            time=self._identity.time,
            block=number,
            positions=ranges(positions),
            previous_root=previous.hex(),
            root=root.hex(),
            signature=signature.hex(),
            public_key=self._signer.public.hex(),
        )


def open_sealer(database: Database, data_dir: Path) -> Sealer:
    """Seal with the key of the data directory, export to its `exports/`."""
    identity, export = identified(database), FileExport(data_dir / "exports" / EXPORTED)
    needed = export.last(str(identity.log_id)) > 0
    return Sealer(identity, Signer(data_dir / "keys", needed=needed), export)
