"""The log is read in order of position, whole or by shard, each event once."""

import asyncio
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from domain.case.events import AbsenceReported, NoteAdded
from domain.dossier.dossier import Recorded
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.keys import KeyStore
from infrastructure.log.payload import Damaged
from infrastructure.log.reading import LogPages, WholeLog
from infrastructure.stored_names import UnknownEvent
from tests.infrastructure.log.orders import ELSEWHERE, HERE, Log, decided, new_case, note, order

CASES = [new_case() for _ in range(20)]


@pytest.fixture
def written(log: Log) -> Log:
    """Twenty cases of two municipalities, three events each."""

    async def story(journal: PostgresJournal) -> None:
        for number, case_id in enumerate(CASES):
            asked = order(case_id, municipality=HERE if number % 2 else ELSEWHERE)
            await journal.append(asked, decided(case_id, note("a"), note("b"), note("c")), 0)

    log.run(story)
    return log


@pytest.fixture
def connection(log: Log) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(log.database.url("sdp_projector"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def pages(log: Log) -> Iterator[LogPages]:
    with KeyStore(log.data_dir / "keys") as keys:
        yield LogPages(keys)


def positions(recorded: tuple[Recorded, ...]) -> list[int]:
    return [each.envelope.position for each in recorded]


@pytest.mark.usefixtures("written")
def test_pages_follow_each_other(pages: LogPages, connection: psycopg.Connection[Any]) -> None:
    first = pages.page(connection, 0, 50)
    assert (positions(first.recorded), first.scanned, first.head) == ([*range(1, 51)], 50, 60)
    second = pages.page(connection, first.scanned, 50)
    assert (positions(second.recorded), second.scanned) == ([*range(51, 61)], 60)
    third = pages.page(connection, 60, 50)
    assert (third.recorded, third.scanned, third.head) == ((), 60, 60)


@pytest.mark.usefixtures("written")
def test_shards_share_the_log_out(pages: LogPages, connection: psycopg.Connection[Any]) -> None:
    shards = [pages.page(connection, 0, 100, (place, 3)) for place in range(3)]
    assert {page.scanned for page in shards} == {60}
    together = [each for page in shards for each in positions(page.recorded)]
    assert sorted(together) == [*range(1, 61)]
    for page in shards:
        mine = {each.envelope.case_id for each in page.recorded}
        assert len(page.recorded) == 3 * len(mine)
        assert len(mine) < 20


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("shard", [None, (0, 1)])
def test_only_what_is_asked_for_is_read(
    pages: LogPages, connection: psycopg.Connection[Any], shard: tuple[int, int] | None
) -> None:
    notes = pages.page(connection, 0, 30, shard, frozenset({NoteAdded}))
    assert (positions(notes.recorded), notes.scanned, notes.head) == ([*range(1, 31)], 30, 60)
    others = pages.page(connection, 0, 30, shard, frozenset({AbsenceReported}))
    assert (others.recorded, others.scanned) == ((), 60)


@pytest.mark.usefixtures("written")
def test_a_dossier_is_read_up_to_a_position(
    pages: LogPages, connection: psycopg.Connection[Any]
) -> None:
    assert len(pages.dossier(connection, CASES[0], 60)) == 3
    assert positions(tuple(pages.dossier(connection, CASES[0], 2))) == [1, 2]


def test_the_whole_log_is_read_by_those_who_check_it(written: Log) -> None:
    async def story() -> list[int]:
        whole = WholeLog(written.database, written.data_dir, limit=25)
        return [p async for page in whole.pages(10) for p in positions(page.recorded)]

    assert asyncio.run(story()) == [*range(11, 61)]


def test_an_event_of_a_newer_release_stops_the_reader(
    written: Log, pages: LogPages, connection: psycopg.Connection[Any]
) -> None:
    as_owner(written, "update sdp_log.event set schema_version = 9 where position = 7")
    for kinds in (None, frozenset({NoteAdded}), frozenset({AbsenceReported})):
        with pytest.raises(UnknownEvent, match="NoteAdded version 9"):
            pages.page(connection, 0, kinds=kinds)


def test_what_nobody_asks_for_is_not_decrypted(
    written: Log, pages: LogPages, connection: psycopg.Connection[Any]
) -> None:
    as_owner(
        written,
        "update sdp_log.event set payload = 'altered, and longer than a nonce' where position = 7",
    )
    assert pages.page(connection, 0, kinds=frozenset({AbsenceReported})).scanned == 60
    with pytest.raises(Damaged):
        pages.page(connection, 0, kinds=frozenset({NoteAdded}))


def as_owner(log: Log, statement: str) -> None:
    with psycopg.connect(log.database.url("owner")) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(statement.encode())
