"""What is overdue: tasks, answers, payments kept back, reassessments, and runs, past their day."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

from pydantic import Field

from api.late import (
    ANSWER,
    PAYMENT,
    REASSESSMENT,
    RUN,
    TASK,
    Asking,
    Found,
    Overdue,
    Place,
    late_answers,
    late_payments,
    late_reassessments,
    late_runs,
    late_tasks,
)
from api.lists import freshness
from api.parameters import Fresh
from api.route import Answered, Question
from api.surroundings import Surroundings
from api.tables import Lines, Table, answered
from application.ports.clock import danish_day
from projections.query import LONGEST_PAGE


class OverdueAsked(Table, Fresh):
    """The longest overdue first; `types`, `case_worker`: of tasks only."""

    types: tuple[str, ...] = ()
    case_worker: str | None = None
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = LONGEST_PAGE
    cursor: str | None = None


async def overdue(question: Question, around: Surroundings) -> Answered:
    """Merge lists; of none is anything shown that lies beyond where another was read."""
    asked: OverdueAsked = question.parameters
    after, today = Place.read(asked.cursor), danish_day(around.clock())

    def of(kind: int) -> Asking:
        return Asking(question, around, today, asked.limit, after and after.cursor(kind))

    tasks, lines = await late_tasks(of(TASK), asked.types, asked.case_worker)
    found = [lines]
    if not (asked.types or asked.case_worker):
        found += [
            await late_answers(of(ANSWER)),
            await late_payments(of(PAYMENT)),
            await late_reassessments(of(REASSESSMENT)),
            await late_runs(of(RUN)),
        ]
    shown, following = merged(found, asked.limit)
    cases = tuple({one.case_id for one in shown if one.case_id})
    further = {"next": following and following.text()}
    return answered(question, Lines(Overdue, shown, cases, freshness(tasks), further))


def merged(found: Sequence[Found], limit: int) -> tuple[list[Overdue], Place | None]:
    """Give the lines in order, and where the next page begins."""
    lines = sorted((line for lines, _ in found for line in lines), key=attrgetter("place"))
    ends = [lines[-1].place for lines, further in found if further]
    known = [line for line in lines if line.place <= min(ends, default=line.place)]
    shown = [line for line in known if line.shown][:limit]
    full = len(shown) == limit and shown[-1] is not lines[-1]
    last = shown[-1].place if full else min(ends, default=None)
    return [line.shown for line in shown if line.shown], last
