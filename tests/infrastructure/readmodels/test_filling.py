"""A build is filled faster than a live one is fed, in whatever pages; what comes of it is equal."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from infrastructure.postgres.server import Database
from infrastructure.readmodels import rebuild as rebuilding
from infrastructure.readmodels import slots, versions
from infrastructure.readmodels.rebuild import Plan, Rebuilt, fill_here, fill_shard, rebuild
from infrastructure.readmodels.schema import make_tables
from infrastructure.readmodels.slot import Slot
from projections.projection import Projection
from projections.register import ALL
from projections.task_queue.v1.projection import TASK_QUEUE
from tests.support.every_event import dossier, history, recorded
from tests.support.people import ANNE
from tests.support.readmodels import Readmodels, readmodels

LOG = history()
REBUILT = "task_queue_v1_rebuild"
MADE_WITH: tuple[LiteralString, ...] = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = %(schema)s",
    """
    SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace
    """,
    """
    SELECT relname, relpersistence::text, relrowsecurity, relforcerowsecurity, relacl::text
    FROM pg_class WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'r'
    """,
    """
    SELECT tablename, policyname, roles::text, cmd, qual FROM pg_policies
    WHERE schemaname = %(schema)s
    """,
)


@pytest.fixture
def models(database: Database, tmp_path: Path) -> Iterator[Readmodels]:
    with readmodels(database, tmp_path, LOG) as models:
        models.run()
        yield models


def made_anew(models: Readmodels, projection: Projection, shards: int = 1) -> Rebuilt:
    plan = Plan(fill_here(models.connection, models.feed), shards)
    return rebuild(models.connection, models.feed, projection, plan)


@pytest.mark.parametrize("page", [1, 9])
def test_pages_of_any_size_come_to_the_same(
    models: Readmodels, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows, versions and words of one page are changed by the next."""
    monkeypatch.setattr(rebuilding, "PAGE", page)
    for projection in ALL:
        assert made_anew(models, projection, shards=2).same, projection.name


def test_two_cases_of_one_person_are_encrypted_each_for_itself(
    database: Database, tmp_path: Path
) -> None:
    """The live build has seen one event at a time, the other one both cases at once."""
    both = (ANNE, replace(ANNE, number=5))
    log = recorded(entry for person in both for entry in dossier(person))
    with readmodels(database, tmp_path, log, (TASK_QUEUE,)) as models:
        models.run(limit=1)
        assert made_anew(models, TASK_QUEUE).same


def test_a_rebuild_that_stopped_goes_on_where_it_was(
    models: Readmodels, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = len(LOG) // 2
    monkeypatch.setattr(rebuilding, "PAGE", 9)
    slot = rebuilding.begun(models.connection, TASK_QUEUE, 1)
    fill_shard(models.connection, models.feed, slot, (0, 1), half)
    models.source.recorded = [one for one in LOG if one.envelope.position > half]
    assert made_anew(models, TASK_QUEUE).same


def test_a_build_that_an_older_release_began_is_finished(models: Readmodels) -> None:
    """It has its keys, and row security that is forced on its owner."""
    slot = Slot(TASK_QUEUE, REBUILT)
    make_tables(models.connection, slot)
    slots.register(models.connection, slot, "building")
    done = made_anew(models, TASK_QUEUE)
    assert (done.schema, done.same) == (REBUILT, True)


@pytest.mark.parametrize("projection", ALL, ids=lambda one: one.name)
def test_what_was_filled_is_made_of_the_same(models: Readmodels, projection: Projection) -> None:
    """Keys, indexes and row security are those of a build that was live from the beginning."""
    live = versions.builds(models.connection)
    (shown,) = [one.schema for one in live if one.projection == projection.name]
    rebuilt = made_anew(models, projection).schema
    assert made_with(models.connection, rebuilt) == made_with(models.connection, shown)


def made_with(connection: psycopg.Connection, schema: str) -> set[tuple[object, ...]]:
    """Give all that the catalogue says of a build, whatever its schema is called."""
    return {
        tuple(str(value).replace(f"{schema}.", "") for value in row)
        for question in MADE_WITH
        for row in connection.execute(question, {"schema": schema})
    }
