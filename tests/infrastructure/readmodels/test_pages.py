"""A page of the queue is read in its order: it touches little, however many tasks are open."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import psycopg
import pytest

from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import SETTINGS
from projections.task_queue.v1.query import TaskQueue
from tests.support.database import cloned
from tests.support.every_event import history
from tests.support.readmodels import Readmodels, readmodels

LOG = history()
TODAY = date(2026, 3, 1)
HERE, MOST = 101, 5_000  # the most pages of 8 kB that a question may touch
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
    "ANALYZE task_queue_v1.case_header, task_queue_v1.task, task_queue_v1.citizen_word",
)
FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"types": ("type 7",)},
    {"types": ("type 7", "type 8", "type 9")},
    {"assigned": True},
    {"assigned_to": "b-7"},
    {"due_from": date(2026, 2, 1), "due_to": date(2026, 3, 15)},
    {"citizen": "asta"},
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
    for statement in MANY:
        models.connection.execute(statement.encode(), {"word": WORD})


@pytest.mark.parametrize("statuses", STATUSES, ids="-".join)
def test_a_page_touches_little(connection: psycopg.Connection, statuses: tuple[str, ...]) -> None:
    for filters, sort in product(FILTERS, SORTS):
        question = TaskQueue.model_validate(
            {**filters, "statuses": statuses, "sort": sort, "today": TODAY}
        )
        assert touched(connection, question) <= MOST, question


def touched(connection: psycopg.Connection, question: TaskQueue) -> int:
    """Ask as it is asked, and count the pages of tables and indexes that were looked at."""
    (statement,) = question.statements("task_queue_v1", lambda _: WORD)
    assert statement.compiled.of_a_page
    with connection.transaction():
        connection.execute(SETTINGS, (str(HERE), "", "force_custom_plan"))
        explain = b"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + statement.compiled.sql
        ((plan,),) = connection.execute(explain, statement.params).fetchall()
    top: dict[str, Any] = plan[0]["Plan"]
    return top["Shared Hit Blocks"] + top["Shared Read Blocks"]
