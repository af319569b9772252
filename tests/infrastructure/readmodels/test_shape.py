"""A read model whose definition changed while its version did not: noticed, made anew, shown."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Index, MetaData, Table, select

from infrastructure.postgres.server import Database
from infrastructure.readmodels import versions
from infrastructure.readmodels.queries import NotBuilt
from infrastructure.readmodels.rebuild import Outdated, Plan, fill_here, rebuild
from infrastructure.readmodels.shape import shape_of
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.status import status
from infrastructure.readmodels.versions import Running, prepare
from infrastructure.readmodels.worker import connected
from projections.case_overview.v1.query import SearchCases
from projections.gathered import Gathered
from projections.projection import Folded, Projection, Row, by_case
from projections.register import ALL
from projections.table import table_of
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.query import TaskQueue
from tests.infrastructure.readmodels.asking import Asking
from tests.infrastructure.readmodels.test_queries import TODAY
from tests.support.counted import placed
from tests.support.every_event import history
from tests.support.readmodels import Readmodels, ordered, readmodels

LOG = history()
PRINT = "from projections.register import ALL; from infrastructure.readmodels.shape import shape_of"
REBUILT = "task_queue_v1_rebuild"


@dataclass(frozen=True)
class Thing(Row):
    case_id: UUID
    municipality: int


@dataclass(frozen=True)
class Larger(Row):
    case_id: UUID
    municipality: int
    more: str | None


@pytest.fixture
def models(database: Database, tmp_path: Path) -> Iterator[Readmodels]:
    with readmodels(database, tmp_path, LOG) as models:
        models.run()
        yield models


def made_otherwise(models: Readmodels, shape: str | None) -> None:
    """Leave the task queue as another release would have made it: with a column less."""
    models.connection.execute("ALTER TABLE task_queue_v1.task DROP COLUMN due_on CASCADE")
    models.connection.execute(
        "UPDATE readmodels.slot SET shape = %s WHERE projection = 'task_queue'", (shape,)
    )


def states(models: Readmodels) -> list[tuple[str, str, bool, str]]:
    found = status(models.connection)
    return [(o.schema, o.state, o.active, o.shape) for o in found if o.projection == "task_queue"]


def test_nothing_is_made_anew_where_nothing_changed(models: Readmodels) -> None:
    before = versions.builds(models.connection)
    prepare(models.connection, ALL)
    assert versions.builds(models.connection) == before
    assert {one.shape for one in status(models.connection)} == {"same"}


@pytest.mark.parametrize("shape", [None, "0" * 64])
def test_what_was_made_otherwise_is_made_anew_beside_and_shown_when_it_has_caught_up(
    database: Database, models: Readmodels, shape: str | None
) -> None:
    ask, rows = Asking(database, models), models.rows()
    made_otherwise(models, shape)
    assert states(models) == [("task_queue_v1", "live", True, "other")]
    prepare(models.connection, ALL)
    prepare(models.connection, ALL)
    renewing = (REBUILT, "renewing", False, "same")
    assert states(models) == [("task_queue_v1", "live", True, "other"), renewing]
    models.worker(limit=10).turn()
    assert states(models)[1] == renewing
    with pytest.raises(NotBuilt):
        ask(TaskQueue(today=TODAY))
    assert ask(SearchCases(today=TODAY)).rows
    release(models)
    models.run(limit=10)
    assert states(models) == [
        ("task_queue_v1", "live", False, "other"),
        (REBUILT, "live", True, "same"),
    ]
    assert ask(TaskQueue(today=TODAY)).rows
    for table in TASK_QUEUE.tables:
        assert ordered(models.connection, f"{REBUILT}.{table.name}") == rows[str(table)]
    prepare(models.connection, ALL)
    assert len(states(models)) == 2


def release(models: Readmodels) -> None:
    models.connection.execute("UPDATE readmodels.lease SET renewed_at = '-infinity'")


def test_the_worker_feeds_nothing_that_was_made_otherwise(models: Readmodels) -> None:
    made_otherwise(models, "0" * 64)
    models.source.recorded = [*LOG, placed(LOG[-1], len(LOG) + 1)]
    models.run()
    found = {one.schema: one.position for one in status(models.connection)}
    assert found.pop("task_queue_v1") == len(LOG)
    assert set(found.values()) == {len(LOG) + 1}


def test_another_version_that_is_shown_stays_shown(models: Readmodels) -> None:
    later = replace(TASK_QUEUE, version=2)
    versions.make(models.connection, Slot(later, later.schema), "live")
    versions.activate(models.connection, "task_queue", 2)
    made_otherwise(models, None)
    prepare(models.connection, ALL)
    models.run()
    assert ("task_queue_v1", "live", False, "same") in states(models)
    assert ("task_queue_v2", "live", True, "unknown") in states(models)


def test_a_build_that_was_begun_for_a_new_version_is_left_alone(models: Readmodels) -> None:
    later = replace(TASK_QUEUE, version=2)
    versions.make(models.connection, Slot(later, later.schema), "building")
    before = versions.builds(models.connection)
    prepare(models.connection, [later])
    assert versions.builds(models.connection) == before


def test_it_is_rebuilt_at_once_where_somebody_asks(models: Readmodels) -> None:
    made_otherwise(models, None)
    prepare(models.connection, ALL)
    plan = Plan(fill_here(models.connection, models.feed), shards=2)
    with pytest.raises(Outdated):
        rebuild(models.connection, models.feed, TASK_QUEUE, replace(plan, show=False))
    done = rebuild(models.connection, models.feed, TASK_QUEUE, plan)
    assert (done.schema, done.compared) == (REBUILT, None)
    assert (REBUILT, "live", True, "same") in states(models)


def test_a_rebuild_that_was_begun_with_other_definitions_is_begun_anew(models: Readmodels) -> None:
    versions.make(models.connection, Slot(TASK_QUEUE, REBUILT), "building")
    models.connection.execute("ALTER TABLE task_queue_v1_rebuild.task DROP COLUMN due_on CASCADE")
    models.connection.execute(
        "UPDATE readmodels.slot SET shape = 'other' WHERE schema = %s", (REBUILT,)
    )
    done = rebuild(
        models.connection, models.feed, TASK_QUEUE, Plan(fill_here(models.connection, models.feed))
    )
    assert (done.schema, done.same) == (REBUILT, True)


def test_what_somebody_rebuilds_is_not_renewed_beside(
    database: Database, models: Readmodels
) -> None:
    """Two cannot make the same build; the one that is left half-made is made anew by the worker."""
    made_otherwise(models, None)
    plan = Plan(fill_here(models.connection, models.feed))
    with connected(database) as other:
        with versions.alone(other, TASK_QUEUE):
            versions.make(other, Slot(TASK_QUEUE, REBUILT), "building")
            prepare(models.connection, ALL)
            assert (REBUILT, "building", False, "same") in states(models)
            with pytest.raises(Running):
                rebuild(models.connection, models.feed, TASK_QUEUE, plan)
        prepare(models.connection, ALL)
    assert (REBUILT, "renewing", False, "same") in states(models)


def small(*indexes: Index, row: type[Row] = Thing, info: str = "") -> Table:
    said = {info: True} if info else None
    return table_of(row, "thing", MetaData(schema="small_v1"), *indexes, info=said)


def model(table: Table, gathered: tuple[Gathered, ...] = ()) -> Projection:
    return Projection("small", 1, (Folded(table, Thing, by_case, ()),), gathered=gathered)


def gathering(above: int) -> Projection:
    """Gather the things of the municipalities above a number."""
    things = small()
    gathered = table_of(Thing, "gathered", things.metadata)
    rows = select(things).where(things.c.municipality > above)
    return model(things, (Gathered(gathered, rows),))


def test_whatever_a_table_is_made_with_is_part_of_its_shape() -> None:
    others = [
        model(small(row=Larger)),
        model(small(Index("thing_here", "municipality"))),
        model(small(Index("thing_here", "case_id"))),
        model(small(info="everywhere")),
        model(small(info="read_from_indexes")),
        gathering(8),
        gathering(9),
    ]
    plain = shape_of(model(small()))
    assert len({plain, *map(shape_of, others)}) == len(others) + 1
    assert shape_of(model(small())) == plain
    assert shape_of(gathering(8)) == shape_of(others[5])


def test_the_shape_is_the_same_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", f"{PRINT}; print(*map(shape_of, ALL))"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert found == {" ".join(map(shape_of, ALL)) + "\n"}
