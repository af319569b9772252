"""What is gathered of a case follows the last that is told of it, and goes when it is gone."""

from pathlib import Path
from uuid import UUID

from domain.case.events import CaseMarked, MarkRemoved
from domain.case.kinds import Mark
from domain.shared.blocks import Blocks
from domain.task.events import TaskOpened
from infrastructure.postgres.server import Database
from infrastructure.readmodels.gathering import gatherers
from infrastructure.readmodels.slot import Slot
from projections.task_queue.v1.counts import CountTasks
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.query import TaskQueue
from tests.infrastructure.readmodels.asking import Asking
from tests.support.every_event import recorded
from tests.support.full_queue import TODAY
from tests.support.life_of_a_case import reports
from tests.support.life_of_work import Entry
from tests.support.people import ANNE
from tests.support.readmodels import readmodels


def test_a_case_is_shown_again_when_its_mark_is_taken_off(
    database: Database, tmp_path: Path
) -> None:
    """Nothing else is told of the case after that: the row that is gone names it."""
    entries: list[Entry] = [
        (ANNE.case_id, next(iter(reports(ANNE)))),
        (ANNE.stream("task"), opened()),
        (ANNE.case_id, CaseMarked(mark=Mark.OWN_EMPLOYEE, reason="x")),
        (ANNE.case_id, MarkRemoved(mark=Mark.OWN_EMPLOYEE, reason="x")),
    ]
    log = list(recorded((ANNE.case_id, 101, entry) for entry in entries))
    with readmodels(database, tmp_path, log[:3], (TASK_QUEUE,)) as models:
        models.run()
        asked = Asking(database, models)
        assert (listed(asked), counted(asked)) == ([], {})
        models.source.recorded = log
        models.run()
        assert listed(asked) == [ANNE.case_id]
        assert counted(asked) == {"open": 1}


def listed(asked: Asking) -> list[UUID]:
    return [line.case_id for line in asked(TaskQueue(today=TODAY)).rows]


def counted(asked: Asking) -> dict[str, int]:
    return dict(asked(CountTasks(today=TODAY)).status)


def opened() -> TaskOpened:
    return TaskOpened(
        type="missing_control",
        cause="x",
        blocks=Blocks.NOTHING,
        due_on=TODAY,
        priority=1,
        reason=None,
        by_hand=True,
    )


def test_what_is_there_no_longer_is_neither_listed_nor_counted(
    database: Database, tmp_path: Path
) -> None:
    entries: list[Entry] = [
        (ANNE.case_id, next(iter(reports(ANNE)))),
        *((ANNE.stream(name), opened()) for name in ("stays", "goes")),
    ]
    log = list(recorded((ANNE.case_id, 101, entry) for entry in entries))
    with readmodels(database, tmp_path, log, (TASK_QUEUE,)) as models:
        models.run()
        asked, gone = Asking(database, models), ANNE.stream("goes")
        assert counted(asked) == {"open": 2}
        models.connection.execute("DELETE FROM task_queue_v1.task WHERE task_id = %s", (gone,))
        (gatherer,) = gatherers(Slot(TASK_QUEUE, TASK_QUEUE.schema))
        gatherer.refresh(models.connection, [ANNE.case_id])
        assert len(models.rows()["task_queue_v1.listed_task"]) == 1
        assert counted(asked) == {"open": 1}
