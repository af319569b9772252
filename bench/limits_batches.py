"""A whole log written as raw psycopg: whole batches, encrypted, each durable before the next.

Nothing of the project is imported. What was decided is given; only writing it is measured.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import islice
from typing import Any, LiteralString
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.limits import RECEIVED, Connection, Keys, encrypt

BATCH = 300  # events of one transaction
Written = tuple[UUID, UUID, int, int, str, bytes]  # case, stream, versions, name, JSON

MANY: LiteralString = """
WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(1)),
given AS MATERIALIZED (
  SELECT given.* FROM locked, unnest(%(case_id)s::uuid[], %(stream_id)s::uuid[], %(version)s::int[],
    %(dossier_version)s::int[], %(type)s::text[], %(command_id)s::uuid[], %(payload)s::bytea[],
    %(payload_hash)s::bytea[])
    AS given (case_id, stream_id, version, dossier_version, type, command_id, payload, hash)),
appended AS (
  INSERT INTO event (position, case_id, stream_id, version, dossier_version, type, schema_version,
    recorded_at, received_at, municipality, actor, role, purpose, correlation, causation,
    command_id, client, trace_parent, release, key_id, shard, payload, payload_hash)
  SELECT nextval('event_position'), case_id, stream_id, version, dossier_version, type, 1,
    clock_timestamp(), %(received_at)s, 101, 'b-1', 'case_worker', 'case_work', command_id, null,
    command_id, 'bench', null, '0.1.0', case_id, 0, payload, hash
  FROM given RETURNING position, case_id, dossier_version, command_id),
moved AS (
  INSERT INTO dossier AS d
  SELECT case_id, 101, max(dossier_version), max(position) FROM appended GROUP BY case_id
  ON CONFLICT (case_id) DO UPDATE
  SET version = excluded.version, last_position = excluded.last_position)
INSERT INTO receipt (client, key, fingerprint, municipality, case_id, version, position, created,
  command_id, recorded_at)
SELECT 'bench', command_id, '', 101, case_id, dossier_version, position, '{}', command_id,
  clock_timestamp()
FROM appended
"""


def write(connections: Sequence[Connection], keys: Keys, events: Sequence[Written]) -> None:
    """Write all of it, by a thread for each connection, each the events of other cases."""
    shares = [
        [one for one in events if one[0].int % len(connections) == place]
        for place in range(len(connections))
    ]

    def write_share(connection: Connection, share: Sequence[Written]) -> None:
        for batch in batches(share):
            connection.execute(MANY, columns(batch, keys), prepare=True, binary=True)

    with ThreadPoolExecutor(len(connections)) as pool:
        list(pool.map(write_share, connections, shares))


def batches(events: Sequence[Written]) -> Iterator[list[Written]]:
    waiting = iter(events)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def columns(batch: Sequence[Written], keys: Keys) -> dict[str, Any]:
    """Encrypt and hash before the lock is taken; one array for each column."""
    sealed = [encrypt(keys[one[0]], one[1], one[2], one[4], one[5]) for one in batch]
    return {
        "case_id": [one[0] for one in batch],
        "stream_id": [one[1] for one in batch],
        "version": [one[2] for one in batch],
        "dossier_version": [one[3] for one in batch],
        "type": [one[4] for one in batch],
        "command_id": [uuid4() for _ in batch],
        "payload": sealed,
        "payload_hash": [sha256(payload).digest() for payload in sealed],
        "received_at": RECEIVED,
    }


def new_keys(events: Sequence[Written]) -> dict[UUID, AESGCM]:
    return {case: AESGCM(AESGCM.generate_key(256)) for case in {one[0] for one in events}}
