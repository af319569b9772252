"""What waits: cases that cannot be decided, and why."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.lists import ask, freshness
from api.parameters import Fresh
from api.route import Answered, Question
from api.surroundings import Surroundings
from api.tables import Lines, Table, answered
from application.ports.clock import danish_day
from domain.case import refusals
from domain.dossier import dossier as dossiers
from domain.dossier.dossier import Circumstances, Recorded
from domain.dossier.watching import awaited
from domain.shared.blocks import Blocks
from domain.shared.envelope import CaseId
from domain.task.events import TaskOpened
from projections.case_overview.v1.query import CaseLine, SearchCases
from projections.case_status import CaseStatus
from projections.query import Shown

FEW = 100  # cases that are folded for one page


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
    waits_until: date | None  # the last day on which something of it is due


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
        waits_until=max(awaited(dossier), default=None),
    )


def codes(dossier: dossiers.Dossier, circumstances: Circumstances) -> tuple[str, ...]:
    """Name each reason once; a case that was decided a moment ago has none."""
    try:
        return refusals.codes(dossiers.refusals(dossier, circumstances))
    except dossiers.NotAllowedNow:
        return ()
