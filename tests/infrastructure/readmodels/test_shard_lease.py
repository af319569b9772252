"""What holds a rebuild and its shards: given back by who fails, waited for after a kill."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infrastructure.postgres.server import Database
from infrastructure.readmodels import lease, rebuild, versions
from infrastructure.readmodels.rebuild import fill_shard
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.worker import connected
from infrastructure.stored_names import UnknownEvent
from projections.register import ALL
from tests.infrastructure.postgres.programs import PATIENCE, eventually
from tests.support.every_event import history
from tests.support.readmodels import Readmodels, readmodels

QUEUE = next(one for one in ALL if one.name == "task_queue")
SHARD = (0, 1)


def begun(models: Readmodels) -> tuple[Slot, str]:
    slot = versions.begin(models.connection, QUEUE, "building")
    return slot, f"{slot.schema}/0"


def fill(models: Readmodels, slot: Slot) -> int:
    fill_shard(models.connection, models.feed, slot, SHARD, len(history()))
    return rebuild.position_of(models.connection, slot, SHARD)


def test_a_shard_whose_holder_was_killed_is_filled_by_the_next(
    database: Database, tmp_path: Path
) -> None:
    with readmodels(database, tmp_path, history()) as models:
        slot, name = begun(models)
        assert lease.acquire(models.connection, "killed", name)
        assert fill(models, slot) == len(history())


def test_a_shard_that_somebody_fills_is_left_to_them(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuild, "LEFT_BEHIND", 0.1)
    with readmodels(database, tmp_path, history()) as models:
        slot, name = begun(models)
        held = lease.acquire(models.connection, "alive", name)
        models.connection.execute("UPDATE readmodels.lease SET renewed_at = 'infinity'")
        with pytest.raises(versions.Running, match=name):
            fill(models, slot)
        assert held
        with models.connection.transaction():
            held.hold(models.connection)


def test_a_rebuild_waits_until_the_database_notices_that_another_one_was_killed(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "LEFT_BEHIND", PATIENCE)

    def rebuilt() -> bool:
        with connected(database) as connection, versions.alone(connection, QUEUE):
            return True

    with readmodels(database, tmp_path, ()) as models, ThreadPoolExecutor() as pool:
        with connected(database) as killed:
            killed.execute(versions.TAKE, (versions.PREPARING, QUEUE.schema))
            waiting = pool.submit(rebuilt)
            eventually(lambda: refused(models), "nobody asks for the lock")
            killed.close()
        assert waiting.result(PATIENCE)


def refused(models: Readmodels) -> bool:
    """Tell whether somebody was told that the lock is held: his last question is still shown."""
    asked = models.connection.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND query LIKE 'SELECT pg_try_advisory_lock%' AND state = 'idle'"
    )
    return asked.fetchone() == (2,)  # the holder's too


def test_a_rebuild_that_goes_on_is_left_alone(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "LEFT_BEHIND", 0.1)
    with (
        readmodels(database, tmp_path, ()) as models,
        connected(database) as going_on,
        versions.alone(going_on, QUEUE),
        pytest.raises(versions.Running, match=QUEUE.schema),
        versions.alone(models.connection, QUEUE),
    ):
        pass


def test_who_fails_gives_the_shard_back_at_once(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, history()) as models:
        slot, name = begun(models)
        models.source.stops_with = UnknownEvent("antigravity", 1)
        with pytest.raises(UnknownEvent):
            fill(models, slot)
        assert lease.acquire(models.connection, "next", name)
