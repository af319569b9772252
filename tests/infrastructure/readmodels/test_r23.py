"""R23 as the originals print it (styring_af_opgaver): October 2017 to February 2018."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from psycopg_pool import AsyncConnectionPool

from domain.dossier.dossier import Recorded
from domain.shared.envelope import CaseId
from domain.task.events import TaskHeld, TaskSolved
from domain.task.outcomes import Outcome
from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import Queries, Reader
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.unfinished import UnfinishedByMonth, UnfinishedByType
from tests.support.every_event import recorded
from tests.support.life_of_work import Entry, opened
from tests.support.readmodels import Readmodels, readmodels

CASE = CaseId(UUID(int=77))
PRINTED = (  # month of the original due date, title, number
    (date(2017, 10, 1), "Anmeldelse modtaget for sent", 11),
    (date(2017, 10, 1), "Manglende kontrol", 14),
    (date(2017, 10, 1), "Opstart af anden indkomst", 1),
    (date(2017, 11, 1), "Indtægtsoplysninger er markeret som ufuldstændig", 2),
    (date(2017, 11, 1), "Indtægtsoplysninger kunne ikke hentes", 1),  # task 30's later name
    (date(2017, 11, 1), "Manglende kontrol", 9),
    (date(2018, 2, 1), "Manglende kontrol", 2),
)
KEYS = {
    "Anmeldelse modtaget for sent": "notification_received_late",
    "Manglende kontrol": "missing_control",
    "Opstart af anden indkomst": "other_income_started",
    "Indtægtsoplysninger er markeret som ufuldstændig": "income_marked_incomplete",
    "Indtægtsoplysninger kunne ikke hentes": "income_unavailable",
}


def tasks() -> Iterator[tuple[CaseId, int, Entry]]:
    """As many unsolved tasks as were printed; beside each, one that was solved in time."""
    for month, title, number in PRINTED:
        for n in range(number):
            stream = uuid5(CASE, f"{month} {title} {n}")
            event = opened(KEYS[title], None, month.replace(day=1 + n % 28))
            yield CASE, 101, (stream, event)
            if n == 0:
                held = TaskHeld(until=date(2019, 1, 1), reason="moved, and due when it was")
                yield CASE, 101, (stream, held)
            solved = uuid5(stream, "solved")
            yield CASE, 101, (solved, event)
            outcome = TaskSolved(type=KEYS[title], outcome=Outcome.DONE, comment=None)
            yield CASE, 101, (solved, outcome)


def test_r23_prints_what_the_original_prints(database: Database, tmp_path: Path) -> None:
    log: list[Recorded] = list(recorded(tasks()))
    with readmodels(database, tmp_path, log, (TASK_QUEUE,)) as models:
        models.run()
        by_month = asyncio.run(ask(database, models, UnfinishedByMonth(on=date(2018, 3, 1))))
        assert {(one.month, one.title, one.tasks) for one in by_month} == set(PRINTED)
        early = asyncio.run(ask(database, models, UnfinishedByMonth(on=date(2017, 11, 1))))
        assert sum(one.tasks for one in early) == 26
        by_type = asyncio.run(ask(database, models, UnfinishedByType()))
        assert {one.title: one.tasks for one in by_type}["Manglende kontrol"] == 25
        assert sum(one.tasks for one in by_type) == 40
        then = asyncio.run(ask(database, models, UnfinishedByType(as_of_position=1)))
        assert [one.tasks for one in then] == [1]


async def ask(database: Database, models: Readmodels, query: Any) -> Any:  # noqa: ANN401  (any query)
    pool: AsyncConnectionPool[Any]
    async with AsyncConnectionPool(
        database.url("sdp_app"), min_size=1, kwargs={"autocommit": True}, open=False
    ) as pool:
        return (await Queries(pool, models.feed.ciphers).fetch(query, Reader(101))).answer
