"""What is overdue: open tasks past their day, and answers from outside that never came."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Annotated, NamedTuple, Self
from uuid import UUID

from pydantic import Field

from api.lists import ask, freshness
from api.parameters import Fresh
from api.problems import Problem
from api.route import Answered, Question
from api.surroundings import Surroundings
from api.tables import Lines, Table, answered
from application.ports.clock import danish_day
from projections.case_overview.v1.seen import CasesSeen
from projections.case_status import CaseStatus
from projections.deadlines.v1.query import Missed, MissedDeadlines
from projections.query import LONGEST_PAGE, Cursor, Page, Shown, WrongCursor
from projections.task_queue.v1.query import TaskLine, TaskQueue

A_DAY = timedelta(days=1)
OPEN = {CaseStatus.UNDER_CLARIFICATION, CaseStatus.ONGOING}
TASK, ANSWER = 0, 1  # on one day, tasks stand before answers
LEAST, MOST = UUID(int=0), UUID(int=2**128 - 1)


class OverdueAsked(Table, Fresh):
    """The longest overdue first; `types`, `case_worker`: of tasks only."""

    types: tuple[str, ...] = ()
    case_worker: str | None = None
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = LONGEST_PAGE
    cursor: str | None = None


class Place(NamedTuple):
    """Where a line stands among all: by its day, then tasks before answers, then its id."""

    until: date
    kind: int
    key: UUID

    @classmethod
    def read(cls, text: str | None) -> Self | None:
        """Read what `text` gave; raises Problem where it is not one of ours."""
        if text is None:
            return None
        try:
            until, kind, key = Cursor.read(text, "overdue", 3).key
            return cls(date.fromisoformat(until), int(kind), UUID(key))
        except (WrongCursor, ValueError):
            raise Problem("invalid-cursor") from None

    def text(self) -> str:
        return Cursor("overdue", (self.until.isoformat(), str(self.kind), str(self.key))).text()

    def cursor(self, kind: int) -> str:
        """Give the cursor with which a list of one kind goes on after this place."""
        between = MOST if kind < self.kind else LEAST
        key = self.key if kind == self.kind else between
        return Cursor("due_on", (self.until.isoformat(), str(key))).text()


class Overdue(Shown):
    """Something that waits though its day has passed: a task, or an answer from outside."""

    case_id: UUID
    task_id: UUID | None
    what: str  # the type of the task, or what is waited for
    title: str
    waits_for: str
    since: date
    until: date
    days_over: int
    assigned_to: str | None


class Line(NamedTuple):
    place: Place
    shown: Overdue | None  # none where the answer means nothing any more


async def overdue(question: Question, around: Surroundings) -> Answered:
    """Merge two lists; of neither is anything shown that lies beyond where the other was read."""
    asked: OverdueAsked = question.parameters
    after, today = Place.read(asked.cursor), danish_day(around.clock())
    query = TaskQueue(
        today=today,
        types=asked.types,
        assigned_to=asked.case_worker,
        statuses=("open",),
        due_to=today - A_DAY,
        limit=asked.limit,
        cursor=after and after.cursor(TASK),
    )
    tasks = await ask(query, question, around)
    found = [([late_task(one, today) for one in tasks.answer.rows], tasks.answer.next)]
    if not (asked.types or asked.case_worker):
        wanted = MissedDeadlines(
            today=today, limit=asked.limit, cursor=after and after.cursor(ANSWER)
        )
        found.append(await late_answers(question, around, wanted))
    shown, following = merged(found, asked.limit)
    cases = tuple({one.case_id for one in shown})
    further = {"next": following and following.text()}
    return answered(question, Lines(Overdue, shown, cases, freshness(tasks), further))


def merged(
    found: Sequence[tuple[Sequence[Line], str | None]], limit: int
) -> tuple[list[Overdue], Place | None]:
    """Give the lines in order, and where the next page begins."""
    lines = sorted((line for lines, _ in found for line in lines), key=attrgetter("place"))
    ends = [lines[-1].place for lines, further in found if further]
    known = [line for line in lines if line.place <= min(ends, default=line.place)]
    shown = [line for line in known if line.shown][:limit]
    full = len(shown) == limit and shown[-1] is not lines[-1]
    last = shown[-1].place if full else min(ends, default=None)
    return [line.shown for line in shown if line.shown], last


def late_task(task: TaskLine, today: date) -> Line:
    shown = Overdue(
        case_id=task.case_id,
        task_id=task.task_id,
        what=task.type,
        title=task.title,
        waits_for=task.waits_for or "somebody",
        since=danish_day(task.opened_at),
        until=task.due_on,
        days_over=(today - task.due_on).days,
        assigned_to=task.assigned_to,
    )
    return Line(Place(task.due_on, TASK, task.task_id), shown)


async def late_answers(
    question: Question, around: Surroundings, wanted: MissedDeadlines
) -> tuple[list[Line], str | None]:
    """Give the deadlines that passed, shown where the answer still means something."""
    missed: Page[Missed] = (await ask(wanted, question, around)).answer
    ids = tuple(sorted({one.case_id for one in missed.rows}))
    seen = (await ask(CasesSeen(case_ids=ids), question, around)).answer
    lines = [
        Line(
            Place(one.due_on, ANSWER, one.deadline_id),
            late_answer(one, wanted.today) if still_means(one, seen) else None,
        )
        for one in missed.rows
    ]
    return lines, missed.next


def still_means(missed: Missed, seen: Mapping[UUID, CaseStatus]) -> bool:
    status = seen.get(missed.case_id)
    if missed.waits_for == "information_form":
        return status is CaseStatus.UNDER_CLARIFICATION
    return status in OPEN


def late_answer(missed: Missed, today: date) -> Overdue:
    return Overdue(
        case_id=missed.case_id,
        task_id=None,
        what=missed.waits_for,
        title=TITLES.get(missed.waits_for, "Svar på partshøring"),
        waits_for="party" if missed.waits_for.startswith("hearing") else "citizen",
        since=missed.since,
        until=missed.due_on,
        days_over=(today - missed.due_on).days,
        assigned_to=None,
    )


TITLES = {"information_form": "Oplysningsskema"}
