"""What a case's payments wait for, and by when it is due: tasks that block, an answer on claims."""

from dataclasses import replace
from uuid import uuid5

from domain.case.events import HearingAnswered, HearingStarted
from domain.case.kinds import HearingAbout
from domain.dossier.dossier import DossierEvent
from domain.shared.blocks import HOLD_BACK_PAYMENT
from domain.shared.envelope import Envelope
from domain.task.events import TaskCancelled, TaskOpened, TaskReopened, TaskSolved
from projections.payment_list.v1.tables import WaitRow, wait
from projections.projection import Folded, Key, on


def of_task_or_answer(event: DossierEvent, envelope: Envelope) -> Key:
    if isinstance(event, HearingStarted | HearingAnswered):
        return uuid5(envelope.case_id, f"hearing/{event.about}")
    return envelope.stream_id


def opened(_: WaitRow | None, event: TaskOpened, envelope: Envelope) -> WaitRow | None:
    """Keep what holds payments back; other tasks have no row."""
    if event.blocks not in HOLD_BACK_PAYMENT:
        return None
    return WaitRow(
        wait_id=envelope.stream_id,
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        of_claims=False,
        due_on=event.due_on,
    )


def heard(row: WaitRow | None, event: HearingStarted, envelope: Envelope) -> WaitRow | None:
    if event.about is not HearingAbout.REPAYMENT:
        return row
    return WaitRow(
        wait_id=uuid5(envelope.case_id, f"hearing/{event.about}"),
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        of_claims=True,
        due_on=event.deadline,
    )


def over(row: WaitRow | None, _: DossierEvent, __: Envelope) -> WaitRow | None:
    return row and replace(row, over=True)


def again(row: WaitRow | None, _: TaskReopened, __: Envelope) -> WaitRow | None:
    return row and replace(row, over=False)


WAIT = Folded(
    wait,
    WaitRow,
    of_task_or_answer,
    on=(
        on(TaskOpened, opened),
        on(TaskSolved, over),
        on(TaskCancelled, over),
        on(TaskReopened, again),
        on(HearingStarted, heard),
        on(HearingAnswered, over),
    ),
)
