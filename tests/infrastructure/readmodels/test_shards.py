"""Shards are filled at the same time: here, and in processes, which may fail and be killed."""

import asyncio
import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import forkserver
from pathlib import Path

import psycopg
import pytest

from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.postgres.server import Database
from infrastructure.readmodels import rebuild as rebuilding
from infrastructure.readmodels import versions
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.rebuild import Plan, Rebuilt, rebuild
from infrastructure.readmodels.shards import Place, Processes, ShardStopped
from infrastructure.readmodels.worker import connected
from projections.register import ALL
from projections.task_queue.v1.projection import TASK_QUEUE
from tests.infrastructure.readmodels.test_worker import append
from tests.support.people import EVERYBODY

SECOND = 1  # a shard that is filled by a process
BUILD = "task_queue_v1_rebuild"
ALTERED = """
    UPDATE sdp_log.event SET payload = 'altered, longer than a nonce'
    WHERE position > 1 AND (shard < 128) = %s
"""
HELD = "SELECT FROM readmodels.checkpoint WHERE schema = %s AND shard = %s FOR UPDATE"


def nothing(*_: int) -> None:
    """Let nobody look on."""


@dataclass(frozen=True)
class Installation:
    """A log with a few cases, and read models that were caught up."""

    database: Database
    folder: Path
    connection: psycopg.Connection
    feed: Feed

    def rebuilt(self, shards: int = 2, looks_on: Callable[[int, int], None] = nothing) -> Rebuilt:
        plan = Plan(self.filling(looks_on).fill, shards)
        return rebuild(self.connection, self.feed, TASK_QUEUE, plan)

    def filling(self, looks_on: Callable[[int, int], None]) -> Processes:
        return Processes(Place(self.database, self.folder), self.connection, looks_on)


@pytest.fixture
def here(database: Database, tmp_path: Path) -> Iterator[Installation]:
    asyncio.run(append(database, tmp_path, *EVERYBODY))
    with KeyStore(tmp_path / "keys") as keys, connected(database) as connection:
        feed = Feed(LogPages(keys), PersonalColumns(keys), ALL)
        versions.prepare(connection, ALL)
        yield Installation(database, tmp_path, connection, feed)


@pytest.mark.parametrize("shards", [1, 2, 3])
def test_every_shard_is_filled(here: Installation, shards: int) -> None:
    told: list[tuple[int, int]] = []
    slot = rebuilding.begun(here.connection, TASK_QUEUE, shards)
    head = rebuilding.head_of(here.connection, here.feed)
    filling = here.filling(lambda reached, wanted: told.append((reached, wanted)))
    filling.fill(slot, shards, head)
    assert reached(here, shards) == [head] * shards
    assert told[-1] == (head, head)
    assert [so_far for so_far, _ in told] == sorted(so_far for so_far, _ in told)
    done = here.rebuilt(shards)
    assert (done.schema, done.same, done.events) == (BUILD, True, head)


def reached(here: Installation, shards: int) -> list[int]:
    slot = rebuilding.begun(here.connection, TASK_QUEUE, shards)
    numbers = range(shards)
    return [rebuilding.position_of(here.connection, slot, (one, shards)) for one in numbers]


def test_one_shard_is_filled_without_another_process(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(multiprocessing, "get_context")
    assert here.rebuilt(shards=1).same


def test_a_process_that_is_killed_stops_the_rebuild_and_the_next_one_goes_on(
    here: Installation,
) -> None:
    with begun_and_held(here, SECOND):
        with pytest.raises(ShardStopped, match=BUILD):
            here.rebuilt(looks_on=kill_all)
        assert reached(here, 2) == [rebuilding.head_of(here.connection, here.feed), 0]
    done = here.rebuilt()
    assert (done.schema, done.same) == (BUILD, True)


def begun_and_held(here: Installation, shard: int) -> psycopg.Connection:
    """Begin a build of which one shard cannot get on as long as the connection lives."""
    rebuilding.begun(here.connection, TASK_QUEUE, 2)
    holding = psycopg.connect(here.database.url("owner"))
    assert holding.execute(HELD, (BUILD, shard)).rowcount == 1
    return holding


def kill_all(*_: int) -> None:
    for process in multiprocessing.active_children():
        process.kill()


def test_what_fails_is_told_by_its_kind_and_leaves_no_process(here: Installation) -> None:
    """The first shard cannot be read, while the process of the second is still at work."""
    alter(here, first=True)
    with begun_and_held(here, SECOND), pytest.raises(ShardStopped) as stopped:
        here.rebuilt()
    assert str(stopped.value) == f"{BUILD}: Damaged"
    for process in multiprocessing.active_children():
        process.join(60)
        assert process.exitcode


def test_why_a_process_failed_is_told(here: Installation) -> None:
    """The second shard cannot be read: its process ends, and says by then why."""
    alter(here, first=False)
    with pytest.raises(ShardStopped) as stopped:
        here.rebuilt()
    assert str(stopped.value) == f"{BUILD}: Damaged"


def alter(here: Installation, *, first: bool) -> None:
    """Alter what one of two shards will read."""
    with psycopg.connect(here.database.url("owner")) as owner:
        owner.execute("SET session_replication_role = replica")
        assert owner.execute(ALTERED, (first,)).rowcount > 0


def test_a_place_too_long_to_listen_at_is_no_hindrance(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Processes then load the program themselves."""

    def nowhere() -> None:
        raise OSError("AF_UNIX path too long")

    monkeypatch.setattr(forkserver, "ensure_running", nowhere)
    assert here.rebuilt().same
