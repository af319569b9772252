"""What cannot be folded holds back its own case only, is shown, and can be tried again."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from psycopg_pool import AsyncConnectionPool

from domain.case.events import WageRegistered
from domain.dossier.dossier import Recorded
from domain.municipality.events import MunicipalityEvent
from domain.run.events import RunEvent
from domain.task.events import TaskOpened
from infrastructure.postgres.server import Database
from infrastructure.readmodels.parking import parked, unpark
from infrastructure.readmodels.queries import Queries, Reader
from infrastructure.readmodels.rebuild import Plan, fill_here, rebuild
from infrastructure.readmodels.runner import NotWritten
from infrastructure.readmodels.slot import Slot
from infrastructure.stored_names import UnknownEvent
from projections.case_file.v1.projection import CASE_FILE
from projections.task_queue.v1.facets import FACETS
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.query import TaskQueue
from tests.support.every_event import history
from tests.support.people import ANNE
from tests.support.readmodels import ordered, readmodels

LOG = history()
QUEUE, FILE = Slot(TASK_QUEUE, TASK_QUEUE.schema), Slot(CASE_FILE, CASE_FILE.schema)
OPENED = next(  # a second task: the first one has lived its whole life before
    n
    for n, one in enumerate(LOG)
    if isinstance(one.event, TaskOpened) and one.event.type == "missing_control"
)
PAID = next(n for n, one in enumerate(LOG) if isinstance(one.event, WageRegistered))
TWO = (TASK_QUEUE, CASE_FILE)  # one that cannot do without the event, one that can
assert LOG[OPENED].envelope.case_id == LOG[PAID].envelope.case_id == ANNE.case_id


def without(place: int) -> list[Recorded]:
    """The log without one event: what follows it in its stream cannot be folded."""
    return [one for n, one in enumerate(LOG) if n != place]


def unwritable(place: int) -> list[Recorded]:
    """The log with an event whose words no table takes."""
    event = LOG[place].event
    assert isinstance(event, WageRegistered)
    broken = LOG[place]._replace(event=event.model_copy(update={"cvr": "1\0"}))
    return [broken if n == place else one for n, one in enumerate(LOG)]


@pytest.mark.parametrize("limit", [11, 5_000])
def test_a_failing_event_parks_its_case_and_no_other(
    database: Database, tmp_path: Path, limit: int
) -> None:
    with readmodels(database, tmp_path, without(OPENED), TWO) as models:
        models.run(limit)
        (held,) = parked(models.connection)
        assert (held.schema, held.case_id) == (QUEUE.schema, ANNE.case_id)
        assert (held.event, held.error_code) == ("TaskCancelled", "LookupError")
        later = [one for one in LOG if one.envelope.case_id == ANNE.case_id]
        assert held.behind == sum(one.envelope.position > held.position for one in later)
        rows = models.rows()
        assert len(rows["task_queue_v1.case_header"]) == 4
        assert len(rows["task_queue_v1.task"]) == 10
        assert len(rows["case_file_v1.entry"]) == len(LOG) - 1 - len(OF_NO_CASE)


def test_a_question_for_a_parked_event_is_told_so(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, without(OPENED), TWO) as models:
        models.run()
        (held,) = parked(models.connection)
        mine = [one.envelope for one in LOG if one.envelope.case_id == ANNE.case_id]

        async def freshness(position: int) -> str:
            pool: AsyncConnectionPool[Any]
            async with AsyncConnectionPool(
                database.url("sdp_app"), min_size=1, kwargs={"autocommit": True}, open=False
            ) as pool:
                queries = Queries(pool, models.feed.ciphers)
                return (await queries.fetch(TaskQueue(), Reader(101), position)).freshness

        assert asyncio.run(freshness(held.position - 1)) == "fresh"
        assert asyncio.run(freshness(held.position)) == "parked"
        assert asyncio.run(freshness(mine[-1].position)) == "parked"


def test_a_parked_case_is_folded_again_when_it_can_be(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, without(OPENED), TWO) as models:
        models.run()
        with pytest.raises(LookupError):
            unpark(models.connection, models.feed, QUEUE, ANNE.case_id)
        assert parked(models.connection)
        models.source.recorded = list(LOG)
        unpark(models.connection, models.feed, QUEUE, ANNE.case_id)
        assert parked(models.connection) == []
        plan = Plan(fill_here(models.connection, models.feed))
        assert rebuild(models.connection, models.feed, TASK_QUEUE, plan).same


def test_a_rebuild_is_compared_without_the_parked_case_and_what_counts_it(
    database: Database, tmp_path: Path
) -> None:
    with readmodels(database, tmp_path, without(OPENED), TWO) as models:
        models.run()
        before = models.rows()["task_queue_v1.task_count"]
        models.source.recorded = list(LOG)
        plan = Plan(fill_here(models.connection, models.feed))
        done = rebuild(models.connection, models.feed, TASK_QUEUE, plan)
        assert done.same
        assert ordered(models.connection, f"{done.schema}.task_count") != before


def test_of_a_case_of_which_nothing_is_left_nothing_is_listed_or_counted(
    database: Database, tmp_path: Path
) -> None:
    with readmodels(database, tmp_path, without(OPENED), TWO) as models:
        models.run()
        models.source.recorded = [one for one in LOG if one.envelope.case_id != ANNE.case_id]
        before = models.rows()
        unpark(models.connection, models.feed, QUEUE, ANNE.case_id)
        after = models.rows()
    listed, counted = "task_queue_v1.listed_task", "task_queue_v1.task_count"
    assert len(after[listed]) < len(before[listed])
    assert not [row for row in after[listed] if ANNE.case_id in row]
    assert sum(row[-1] for row in after[counted]) == len(FACETS) * len(after[listed])


@pytest.mark.parametrize("limit", [9, 5_000])
def test_what_the_database_refuses_parks_its_case_too(
    database: Database, tmp_path: Path, limit: int
) -> None:
    with readmodels(database, tmp_path, unwritable(PAID), TWO) as models:
        models.run(limit)
        (held,) = parked(models.connection)
        assert (held.schema, held.case_id) == (FILE.schema, ANNE.case_id)
        assert (held.event, held.position) == ("WageRegistered", LOG[PAID].envelope.position)
        entries = models.rows()["case_file_v1.entry"]
        mine = sum(one.envelope.case_id == ANNE.case_id for one in LOG[: PAID + 1]) - 1
        others = sum(one.envelope.case_id != ANNE.case_id for one in LOG)
        assert len(entries) == mine + others - len(OF_NO_CASE)
        assert len(models.rows()["task_queue_v1.task"]) == 12


OF_NO_CASE = [one for one in LOG if isinstance(one.event, RunEvent | MunicipalityEvent)]


@pytest.mark.parametrize(
    ("log", "error"), [(without(OPENED), LookupError), (unwritable(PAID), NotWritten)]
)
def test_in_a_rebuild_any_failure_stops(
    database: Database, tmp_path: Path, log: list[Recorded], error: type[Exception]
) -> None:
    with readmodels(database, tmp_path, log) as models:
        models.run()
        plan = Plan(fill_here(models.connection, models.feed))
        projection = TASK_QUEUE if error is LookupError else CASE_FILE
        with pytest.raises(error):
            rebuild(models.connection, models.feed, projection, plan)


def test_an_unknown_event_stops_the_worker(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, LOG) as models:
        live = models.worker()
        models.source.stops_with = UnknownEvent("FromTomorrow", 1)
        with pytest.raises(UnknownEvent):
            live.catch_up()
        assert parked(models.connection) == []
