"""What waits: cases that cannot be decided and why, and what is overdue."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.lists import ask, freshness
from api.parameters import Fresh
from api.route import Answered, Question
from api.surroundings import Surroundings
from api.tables import Lines, Table, answered
from application.ports.clock import danish_day
from domain.dossier import dossier as dossiers
from domain.dossier.dossier import Circumstances, Recorded
from domain.shared.blocks import Blocks
from domain.shared.envelope import CaseId
from domain.task.events import TaskOpened
from projections.case_overview.v1.query import CaseLine, SearchCases
from projections.case_overview.v1.seen import CasesSeen
from projections.case_status import CaseStatus
from projections.deadlines.v1.query import Missed, MissedDeadlines
from projections.query import LONGEST_PAGE, Shown
from projections.task_queue.v1.query import TaskLine, TaskQueue

A_DAY = timedelta(days=1)
FEW = 100  # cases that are folded for one page
OPEN = {CaseStatus.UNDER_CLARIFICATION, CaseStatus.ONGOING}


class UndecidedAsked(Table, Fresh):
    """The cases that have waited longest first."""

    case_worker: str | None = None
    limit: Annotated[int, Field(ge=1, le=FEW)] = 50
    cursor: str | None = None


class Undecided(Shown):
    """A case without a decision: every reason, by the code that the nightly run would give."""

    case_id: UUID
    citizen_name: str | None
    kind: str
    case_worker: str | None
    reported_at: datetime
    age_days: int
    waits_for: tuple[str, ...]
    blocking_tasks: tuple[str, ...]  # types
    oldest_task_since: datetime | None


async def undecided(question: Question, around: Surroundings) -> Answered:
    asked: UndecidedAsked = question.parameters
    today = danish_day(around.clock())
    query = SearchCases(
        today=today,
        statuses=(CaseStatus.UNDER_CLARIFICATION,),
        case_worker=asked.case_worker,
        sort="reported_at",
        limit=asked.limit,
        cursor=asked.cursor,
    )
    found = await ask(query, question, around)
    here = question.actor.municipality
    circumstances = Circumstances(today, around.clock(), question.actor)
    histories = [
        await around.journal.history(CaseId(one.case_id), municipality=here)
        for one in found.answer.rows
    ]
    lines = await asyncio.to_thread(whys, found.answer.rows, histories, circumstances)
    more = {"next": found.answer.next}
    cases = tuple(found.cases)
    return answered(question, Lines(Undecided, lines, cases, freshness(found), more))


def whys(
    rows: Sequence[CaseLine], histories: Sequence[Sequence[Recorded]], circumstances: Circumstances
) -> list[Undecided]:
    return [why(*pair, circumstances) for pair in zip(rows, histories, strict=True)]


def why(line: CaseLine, recorded: Sequence[Recorded], circumstances: Circumstances) -> Undecided:
    """Let the case itself say what stands in the way of its decision."""
    dossier = dossiers.fold(CaseId(line.case_id), recorded)
    blocking = {
        task_id: task
        for task_id, task in dossier.open_tasks.items()
        if task.blocks is Blocks.DECISION
    }
    since = [
        one.envelope.recorded_at
        for one in recorded
        if isinstance(one.event, TaskOpened) and one.envelope.stream_id in blocking
    ]
    return Undecided(
        case_id=line.case_id,
        citizen_name=line.citizen_name,
        kind=line.kind.value,
        case_worker=line.case_worker,
        reported_at=line.reported_at,
        age_days=(circumstances.today - danish_day(line.reported_at)).days,
        waits_for=codes(dossier, circumstances),
        blocking_tasks=tuple(sorted({task.type for task in blocking.values()})),
        oldest_task_since=min(since, default=None),
    )


def codes(dossier: dossiers.Dossier, circumstances: Circumstances) -> tuple[str, ...]:
    """Name each reason once; a case that was decided a moment ago has none."""
    try:
        found = dossiers.refusals(dossier, circumstances)
    except dossiers.NotAllowedNow:
        return ()
    return tuple(dict.fromkeys(one.code for one in found))


class OverdueAsked(Table, Fresh):
    """The longest overdue first; `types`, `case_worker`: of tasks only."""

    types: tuple[str, ...] = ()
    case_worker: str | None = None
    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE)] = LONGEST_PAGE


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


async def overdue(question: Question, around: Surroundings) -> Answered:
    asked: OverdueAsked = question.parameters
    today = danish_day(around.clock())
    query = TaskQueue(
        today=today,
        types=asked.types,
        assigned_to=asked.case_worker,
        statuses=("open",),
        due_to=today - A_DAY,
        limit=asked.limit,
    )
    tasks = await ask(query, question, around)
    lines = [late_task(one, today) for one in tasks.answer.rows]
    if not (asked.types or asked.case_worker):
        lines += await late_answers(question, around, asked.limit, today)
    longest = sorted(lines, key=lambda one: (one.until, one.what, one.case_id))[: asked.limit]
    cases = tuple({one.case_id for one in longest})
    return answered(question, Lines(Overdue, longest, cases, freshness(tasks)))


def late_task(task: TaskLine, today: date) -> Overdue:
    return Overdue(
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


async def late_answers(
    question: Question, around: Surroundings, limit: int, today: date
) -> list[Overdue]:
    """Give the deadlines that passed in cases for which the answer still means something."""
    missed = (await ask(MissedDeadlines(today=today, limit=limit), question, around)).answer
    ids = tuple(sorted({one.case_id for one in missed}))
    seen = (await ask(CasesSeen(case_ids=ids), question, around)).answer
    return [late_answer(one, today) for one in missed if still_means(one, seen)]


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
