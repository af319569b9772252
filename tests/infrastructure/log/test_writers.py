"""Many write at the same moment: nobody is lost, and readers see everything in order."""

import asyncio
from contextlib import AsyncExitStack

import psycopg

from application.errors import VersionMismatch
from application.ports.journal import Receipt
from domain.shared.envelope import CaseId
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.keys import KeyStore
from infrastructure.log.reading import LogPages
from tests.infrastructure.log.orders import (
    Log,
    append_now,
    decided,
    new_case,
    note,
    order,
    prepared,
)


async def many(journal: PostgresJournal, case_id: CaseId, events: int) -> None:
    """Write one event after the other, deciding again whenever somebody else was first."""
    written = 0
    while written < events:
        asked = order(case_id)
        loaded = await journal.load(asked)
        try:
            await journal.append(asked, decided(case_id), loaded.version)
        except VersionMismatch:
            continue
        written += 1


def test_a_tailing_reader_misses_nothing_beside_eight_writers(log: Log) -> None:
    seen = list[int]()

    async def tail(keys: KeyStore, done: asyncio.Event) -> None:
        url = log.database.url("sdp_projector")
        with psycopg.connect(url, autocommit=True) as connection:
            pages, after, stop = LogPages(keys), 0, False
            while not stop:
                stop = done.is_set()  # one more look after the last writer
                page = await asyncio.to_thread(pages.page, connection, after, 7)
                seen.extend(each.envelope.position for each in page.recorded)
                after, stop = page.scanned, stop and not page.recorded

    async def story(first: PostgresJournal) -> None:
        done = asyncio.Event()
        async with AsyncExitStack() as stack:  # each with connections of its own
            journals = [await stack.enter_async_context(log.journal(1)) for _ in range(7)]
            reader = asyncio.create_task(tail(first.keys, done))
            writers = (many(journal, new_case(), 25) for journal in [first, *journals])
            await asyncio.gather(*writers)
            done.set()
            await reader

    log.run(story)
    with psycopg.connect(log.database.url("owner")) as connection:
        rows = connection.execute("select position from sdp_log.event order by 1").fetchall()
    assert len(rows) == 200
    assert seen == [position for (position,) in rows]


def test_who_comes_second_waits_so_that_positions_are_committed_in_order(log: Log) -> None:
    first, second = new_case(), new_case()

    async def story(journal: PostgresJournal) -> None:
        with psycopg.connect(log.database.url("sdp_app")) as slow:
            early = prepared(journal.keys, order(first), decided(first))
            assert append_now(slow, log.clock, early) == [(0, "done")]  # not committed yet
            later = asyncio.create_task(journal.append(order(second), decided(second), 0))
            await asyncio.wait([later], timeout=0.3)
            assert not later.done()
            slow.commit()
            assert (await later).position == 2

    log.run(story)


def test_two_stale_writers_one_wins(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        ended = await asyncio.gather(
            *(journal.append(order(case_id), decided(case_id), 1) for _ in range(2)),
            return_exceptions=True,
        )
        assert sorted(type(each).__name__ for each in ended) == ["Receipt", "VersionMismatch"]

    log.run(story)


def test_eight_writers_of_one_dossier_all_come_through(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await asyncio.gather(*(many(journal, case_id, 5) for _ in range(8)))
        versions = [each.envelope.version for each in await journal.history(case_id)]
        assert versions == list(range(1, 41))

    log.run(story)


def test_the_same_request_twice_at_once_happens_once(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        one, again = await asyncio.gather(
            *(journal.append(order(case_id, "key"), decided(case_id), 0) for _ in range(2))
        )
        assert (one.position, one.version) == (again.position, again.version)
        assert (one.replayed, again.replayed) == (False, True)
        assert len(await journal.history(case_id)) == 1

    log.run(story)


def test_keys_are_taken_under_the_lock_so_that_nobody_deadlocks(log: Log) -> None:
    """Two processes with the same keys in opposite order, many times."""
    cases = [new_case() for _ in range(10)]

    async def story(journal: PostgresJournal) -> None:
        async with log.journal() as second:
            for turn in range(10):
                keys = [f"{turn}-{n}" for n in range(10)]
                pairs = list(zip(cases, keys, strict=True))
                ended = await asyncio.gather(
                    *(send(journal, case, key, turn) for case, key in pairs),
                    *(send(second, case, key, turn) for case, key in reversed(pairs)),
                )
                assert sum(each.replayed for each in ended) == 10
        assert {len(await journal.history(case)) for case in cases} == {10}

    async def send(journal: PostgresJournal, case: CaseId, key: str, version: int) -> Receipt:
        return await journal.append(order(case, key), decided(case), version)

    log.run(story)


def test_a_vacuum_blocks_no_append(log: Log) -> None:
    """ANALYZE in an open transaction holds the very lock that VACUUM holds."""
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        with psycopg.connect(log.database.url("owner")) as connection:
            connection.execute("analyze sdp_log.event")
            held = connection.execute(
                "select mode from pg_locks where relation = 'sdp_log.event'::regclass"
                " and pid = pg_backend_pid() and mode = 'ShareUpdateExclusiveLock'"
            )
            assert held.fetchone() is not None
            receipt = await asyncio.wait_for(
                journal.append(order(case_id), decided(case_id), 1), timeout=300
            )
            assert receipt.version == 2

    log.run(story)


def test_a_connection_that_is_cut_while_writing_is_replaced(log: Log) -> None:
    cases = [new_case() for _ in range(20)]

    async def cut() -> None:
        url = log.database.url("owner")
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
            for _ in range(5):
                await connection.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where usename = 'sdp_app' and datname = current_database()"
                    " and query like '%sdp_log.append%'"
                )
                await asyncio.sleep(0.02)

    async def story(journal: PostgresJournal) -> None:
        journal.keys.create(cases)
        cutting = asyncio.create_task(cut())
        receipts = await asyncio.gather(
            *(journal.append(order(case), decided(case, note()), 0) for case in cases)
        )
        await cutting
        assert {receipt.version for receipt in receipts} == {1}
        assert not any(receipt.replayed for receipt in receipts)
        assert [len(await journal.history(case)) for case in cases] == [1] * 20

    log.run(story)


def test_two_processes_make_the_same_key_once(log: Log) -> None:
    case_id = new_case()
    with KeyStore(log.data_dir / "keys") as one, KeyStore(log.data_dir / "keys") as another:
        one.create([case_id])
        another.create([case_id])
        nonce = bytes(12)
        sealed = one.cipher(case_id).encrypt(nonce, b"text", None)
        assert another.cipher(case_id).decrypt(nonce, sealed, None) == b"text"


def test_a_dossier_is_loaded_although_all_connections_were_cut(log: Log) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)
        with psycopg.connect(log.database.url("owner"), autocommit=True) as connection:
            connection.execute(
                "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
                " where usename = 'sdp_app' and datname = current_database()"
            )
        assert (await journal.load(order(case_id))).version == 1

    log.run(story)
