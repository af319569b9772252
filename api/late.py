"""Each kind of thing that is overdue, as lines of one report; a page of each, and its cursor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple, Self
from uuid import UUID

from api.lists import ask
from api.problems import Problem
from api.route import Question
from api.surroundings import Found as Answer
from api.surroundings import Surroundings
from application.ports.clock import danish_day
from domain.dossier.watching import NOTICE
from projections.case_overview.v1.late import LateReassessment, LateReassessments
from projections.case_overview.v1.seen import CasesSeen
from projections.case_status import CaseStatus
from projections.deadlines.v1.query import Missed, MissedDeadlines
from projections.payment_list.v1.late import LatePayment, LatePayments, LateRun, LateRuns
from projections.query import Cursor, Shown, WrongCursor
from projections.task_queue.v1.query import TaskLine, TaskQueue

A_DAY = timedelta(days=1)
OPEN = {CaseStatus.UNDER_CLARIFICATION, CaseStatus.ONGOING}
TASK, ANSWER, PAYMENT, REASSESSMENT, RUN = range(5)  # how they stand on one day
LEAST, MOST = UUID(int=0), UUID(int=2**128 - 1)
Kind = Literal["task", "answer", "payment", "reassessment", "run"]


class Place(NamedTuple):
    """Where a line stands among all: by its day, then by its kind, then by its id."""

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
    """Something that waits though its day has passed; a run is of no case."""

    kind: Kind
    case_id: UUID | None = None
    task_id: UUID | None = None
    payment_id: UUID | None = None
    run_id: UUID | None = None
    what: str  # the type of the task, or what waits
    title: str
    waits_for: str
    since: date
    until: date
    days_over: int
    assigned_to: str | None = None


class Line(NamedTuple):
    place: Place
    shown: Overdue | None  # none where it means nothing any more


Found = tuple[Sequence[Line], str | None]  # and the cursor, where there is more


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for what is overdue today, for how many lines, and after which."""

    question: Question
    around: Surroundings
    today: date
    limit: int
    cursor: str | None

    def line(self, place: Place, kind: Kind, since: date | datetime, **said: Any) -> Line:  # noqa: ANN401 the fields of a line
        began = danish_day(since) if isinstance(since, datetime) else since
        days_over = (self.today - place.until).days
        shown = Overdue(kind=kind, since=began, until=place.until, days_over=days_over, **said)
        return Line(place, shown)

    @property
    def page(self) -> dict[str, Any]:
        return {"today": self.today, "limit": self.limit, "cursor": self.cursor}


async def late_tasks(
    asking: Asking, types: tuple[str, ...], case_worker: str | None
) -> tuple[Answer[Any], Found]:
    query = TaskQueue(
        **asking.page,
        types=types,
        assigned_to=case_worker,
        statuses=("open",),
        due_to=asking.today - A_DAY,
    )
    found = await ask(query, asking.question, asking.around)
    lines = [late_task(one, asking) for one in found.answer.rows]
    return found, (lines, found.answer.next)


def late_task(task: TaskLine, asking: Asking) -> Line:
    return asking.line(
        Place(task.due_on, TASK, task.task_id),
        "task",
        task.opened_at,
        case_id=task.case_id,
        task_id=task.task_id,
        what=task.type,
        title=task.title,
        waits_for=task.waits_for or "somebody",
        assigned_to=task.assigned_to,
    )


async def late_answers(asking: Asking) -> Found:
    """Give the deadlines that passed, shown where the answer still means something."""
    missed = (await ask(MissedDeadlines(**asking.page), asking.question, asking.around)).answer
    ids = tuple(sorted({one.case_id for one in missed.rows}))
    seen = (await ask(CasesSeen(case_ids=ids), asking.question, asking.around)).answer
    return [late_answer(one, seen, asking) for one in missed.rows], missed.next


def late_answer(missed: Missed, seen: Mapping[UUID, CaseStatus], asking: Asking) -> Line:
    place = Place(missed.due_on, ANSWER, missed.deadline_id)
    if not still_means(missed, seen):
        return Line(place, None)
    heard = missed.waits_for.startswith("hearing")
    return asking.line(
        place,
        "answer",
        missed.since,
        case_id=missed.case_id,
        what=missed.waits_for,
        title="Svar på partshøring" if heard else "Oplysningsskema",
        waits_for="party" if heard else "citizen",
    )


def still_means(missed: Missed, seen: Mapping[UUID, CaseStatus]) -> bool:
    status = seen.get(missed.case_id)
    if missed.waits_for == "information_form":
        return status is CaseStatus.UNDER_CLARIFICATION
    return status in OPEN


async def late_payments(asking: Asking) -> Found:
    late = (await ask(LatePayments(**asking.page), asking.question, asking.around)).answer
    return [late_payment(one, asking) for one in late.rows], late.next


def late_payment(late: LatePayment, asking: Asking) -> Line:
    return asking.line(
        Place(late.waits_until, PAYMENT, late.payment_id),
        "payment",
        late.waits_since,
        case_id=late.case_id,
        payment_id=late.payment_id,
        what=late.kind.value,
        title="Udbetaling holdt tilbage",
        waits_for=late.waits_for,
    )


async def late_reassessments(asking: Asking) -> Found:
    late = (await ask(LateReassessments(**asking.page), asking.question, asking.around)).answer
    return [late_reassessment(one, asking) for one in late.rows], late.next


def late_reassessment(late: LateReassessment, asking: Asking) -> Line:
    """Sygedagpengeloven § 24: a person was asked to extend or end so many days before."""
    day = late.reassessment_date
    return asking.line(
        Place(day, REASSESSMENT, late.case_id),
        "reassessment",
        day - timedelta(days=NOTICE.on(day).value),
        case_id=late.case_id,
        what="reassessment",
        title="Revurdering",
        waits_for="decision",
        assigned_to=late.case_worker,
    )


async def late_runs(asking: Asking) -> Found:
    late = (await ask(LateRuns(**asking.page), asking.question, asking.around)).answer
    return [late_run(one, asking) for one in late.rows], late.next


def late_run(late: LateRun, asking: Asking) -> Line:
    return asking.line(
        Place(late.waits_until, RUN, late.run_id),
        "run",
        late.waits_since,
        run_id=late.run_id,
        what=f"{late.kind}_run",
        title="Udbetalingskørsel",
        waits_for=late.waits_for,
    )
