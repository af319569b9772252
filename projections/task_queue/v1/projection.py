"""Task queue: one row for each task ever opened, and the head of its case.

The list is chosen among `listed_task`, which is gathered from them, and joined after that.
"""

from typing import get_args

from domain.case.events import (
    AutomationRefused,
    AutomationResumed,
    AutomationStopped,
    BenefitAppliedFor,
    BenefitConfirmed,
    BenefitExtended,
    BenefitRecalculated,
    CircumstancesRegistered,
    DispensationGiven,
    HearingAnswered,
    HearingStarted,
    HolidayRegistered,
    InformationFormReceived,
    LackOfCooperationRegistered,
    NoteAdded,
    PartialResumptionRegistered,
    RecoveryExpected,
    RefundRequested,
    RefundWrittenOff,
    RemarksRegistered,
    ReportWithdrawn,
    RightOfRegretUsed,
    SicknessCauseAssessed,
    WageRegistered,
    WriteOffReversed,
)
from domain.municipality.events import MunicipalityEvent
from domain.payment.events import PaymentEvent
from domain.run.events import RunEvent
from domain.shared.altered import altered
from domain.shared.envelope import Envelope
from domain.task.events import (
    TaskAssigned,
    TaskCancelled,
    TaskCommented,
    TaskHeld,
    TaskOpened,
    TaskReleased,
    TaskReopened,
    TaskResumed,
    TaskSolved,
)
from projections.projection import Folded, Projection, by_stream, on, search
from projections.task_queue.v1.listed import LISTED
from projections.task_queue.v1.tables import (
    CASE_HEADER,
    PROTECTED,
    TaskRow,
    task,
    task_history,
    task_word,
)
from projections.words import beginnings

NOBODYS = {"assigned_to": None, "assigned_at": None}
NOT_HELD = {"held_until": None, "held_at": None, "hold_reason": None}


def add(_: TaskRow | None, event: TaskOpened, envelope: Envelope) -> TaskRow:
    return TaskRow(
        task_id=envelope.stream_id,
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        type=event.type,
        blocks=event.blocks.value,
        status="open",
        due_on=event.due_on,
        priority=event.priority,
        by_hand=event.by_hand,
        opened_at=envelope.recorded_at,
        reason=event.reason,
    )


def assign(row: TaskRow | None, event: TaskAssigned, envelope: Envelope) -> TaskRow:
    return altered(known(row), assigned_to=event.to, assigned_at=envelope.recorded_at)


def release(row: TaskRow | None, _: TaskReleased, __: Envelope) -> TaskRow:
    return altered(known(row), **NOBODYS)


def hold(row: TaskRow | None, event: TaskHeld, envelope: Envelope) -> TaskRow:
    return altered(
        known(row),
        status="held",
        held_until=event.until,
        held_at=envelope.recorded_at,
        hold_reason=event.reason,
    )


def resume(row: TaskRow | None, _: TaskResumed, __: Envelope) -> TaskRow:
    return altered(known(row), status="open", **NOT_HELD)


def solve(row: TaskRow | None, event: TaskSolved, envelope: Envelope) -> TaskRow:
    return done(row, envelope, status="solved", outcome=event.outcome.value)


def cancel(row: TaskRow | None, _: TaskCancelled, envelope: Envelope) -> TaskRow:
    return done(row, envelope, status="cancelled")


def reopen(row: TaskRow | None, _: TaskReopened, __: Envelope) -> TaskRow:
    return altered(known(row), status="open", done_at=None, outcome=None, **NOBODYS)


def done(row: TaskRow | None, envelope: Envelope, **how: str) -> TaskRow:
    return altered(known(row), done_at=envelope.recorded_at, **NOT_HELD, **how)


def known(row: TaskRow | None) -> TaskRow:
    if row is None:
        raise LookupError("the task was never opened")
    return row


def words_of_task(row: TaskRow) -> frozenset[str]:
    return beginnings(row.reason, "text") if row.reason else frozenset()


TASK = Folded(
    task,
    TaskRow,
    by_stream,
    on=(
        on(TaskOpened, add),
        on(TaskAssigned, assign),
        on(TaskReleased, release),
        on(TaskHeld, hold),
        on(TaskResumed, resume),
        on(TaskSolved, solve),
        on(TaskCancelled, cancel),
        on(TaskReopened, reopen),
    ),
    history=task_history,
    search=search(task_word, words_of_task),
)

TASK_QUEUE = Projection(
    name="task_queue",
    version=1,
    folded=(TASK, CASE_HEADER, PROTECTED),
    gathered=(LISTED,),
    left_out=frozenset(
        {
            TaskCommented,  # read in the case file
            WageRegistered,
            CircumstancesRegistered,
            RefundRequested,
            BenefitAppliedFor,
            InformationFormReceived,
            ReportWithdrawn,
            PartialResumptionRegistered,
            HolidayRegistered,
            SicknessCauseAssessed,
            RemarksRegistered,
            RecoveryExpected,
            DispensationGiven,
            HearingStarted,
            HearingAnswered,
            LackOfCooperationRegistered,
            RightOfRegretUsed,
            BenefitExtended,
            BenefitRecalculated,
            BenefitConfirmed,
            RefundWrittenOff,
            WriteOffReversed,
            AutomationRefused,
            AutomationStopped,
            AutomationResumed,
            NoteAdded,
            *get_args(PaymentEvent),
            *get_args(RunEvent),
            *get_args(MunicipalityEvent),
        }
    ),
)
