"""The sealer closes a block every second or every thousand events, and loses none."""

from itertools import pairwise
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from infrastructure.log.exports import EXPORTED, FileExport, ranges, read
from infrastructure.log.identity import known
from infrastructure.log.journal import PostgresJournal
from infrastructure.log.merkle import BEGINNING, root_of, top
from infrastructure.log.sealer import Sealer, open_sealer
from infrastructure.log.signing import Signer
from infrastructure.postgres.unavailable import Unavailable
from tests.infrastructure.log.orders import Log, decided, new_case, note, order


async def record(journal: PostgresJournal, events: int) -> None:
    case_id = new_case()
    await journal.append(order(case_id), decided(case_id, *[note()] * events), 0)


def sealer(log: Log, now: list[float]) -> Sealer:
    export = FileExport(log.data_dir / "exports" / EXPORTED)
    return Sealer(Signer(log.data_dir / "keys"), export, seconds=lambda: now[0])


def test_a_block_is_closed_every_second_or_every_thousand_events(log: Log) -> None:
    async def story(journal: PostgresJournal) -> None:
        now = [0.0]
        mine = sealer(log, now)
        with psycopg.connect(log.database.url("sdp_projector"), autocommit=True) as connection:
            assert mine.step(connection) == 0  # nothing was recorded
            await record(journal, 2)
            assert mine.step(connection) == 0
            now[0] += 1
            assert mine.step(connection) == 2
            await record(journal, 3)
            assert mine.step(connection) == 0
            now[0] += 1
            assert mine.step(connection) == 3
            await record(journal, 1_001)
            assert mine.step(connection) == 1_000
            assert mine.step(connection) == 0
            now[0] += 1
            assert mine.step(connection) == 1

    log.run(story)
    exported = read(log.data_dir / "exports" / EXPORTED)
    assert [root.block for root in exported] == [1, 2, 3, 4]
    assert [root.positions for root in exported] == [
        ((1, 2),), ((3, 5),), ((6, 1005),), ((1006, 1006),)
    ]  # fmt: skip
    for one, after in pairwise(exported):
        assert after.previous_root == one.root


def test_what_an_earlier_run_did_not_export_is_exported(log: Log) -> None:
    async def story(journal: PostgresJournal) -> None:
        await record(journal, 1)
        with psycopg.connect(log.database.url("sdp_projector"), autocommit=True) as connection:
            assert open_sealer(log.database, log.data_dir).step(connection) == 1
            (log.data_dir / "exports" / EXPORTED).unlink()
            assert open_sealer(log.database, log.data_dir).step(connection) == 0

    log.run(story)
    assert [root.block for root in read(log.data_dir / "exports" / EXPORTED)] == [1]


def test_a_second_sealer_steps_aside(log: Log) -> None:
    async def story(journal: PostgresJournal) -> None:
        await record(journal, 1)
        url = log.database.url("sdp_projector")
        with psycopg.connect(url) as one, psycopg.connect(url, autocommit=True) as another:
            one.execute("select pg_advisory_xact_lock(7237011)")
            assert open_sealer(log.database, log.data_dir).step(another) == 0
            one.rollback()
            assert open_sealer(log.database, log.data_dir).step(another) == 1

    log.run(story)


def test_a_lost_sealing_key_is_said(tmp_path: Path) -> None:
    first = Signer(tmp_path).public
    assert Signer(tmp_path, needed=True).public == first
    (tmp_path / "sealing.key").unlink()
    with pytest.raises(Unavailable, match=r"sealing\.key is gone"):
        Signer(tmp_path, needed=True)


def test_positions_leave_as_ranges() -> None:
    assert ranges([4]) == ((4, 4),)
    assert ranges([1, 2, 3, 7, 9, 10]) == ((1, 3), (7, 7), (9, 10))


def test_every_leaf_and_its_place_counts() -> None:
    leaves = [bytes([n]) * 32 for n in range(7)]
    tops = {top(leaves[:n]) for n in range(1, 8)}
    tops |= {top([*leaves[:n], leaves[n + 1], leaves[n], *leaves[n + 2 :]]) for n in range(6)}
    assert len(tops) == 13


def test_a_log_that_nobody_opened_has_no_block_and_no_identity(log: Log) -> None:
    """A worker that comes first must not decide whether the log is real or simulated."""
    with psycopg.connect(log.database.url("sdp_projector"), autocommit=True) as connection:
        assert open_sealer(log.database, log.data_dir).step(connection) == 0
        assert known(connection) is None


def test_a_root_is_of_one_log_one_place_and_one_past() -> None:
    log_id, leaf = UUID(int=1), bytes(32)
    roots = {
        root_of(log_id, 1, BEGINNING, [1, 2], [leaf, leaf]),
        root_of(UUID(int=2), 1, BEGINNING, [1, 2], [leaf, leaf]),
        root_of(log_id, 2, BEGINNING, [1, 2], [leaf, leaf]),
        root_of(log_id, 1, bytes([1]) * 32, [1, 2], [leaf, leaf]),
        root_of(log_id, 1, BEGINNING, [1, 3], [leaf, leaf]),
        root_of(log_id, 1, BEGINNING, [1, 2], [leaf, bytes([1]) * 32]),
    }
    assert len(roots) == 6
