"""A page of the queue is read in its order: it touches little, however many tasks are open."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import psycopg
import pytest

from infrastructure.postgres.server import Database
from infrastructure.readmodels.gathering import gatherers
from infrastructure.readmodels.queries import SETTINGS
from infrastructure.readmodels.slot import Slot
from projections.task_queue.v1 import ways
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.query import TaskQueue, queue
from tests.support.database import cloned
from tests.support.every_event import history
from tests.support.readmodels import Readmodels, readmodels

LOG = history()
TODAY = date(2026, 3, 1)
HERE, MOST = 101, 3_500  # the most pages of 8 kB that a question may touch
WORD = b"a word of one case in eight"
MANY: tuple[str, ...] = (
    """
    INSERT INTO task_queue_v1.case_header
    SELECT (jsonb_populate_record(header, jsonb_build_object('case_id', md5('case ' || n)::uuid))).*
    FROM task_queue_v1.case_header AS header, generate_series(1, 4000) AS n
    WHERE header.case_id =
        (SELECT case_id FROM task_queue_v1.case_header WHERE municipality = 101 LIMIT 1)
    """,
    """
    INSERT INTO task_queue_v1.task
    SELECT (jsonb_populate_record(task, jsonb_build_object(
        'task_id', md5('task ' || n)::uuid, 'case_id', md5('case ' || n %% 4000 + 1)::uuid,
        'status', CASE WHEN n %% 10 = 0 THEN 'held' ELSE 'open' END,
        'held_until', CASE WHEN n %% 10 = 0 THEN date '2026-02-20' + n %% 20 END,
        'type', 'type ' || n %% 40, 'priority', n * 7919 %% 7,
        'due_on', date '2026-01-01' + n * 7919 %% 121,
        'opened_at', timestamptz '2026-01-01' + n * interval '1 minute',
        'assigned_to', CASE WHEN n %% 3 > 0 THEN 'b-' || n * 7907 %% 20 END))).*
    FROM task_queue_v1.task, generate_series(1, 20000) AS n
    WHERE task.task_id = (SELECT task_id FROM task_queue_v1.task WHERE municipality = 101 LIMIT 1)
    """,
    """
    INSERT INTO task_queue_v1.citizen_word
    SELECT %(word)s, case_id, municipality FROM task_queue_v1.case_header
    WHERE municipality = 101 AND get_byte(uuid_send(case_id), 0) < 32
    """,
    """
    INSERT INTO task_queue_v1.task_word
    SELECT %(word)s, task_id, case_id, municipality FROM task_queue_v1.task
    WHERE municipality = 101 AND get_byte(uuid_send(task_id), 0) < 13
    """,
    "TRUNCATE task_queue_v1.listed_task, task_queue_v1.task_count",
)
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"types": ("type 7",)},
    {"types": ("type 7", "type 8", "type 9")},
    {"assigned": True},
    {"assigned_to": "b-7"},
    {"due_from": date(2026, 2, 1), "due_to": date(2026, 3, 15)},
    {"citizen": "asta"},
    {"text": "borgeren"},
    {"case_statuses": ("closed",), "blocks": ("nothing",)},
    {"case_statuses": ("ended",), "assigned": False},  # nothing is found
)
STATUSES = (("open",), ("held",), ("open", "held"), ("solved",))
SORTS = ("due_on", "-due_on", "opened_at", "-opened_at", "priority")


@pytest.fixture(scope="module")
def connection(
    database_template: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[psycopg.Connection]:
    with (
        cloned(database_template) as database,
        readmodels(database, tmp_path_factory.mktemp("keys"), LOG) as models,
    ):
        filled(models)
        with psycopg.connect(database.url("sdp_app")) as connection:
            yield connection


def filled(models: Readmodels) -> None:
    models.run()
    models.connection.execute(b"SET synchronous_commit = on")  # else VACUUM comes too early
    for statement in MANY:
        models.connection.execute(statement.encode(), {"word": WORD})
    for gatherer in gatherers(Slot(TASK_QUEUE, TASK_QUEUE.schema)):
        gatherer.fill(models.connection)
    tables = ", ".join(map(str, TASK_QUEUE.tables))
    models.connection.execute(f"VACUUM (ANALYZE) {tables}".encode())


@pytest.mark.parametrize("statuses", STATUSES, ids="-".join)
def test_a_page_touches_little(connection: psycopg.Connection, statuses: tuple[str, ...]) -> None:
    for filters, sort in product(FILTERS, SORTS):
        question = TaskQueue.model_validate(
            {**filters, "statuses": statuses, "sort": sort, "today": TODAY}
        )
        assert touched(connection, question) <= MOST, question


# What is looked up where it leaves few, and what is read in order where nothing does.
READ: tuple[tuple[dict[str, Any], str], ...] = (
    ({"sort": "due_on"}, "listed_due"),
    ({"sort": "priority"}, "listed_priority"),
    ({"sort": "-opened_at"}, "listed_opened"),
    ({"sort": "-due_on", "statuses": ("open",)}, "listed_unfinished_due"),
    ({"sort": "priority", "statuses": ("open", "held")}, "listed_unfinished_priority"),
    ({"sort": "opened_at", "statuses": ("open",), "assigned": True}, "listed_unfinished_opened"),
    ({"sort": "opened_at", "case_statuses": ("ended",)}, "listed_opened"),
    ({"sort": "due_on", "types": ("type 7",)}, "listed_type"),
    ({"sort": "due_on", "types": ("type 7",), "statuses": ("open",)}, "listed_type"),
    ({"sort": "opened_at", "assigned_to": "b-7", "assigned": True}, "listed_assigned"),
    ({"sort": "priority", "statuses": ("held",)}, "listed_held"),
    ({"sort": "priority", "due_from": date(2026, 2, 1), "due_to": date(2026, 2, 3)}, "listed_due"),
    ({"sort": "priority", "text": "borgeren", "types": ("type 7",)}, "listed_task_pkey"),
    ({"sort": "due_on", "citizen": "asta"}, "citizen_word_pkey"),
    ({"sort": "due_on", "case_id": UUID(int=1)}, "listed_case"),
)


@pytest.mark.parametrize(("asked", "index"), READ, ids=str)
def test_a_page_is_chosen_by_the_index_for_it(
    connection: psycopg.Connection, asked: dict[str, Any], index: str
) -> None:
    question = TaskQueue.model_validate({**asked, "today": TODAY})
    assert index in read(plan(connection, question))


def test_what_is_frequent_is_met_in_the_order_of_the_list(
    connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five hundred are of each type: as many as are few here, and as are not."""
    for few, index in (500, "listed_type"), (499, "listed_due"):
        monkeypatch.setattr(ways, "FEW", few)
        queue.cache_clear()
        found = read(plan(connection, TaskQueue(types=("type 7",), today=TODAY)))
        assert [name for name in found if name.startswith("listed_")] == [index]
    queue.cache_clear()


def read(plan: dict[str, Any]) -> list[str]:
    """List the indexes that were read, and none of the ways that were not gone."""
    if not plan["Actual Loops"]:
        return []
    mine = [plan["Index Name"]] if "Index Name" in plan else []
    return mine + [name for part in plan.get("Plans", ()) for name in read(part)]


def touched(connection: psycopg.Connection, question: TaskQueue) -> int:
    """Count the pages of tables and indexes that were looked at."""
    top = plan(connection, question)
    return top["Shared Hit Blocks"] + top["Shared Read Blocks"]


def plan(connection: psycopg.Connection, question: TaskQueue) -> dict[str, Any]:
    """Ask as it is asked, and say how it was answered."""
    (statement,) = question.statements("task_queue_v1", lambda _: WORD)
    assert statement.compiled.of_a_page
    with connection.transaction():
        connection.execute(SETTINGS, (str(HERE), "", "force_custom_plan"))
        explain = b"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + statement.compiled.sql
        ((told,),) = connection.execute(explain, statement.params).fetchall()
    return told[0]["Plan"]
