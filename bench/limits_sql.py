"""The SQL of the raw log: one query to load a dossier, one statement to append to it."""

from typing import LiteralString

TABLES: LiteralString = """
CREATE SEQUENCE event_position AS bigint;
CREATE TABLE dossier (
  case_id uuid PRIMARY KEY, municipality int NOT NULL, version int NOT NULL,
  last_position bigint NOT NULL);
CREATE TABLE receipt (
  client text, key text, fingerprint text NOT NULL, municipality int NOT NULL,
  case_id uuid NOT NULL, version int NOT NULL, position bigint NOT NULL, created uuid[] NOT NULL,
  command_id uuid NOT NULL, recorded_at timestamptz NOT NULL, PRIMARY KEY (client, key));
CREATE INDEX ON receipt (recorded_at);
CREATE TABLE event (
  position bigint PRIMARY KEY DEFAULT nextval('event_position'), case_id uuid NOT NULL,
  stream_id uuid NOT NULL, version int NOT NULL, dossier_version int NOT NULL, type text NOT NULL,
  schema_version smallint NOT NULL, recorded_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL, municipality int NOT NULL, actor text NOT NULL,
  role text NOT NULL, on_behalf_of text, purpose text NOT NULL, correlation uuid NOT NULL,
  causation bigint, command_id uuid NOT NULL, client text NOT NULL, trace_parent text,
  release text NOT NULL, key_id uuid NOT NULL, shard smallint NOT NULL, payload bytea,
  payload_hash bytea NOT NULL, UNIQUE (stream_id, version));
CREATE INDEX ON event (case_id, position);
CREATE INDEX ON event (municipality, position);
"""

# A dossier's events, before them the receipt of the key where there is one.
LOAD: LiteralString = """
SELECT null AS position, null, null, null, null, null, null, null, null, null, null, null, null,
  null, null, null, null, null, row_to_json(receipt)
FROM receipt WHERE client = 'bench' AND key = %(key)s
UNION ALL
SELECT position, case_id, stream_id, version, dossier_version, recorded_at, received_at,
  municipality, actor, role, purpose, correlation, causation, command_id, release, type,
  schema_version, payload, null
FROM event WHERE case_id = %(case_id)s
ORDER BY position NULLS FIRST
"""

# One statement is one transaction is one round trip; the lock makes commit order position order.
APPEND: LiteralString = """
WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(1)),
latest AS MATERIALIZED (SELECT nextval('event_position') AS position FROM locked),
moved AS (
  UPDATE dossier SET version = dossier.version + 1, last_position = latest.position FROM latest
  WHERE case_id = %(case_id)s AND version = %(expected)s RETURNING dossier.version),
appended AS (
  INSERT INTO event (position, case_id, stream_id, version, dossier_version, type, schema_version,
    recorded_at, received_at, municipality, actor, role, purpose, correlation, causation,
    command_id, client, trace_parent, release, key_id, shard, payload, payload_hash)
  SELECT latest.position, %(case_id)s, %(stream_id)s, %(version)s, moved.version, %(type)s, 1,
    clock_timestamp(), %(received_at)s, 101, 'b-1', 'case_worker', 'case_work', %(command_id)s,
    null, %(command_id)s, 'bench', null, '0.1.0', %(case_id)s, 0, %(payload)s, %(payload_hash)s
  FROM moved, latest RETURNING position, recorded_at)
INSERT INTO receipt (client, key, fingerprint, municipality, case_id, version, position, created,
  command_id, recorded_at)
SELECT 'bench', %(key)s, %(fingerprint)s, 101, %(case_id)s, %(expected)s + 1, position, '{}',
  %(command_id)s, recorded_at
FROM appended RETURNING position
"""

PAGE: LiteralString = """
SELECT position, case_id, stream_id, version, dossier_version, recorded_at, received_at,
  municipality, actor, role, purpose, correlation, causation, command_id, release, type,
  schema_version, payload
FROM event WHERE position > %s ORDER BY position LIMIT %s
"""
