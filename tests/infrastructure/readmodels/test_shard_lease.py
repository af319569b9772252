"""What holds a shard while it is filled: given back by who fails, waited for after a kill."""

from pathlib import Path

import pytest

from infrastructure.postgres.server import Database
from infrastructure.readmodels import lease, rebuild, versions
from infrastructure.readmodels.rebuild import fill_shard
from infrastructure.readmodels.slot import Slot
from infrastructure.stored_names import UnknownEvent
from projections.register import ALL
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
        with pytest.raises(versions.Running, match=name):
            fill(models, slot)
        assert held
        with models.connection.transaction():
            held.hold(models.connection)


def test_who_fails_gives_the_shard_back_at_once(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, history()) as models:
        slot, name = begun(models)
        models.source.stops_with = UnknownEvent("antigravity", 1)
        with pytest.raises(UnknownEvent):
            fill(models, slot)
        assert lease.acquire(models.connection, "next", name)
