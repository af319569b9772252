"""A case has ended in the queue as in the overview: when its last day with right is over."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from domain.case.events import CaseCancelled, CaseClosed
from infrastructure.postgres.server import Database
from projections.case_overview.v1.query import SearchCases
from projections.case_status import CaseStatus
from projections.task_queue.v1.counts import CountTasks
from projections.task_queue.v1.query import TaskQueue
from tests.infrastructure.readmodels.asking import Asking
from tests.support.every_event import history
from tests.support.readmodels import readmodels


def test_a_case_has_ended_in_the_queue_when_its_last_day_with_right_is_over(
    database: Database, tmp_path: Path
) -> None:
    log = [one for one in history() if not isinstance(one.event, CaseClosed | CaseCancelled)]
    with readmodels(database, tmp_path, log) as models:
        models.run()
        asked = Asking(database, models)
        lines = asked(SearchCases(today=date.min, statuses=(CaseStatus.ONGOING,))).rows
        for line in (one for one in lines if one.right_until):
            last = line.right_until or date.max
            for today, now, other in (
                (last, CaseStatus.ONGOING, CaseStatus.ENDED),
                (last + timedelta(days=1), CaseStatus.ENDED, CaseStatus.ONGOING),
            ):
                found = in_the_queue(asked, line.case_id, today, now)
                assert found.keys() == {now}
                assert in_the_queue(asked, line.case_id, today, other) == {}
                both = in_the_queue(asked, line.case_id, today, now, other)
                assert both == in_the_queue(asked, line.case_id, today) == found


def in_the_queue(
    asked: Asking, case_id: UUID, today: date, *statuses: CaseStatus
) -> dict[CaseStatus, int]:
    """Count a case's tasks by the status of the case, as list and as facet."""
    query = {"today": today, "case_id": case_id, "case_statuses": statuses}
    rows = asked(TaskQueue.model_validate(query)).rows
    facet = asked(CountTasks.model_validate(query)).case_status
    assert facet == Counter(one.case_status for one in rows)
    return dict(Counter(one.case_status for one in rows))
