"""What the machine can do: the same reads, decryption, decoding and durable writes as raw psycopg.

Nothing of the project is imported, so nothing of the project can slow it down. Left out on
purpose is what a program adds: layers, retries, rights, checks of what was sent.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from time import perf_counter
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict

from bench.limits_sql import APPEND, LOAD, PAGE, TABLES

Connection = psycopg.Connection[tuple[Any, ...]]
Event = tuple[str, bytes]  # its name and its JSON
Query = tuple[bytes, Mapping[str, object]]  # SQL and its parameters


class Plain(BaseModel):
    """Values of the same kinds as the events carry: dates, decimals, ids, text."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Told(Plain):
    """Anything about the case; what a raw program would keep of it."""

    cvr: str | None = None
    name: str | None = None
    first_day_of_absence: date | None = None
    last_day_of_absence: date | None = None
    notified_on: date | None = None
    hourly_wage: Decimal | None = None
    week: tuple[Decimal, ...] | None = None
    requested_on: date | None = None
    received_on: date | None = None
    applied_on: date | None = None
    remark: str | None = None
    text: str | None = None


class Task(Plain):
    type: str | None = None
    cause: str | None = None
    due_on: date | None = None
    priority: int | None = None
    to: str | None = None
    outcome: str | None = None
    comment: str | None = None
    text: str | None = None


@dataclass
class State:
    """The dossier, folded: what was told, and each task's last word."""

    version: int = 0
    told: dict[str, Plain] = field(default_factory=dict[str, Plain])
    tasks: dict[UUID, str] = field(default_factory=dict[UUID, str])


Keys = Mapping[UUID, AESGCM]
RECEIVED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def create(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(TABLES)


def connect(url: str) -> Connection:
    return psycopg.connect(url, autocommit=True, prepare_threshold=1)


def seed(url: str, dossiers: Iterable[Sequence[Event]]) -> dict[UUID, bytes]:
    """Write whole dossiers by COPY; gives the key of each case."""
    keys: dict[UUID, bytes] = {}
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        rows = [row for events in dossiers for row in new_dossier(events, keys)]
        columns: LiteralString = (
            "case_id, stream_id, version, dossier_version, type, schema_version, recorded_at,"
            " received_at, municipality, actor, role, purpose, correlation, command_id, client,"
            " release, key_id, shard, payload, payload_hash"
        )
        with cursor.copy(f"COPY event ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            "INSERT INTO dossier SELECT case_id, 101, max(dossier_version), max(position)"
            " FROM event WHERE case_id = ANY(%s) GROUP BY case_id",
            [list(keys)],
        )
    with connect(url) as connection:
        connection.execute("ANALYZE")
    return keys


def new_dossier(events: Sequence[Event], keys: dict[UUID, bytes]) -> Iterator[tuple[object, ...]]:
    """Make the rows of one dossier, all in one stream, under a key of its own."""
    case_id, command_id = uuid4(), uuid4()
    keys[case_id] = AESGCM.generate_key(256)
    key = AESGCM(keys[case_id])
    envelope = (1, RECEIVED, RECEIVED, 101, "b-1", "case_worker", "case_work", command_id)
    for version, (name, body) in enumerate(events, 1):
        sealed = encrypt(key, case_id, version, name, body)
        hashed = sha256(sealed).digest()
        yield (
            *(case_id, case_id, version, version, name, *envelope, command_id, "bench", "0.1.0"),
            *(case_id, 0, sealed, hashed),
        )


def encrypt(key: AESGCM, stream_id: UUID, version: int, name: str, body: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + key.encrypt(nonce, body, f"{stream_id}|{version}|{name}".encode())


def decrypt(key: AESGCM, stream_id: UUID, version: int, name: str, payload: bytes) -> bytes:
    return key.decrypt(payload[:12], payload[12:], f"{stream_id}|{version}|{name}".encode())


def decode(name: str, body: bytes) -> Plain:
    return (Task if name.startswith("Task") else Told).model_validate_json(body)


def load(connection: Connection, keys: Keys, case_id: UUID, idempotency_key: str) -> State:
    """Read a dossier with the receipt of a key: one query; decrypt, decode and fold it."""
    wanted = {"case_id": case_id, "key": idempotency_key}
    rows = connection.execute(LOAD, wanted, binary=True).fetchall()
    return fold(keys[case_id], rows)


def fold(key: AESGCM, rows: Iterable[tuple[Any, ...]]) -> State:
    state = State()
    for row in rows:
        stream_id, version, name = row[2], row[3], row[15]
        event = decode(name, decrypt(key, stream_id, version, name, row[17]))
        state.version = row[4]
        if isinstance(event, Task):
            state.tasks[stream_id] = name
        else:
            state.told[name] = event
    return state


def command(connection: Connection, keys: Keys, case_id: UUID, event: Event) -> int:
    """Load, decide (nothing), append one event durably; gives its position."""
    idempotency_key = str(uuid4())
    state = load(connection, keys, case_id, idempotency_key)
    row = appended(keys, case_id, event, state.version, idempotency_key)
    found = connection.execute(APPEND, row, binary=True).fetchone()
    if found is None:
        raise RuntimeError("the dossier has moved on")
    return found[0]


def appended(
    keys: Keys, case_id: UUID, event: Event, expected: int, idempotency_key: str
) -> dict[str, object]:
    """Say what APPEND is given; encrypted and hashed before the lock is taken."""
    name, body = event
    payload = encrypt(keys[case_id], case_id, expected + 1, name, body)
    return {
        "case_id": case_id,
        "stream_id": case_id,
        "version": expected + 1,
        "expected": expected,
        "type": name,
        "received_at": RECEIVED,
        "command_id": uuid4(),
        "key": idempotency_key,
        "fingerprint": sha256(body).hexdigest(),
        "payload": payload,
        "payload_hash": sha256(payload).digest(),
    }


def commands(
    connections: Sequence[Connection], keys: Keys, case_ids: Sequence[UUID], event: Event
) -> None:
    """Send the same command to each dossier, a thread for each connection."""
    each = [case_ids[start :: len(connections)] for start in range(len(connections))]

    def work(connection: Connection, mine: Sequence[UUID]) -> None:
        for case_id in mine:
            command(connection, keys, case_id, event)

    with ThreadPoolExecutor(len(connections)) as pool:
        list(pool.map(work, connections, each))


def read_all(connection: Connection, keys: Keys, page: int = 5000) -> int:
    """Read, decrypt and decode the whole log page by page; gives how many events it had."""
    count = after = 0
    while rows := connection.execute(PAGE, [after, page], binary=True).fetchall():
        for row in rows:
            stream_id, version, name = row[2], row[3], row[15]
            decode(name, decrypt(keys[row[1]], stream_id, version, name, row[17]))
        after, count = rows[-1][0], count + len(rows)
    return count


def slowest_hundredth(connection: Connection, queries: Sequence[Query]) -> float:
    """Ask each question once; gives the milliseconds that 99 of a hundred take at most."""
    took: list[float] = []
    for sql, parameters in queries:
        began = perf_counter()
        connection.execute(sql, parameters, prepare=True, binary=True).fetchall()
        took.append(1000 * (perf_counter() - began))
    return sorted(took)[int(len(took) * 0.99)]
