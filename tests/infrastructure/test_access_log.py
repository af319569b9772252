"""Looks on PostgreSQL: written before who asked is told; where they are not, all are told."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from api.surroundings import Look
from application.errors import Busy
from domain.shared.envelope import Actor, ActorId, Municipality, Purpose, Role
from infrastructure import access_log
from infrastructure.access_log import PostgresAccessLog
from infrastructure.postgres.pools import pool_of
from infrastructure.postgres.server import Database

WORKER = Actor(ActorId("sagsbehandler 1"), Role.CASE_WORKER, Municipality(101))
NOON = datetime(2020, 5, 11, 10, tzinfo=UTC)


def look(*cases: UUID) -> Look:
    return Look(WORKER, Purpose.CASE_WORK, "CaseOverview", cases, NOON)


def logging(database: Database, story: Callable[[PostgresAccessLog], Awaitable[object]]) -> None:
    async def run() -> None:
        async with pool_of(database, "sdp_app", 2) as pool:
            await story(PostgresAccessLog(pool))

    asyncio.run(asyncio.wait_for(run(), 300))


def written(database: Database) -> list[UUID]:
    with psycopg.connect(database.url("owner")) as owner:
        return [row[0] for row in owner.execute("SELECT case_id FROM sdp_access.look")]


def test_who_is_told_that_it_is_written_finds_it(database: Database) -> None:
    cases = [uuid4() for _ in range(30)]

    async def story(log: PostgresAccessLog) -> None:
        async def one(case: UUID) -> None:
            await log.write(look(case))
            assert case in await asyncio.to_thread(written, database)

        await asyncio.gather(*map(one, cases))
        await log.write(look(*cases))

    logging(database, story)
    assert sorted(written(database)) == sorted([*cases, *cases])


def test_each_row_says_who_saw_whose_case_when_where_and_why(database: Database) -> None:
    cases = sorted(uuid4() for _ in range(2))
    told = Actor(ActorId("leder 7"), Role.MANAGER, Municipality(751))

    async def story(log: PostgresAccessLog) -> None:
        await log.write(look(*cases))
        await log.write(Look(told, Purpose.COMPLAINT, "Absence", cases[:1], NOON))

    logging(database, story)
    with psycopg.connect(database.url("owner")) as owner:
        columns = "at, actor, role, municipality, purpose, route, case_id, request"
        rows = owner.execute(f"SELECT {columns} FROM sdp_access.look ORDER BY id").fetchall()  # noqa: S608
    mine = (NOON, "sagsbehandler 1", "case_worker", 101, "case_work", "CaseOverview")
    theirs = (NOON, "leder 7", "manager", 751, "complaint", "Absence")
    assert [row[:-1] for row in rows] == [(*mine, c) for c in cases] + [(*theirs, cases[0])]
    first, again, other = (row[-1] for row in rows)
    assert first == again != other


def test_more_than_one_statement_takes_are_all_written(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_log, "BATCH", 2)
    cases = [uuid4() for _ in range(7)]

    async def story(log: PostgresAccessLog) -> None:
        await asyncio.gather(*(log.write(look(case)) for case in cases))

    logging(database, story)
    assert sorted(written(database)) == sorted(cases)


def test_where_it_cannot_be_written_everybody_who_waits_is_told(database: Database) -> None:
    with psycopg.connect(database.url("owner"), autocommit=True) as owner:
        owner.execute("REVOKE INSERT ON sdp_access.look FROM sdp_app")

    async def story(log: PostgresAccessLog) -> None:
        asked = [log.write(look(uuid4())) for _ in range(5)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(each) for each in told] == [InsufficientPrivilege] * 5

    logging(database, story)
    assert written(database) == []


def test_one_who_goes_takes_nobody_along(database: Database) -> None:
    cases = [uuid4() for _ in range(3)]

    async def story(log: PostgresAccessLog) -> None:
        asked = [asyncio.create_task(log.write(look(case))) for case in cases]
        await asyncio.sleep(0)
        asked[1].cancel()
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert told[0] is told[2] is None

    logging(database, story)
    assert {cases[0], cases[2]} <= set(written(database))


def test_too_many_are_refused_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_log, "WAITING", 2)

    async def story(log: PostgresAccessLog) -> None:
        asked = [log.write(look(uuid4())) for _ in range(4)]
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(each) for each in told if each] == [Busy, Busy]

    logging(database, story)
    assert len(written(database)) == 2
