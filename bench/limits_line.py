"""A line of an overview as raw psycopg: row security, personal columns, a durable access log.

Nothing of the project is imported, as in the limits of the log.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool

Pool = AsyncConnectionPool[psycopg.AsyncConnection[Any]]
PERSONAL = ("citizen_name", "cpr", "companies")
MUNICIPALITY = 101

TABLES: LiteralString = """
CREATE TABLE overview (
  case_id uuid PRIMARY KEY, municipality int NOT NULL, citizen_id uuid NOT NULL,
  citizen_name bytea, cpr bytea, companies bytea, kind text NOT NULL, status text NOT NULL,
  reported_at timestamptz NOT NULL, first_day_of_absence date NOT NULL, last_day_of_absence date,
  case_worker text, granted_from date, granted_to date, last_day_with_right date,
  right_until date, reassessment_date date, open_tasks int NOT NULL,
  automation_stopped boolean NOT NULL, marks text[] NOT NULL, cvrs text[] NOT NULL,
  p_numbers text[] NOT NULL);
CREATE TABLE payment (
  payment_id uuid PRIMARY KEY, case_id uuid NOT NULL, municipality int NOT NULL,
  amount_oere bigint NOT NULL, state text NOT NULL);
CREATE INDEX ON payment (case_id);
CREATE TABLE hidden (case_id uuid PRIMARY KEY, municipality int NOT NULL, needs text[] NOT NULL);
CREATE TABLE look (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL,
  request uuid NOT NULL, actor text NOT NULL, role text NOT NULL, municipality int NOT NULL,
  purpose text NOT NULL, route text NOT NULL, case_id uuid NOT NULL);
CREATE INDEX ON look (case_id, id);
ALTER TABLE overview ENABLE ROW LEVEL SECURITY;
ALTER TABLE payment ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON overview USING (
  municipality = nullif(current_setting('raw.municipality', true), '')::int
  AND NOT case_id IN (SELECT case_id FROM hidden WHERE NOT needs <@
    string_to_array(coalesce(current_setting('raw.rights', true), ''), ',')));
CREATE POLICY own ON payment USING (
  municipality = nullif(current_setting('raw.municipality', true), '')::int);
GRANT SELECT ON overview, payment, hidden TO PUBLIC;
GRANT INSERT ON look TO PUBLIC;
"""
SETTINGS: LiteralString = """
SELECT set_config('raw.municipality', %s, true), set_config('raw.rights', %s, true)
"""
LINE: LiteralString = """
SELECT o.*, CASE WHEN o.status = 'ongoing' AND o.right_until < %(today)s THEN 'ended'
  ELSE o.status END AS status, s.*
FROM overview o, LATERAL (
  SELECT count(*) AS payments,
    coalesce(sum(amount_oere) FILTER (WHERE state <> 'void'), 0)::bigint AS ordered_oere,
    coalesce(sum(amount_oere) FILTER (WHERE state IN ('sent', 'settled')), 0)::bigint AS paid_oere
  FROM payment WHERE payment.case_id = o.case_id) s
WHERE o.case_id = %(case_id)s
"""
LOOKS: LiteralString = """
INSERT INTO look (at, request, actor, role, municipality, purpose, route, case_id)
SELECT now(), request, actor, 'case_worker', 101, 'case_work', 'line', case_id
FROM unnest(%s::uuid[], %s::text[], %s::uuid[]) AS seen (request, actor, case_id)
"""


@dataclass
class Looks:
    """Looks that arrive while a statement runs share the next one, and wait for it."""

    pool: Pool
    waiting: list[tuple[str, UUID, "asyncio.Future[None]"]] = field(
        default_factory=list[tuple[str, UUID, "asyncio.Future[None]"]]
    )
    busy: "asyncio.Task[None] | None" = None

    async def write(self, actor: str, case_id: UUID) -> None:
        written = asyncio.get_running_loop().create_future()
        self.waiting.append((actor, case_id, written))
        if self.busy is None or self.busy.done():
            self.busy = asyncio.create_task(self.drain())
        await written

    async def drain(self) -> None:
        while self.waiting:
            batch, self.waiting = self.waiting, []
            actors, cases, done = zip(*batch, strict=True)
            async with self.pool.connection() as connection:
                requests = [uuid4() for _ in batch]
                await connection.execute(LOOKS, (requests, list(actors), list(cases)), prepare=True)
            for written in done:
                written.set_result(None)


async def line_of(pool: Pool, cipher: AESGCM, case_id: UUID) -> dict[str, Any]:
    """Read one line under row security in one round trip, and decrypt it.

    A pipeline is one transaction to the server without BEGIN and COMMIT, which cost as much again.
    """
    async with pool.connection() as connection:
        cursor = connection.cursor(binary=True, row_factory=dict_row)
        asked = {"case_id": case_id, "today": datetime.now(UTC).date()}
        async with connection.pipeline():
            await connection.execute(SETTINGS, (str(MUNICIPALITY), ""), prepare=True)
            await cursor.execute(LINE, asked, prepare=True)
        row = await cursor.fetchone() or {}
    for name in PERSONAL:
        row[name] = unsealed(cipher, case_id, row[name])
    return row


def unsealed(cipher: AESGCM, case_id: UUID, stored: bytes | None) -> str | None:
    if stored is None:
        return None
    return cipher.decrypt(stored[:12], stored[12:], case_id.bytes).decode()


def create(url: str, keys: dict[UUID, bytes]) -> None:
    """Make the tables beside those of the log, with the overview of each case."""
    with psycopg.connect(url) as connection:
        connection.execute(TABLES)
        rows = [overview(case_id, AESGCM(key)) for case_id, key in keys.items()]
        with connection.cursor().copy("COPY overview FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def overview(case_id: UUID, key: AESGCM) -> tuple[object, ...]:
    def sealed(text: str) -> bytes:
        nonce = uuid4().bytes[:12]
        return nonce + key.encrypt(nonce, text.encode(), case_id.bytes)

    person = (sealed("Testperson Bænkesen"), sealed("0702851236"), sealed("Bænk og Bord A/S"))
    days = (datetime.now(UTC), date(2026, 1, 5), *[None] * 7)
    lists: tuple[list[str], ...] = ([], ["13748136"], [])
    facts = ("wage_earner", "under_clarification", *days, 0, False, *lists)
    return (case_id, MUNICIPALITY, uuid4(), *person, *facts)
