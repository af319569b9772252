"""A small log as a release stored it: rows with ciphertext and keys, kept for every later one.

`python -m tests.support.stored_log` writes the one of this release, once, before it is released.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from infrastructure.log.journal import RELEASE
from infrastructure.log.payload import sealed
from infrastructure.log.rows import COLUMNS, Row
from infrastructure.stored_names import encode
from tests.support.every_event import history
from tests.support.life_of_work import RUN
from tests.support.people import ANNE

FOLDER = Path(__file__).parents[1] / "stored_logs"
IDS = {"case_id", "stream_id", "correlation", "command_id", "key_id"}
INSTANTS = {"recorded_at", "received_at"}


@dataclass(frozen=True)
class StoredKeys:
    """The keys of the cases in a stored log; nobody's data is behind them."""

    keys: Mapping[UUID, bytes]

    def ciphers(self, key_ids: Iterable[UUID]) -> Mapping[UUID, AESGCM]:
        return {key_id: AESGCM(self.keys[key_id]) for key_id in key_ids}

    def is_destroyed(self, key_id: UUID) -> bool:
        return key_id not in self.keys


@dataclass(frozen=True)
class StoredLog:
    rows: tuple[Row, ...]
    plain: tuple[bytes, ...]  # each payload as JSON of the version it was stored with
    keys: StoredKeys


def read(path: Path) -> StoredLog:
    keys, *lines = [orjson.loads(line) for line in path.read_bytes().splitlines()]
    return StoredLog(
        tuple(tuple(cell(name, line[name]) for name in COLUMNS) for line in lines),
        tuple(line["plain"].encode() for line in lines),
        StoredKeys({UUID(key_id): bytes.fromhex(key) for key_id, key in keys.items()}),
    )


def cell(column: str, value: Any) -> object:  # noqa: ANN401  (whatever JSON holds)
    if column in IDS:
        return UUID(value)
    if column in INSTANTS:
        return datetime.fromisoformat(value)
    return bytes.fromhex(value) if column == "payload" else value


def write(path: Path) -> None:
    kept = {ANNE.case_id, RUN}
    recorded = [each for each in history() if each.envelope.case_id in kept]
    keys = {str(each.envelope.case_id): os.urandom(32).hex() for each in recorded}
    lines = [
        keys,
        *(line(each, bytes.fromhex(keys[str(each.envelope.case_id)])) for each in recorded),
    ]
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))


def line(each: Recorded, key: bytes) -> Mapping[str, object]:
    assert not isinstance(each.event, Erased)
    stored, envelope = encode(each.event), each.envelope
    payload = sealed(AESGCM(key), envelope.stream_id, envelope.version, stored)
    return vars(envelope) | {
        "type": stored.name,
        "schema_version": stored.version,
        "key_id": envelope.case_id,
        "payload": payload.hex(),
        "plain": stored.payload.decode(),
    }


if __name__ == "__main__":
    write(FOLDER / f"{RELEASE}.jsonl")
