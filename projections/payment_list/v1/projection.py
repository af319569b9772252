"""Payment list: one row for each payment ever ordered, its case, and the runs they were paid in."""

from dataclasses import replace
from typing import get_args

from domain.case.events import (
    CaseEvent,
    CaseMarked,
    HearingAnswered,
    HearingStarted,
    MarkRemoved,
)
from domain.municipality.events import MunicipalityEvent
from domain.payment.events import (
    ClaimWaived,
    PaymentApproved,
    PaymentCancelled,
    PaymentExcluded,
    PaymentFailed,
    PaymentHeld,
    PaymentIncluded,
    PaymentOffset,
    PaymentOrdered,
    PaymentReleased,
    PaymentReturned,
    PaymentSent,
    PaymentSettled,
    RepaymentRegistered,
)
from domain.run.events import RunFinished
from domain.shared.envelope import Envelope
from domain.task.events import (
    TaskCancelled,
    TaskEvent,
    TaskOpened,
    TaskReopened,
    TaskSolved,
)
from projections.case_header import HEADS
from projections.payment_list.v1.runs import RUN
from projections.payment_list.v1.tables import (
    CASE_HEADER,
    PROTECTED,
    PaymentRow,
    payment,
    payment_history,
)
from projections.payment_list.v1.waits import WAIT
from projections.projection import Folded, Projection, by_stream, on


def order(_: PaymentRow | None, event: PaymentOrdered, envelope: Envelope) -> PaymentRow:
    return PaymentRow(
        payment_id=envelope.stream_id,
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        payee=event.payee,
        kind=event.kind.value,
        monday=event.monday,
        first_day=event.period.first_day,
        last_day=event.period.last_day,
        amount_oere=event.amount.oere,
        account_total_oere=event.account_total.oere,
        account_code=event.account_code,
        state_refund_percent=event.state_refund_percent,
        net_oere=event.amount.oere - event.atp_of_citizen.oere,
        atp_of_citizen_oere=event.atp_of_citizen.oere,
        atp_of_municipality_oere=event.atp_of_municipality.oere,
        pension_oere=event.pension.oere,
        due_on=event.due_on,
        corrects=event.corrects,
        status="ordered",
        ordered_at=envelope.recorded_at,
    )


def offset(row: PaymentRow | None, event: PaymentOffset, _: Envelope) -> PaymentRow:
    row = ordered(row)
    kept = event.amount.oere
    return replace(row, net_oere=row.net_oere - kept, offset_oere=row.offset_oere + kept)


def collect(
    row: PaymentRow | None, event: RepaymentRegistered | ClaimWaived, _: Envelope
) -> PaymentRow:
    row = ordered(row)
    return replace(row, collected_oere=row.collected_oere + event.amount.oere)


def hold(row: PaymentRow | None, event: PaymentHeld, envelope: Envelope) -> PaymentRow:
    """Hold it; who says another day for one that is held does not begin it anew."""
    row = ordered(row)
    since = row.kept_at if row.status == "held" else None
    kept = kept_back(row, event.reason, envelope)
    return replace(kept, status="held", held_until=event.until, kept_at=since or kept.kept_at)


def release(row: PaymentRow | None, _: PaymentReleased, __: Envelope) -> PaymentRow:
    return replace(kept_no_more(ordered(row)), status="ordered")


def approve(row: PaymentRow | None, _: PaymentApproved, __: Envelope) -> PaymentRow:
    return replace(kept_no_more(ordered(row)), status="approved")


def include(row: PaymentRow | None, event: PaymentIncluded, _: Envelope) -> PaymentRow:
    return replace(kept_no_more(ordered(row)), status="included", run_id=event.run_id)


def exclude(row: PaymentRow | None, event: PaymentExcluded, envelope: Envelope) -> PaymentRow:
    kept = kept_back(ordered(row), event.reason, envelope)
    return replace(kept, status="approved", run_id=None)


def send(row: PaymentRow | None, event: PaymentSent, _: Envelope) -> PaymentRow:
    return replace(ordered(row), status="sent", run_id=event.run_id, file=event.file, reason=None)


def settle(row: PaymentRow | None, event: PaymentSettled, _: Envelope) -> PaymentRow:
    return replace(ordered(row), status="settled", ended_on=event.settled_on)


def come_back(row: PaymentRow | None, event: PaymentReturned, _: Envelope) -> PaymentRow:
    return replace(ordered(row), status="returned", ended_on=event.returned_on, reason=event.reason)


def fail(row: PaymentRow | None, event: PaymentFailed, _: Envelope) -> PaymentRow:
    return replace(ordered(row), status="failed", ended_on=event.failed_on, reason=event.reason)


def cancel(row: PaymentRow | None, event: PaymentCancelled, _: Envelope) -> PaymentRow:
    return replace(ordered(row), status="cancelled", reason=event.reason)


def kept_back(row: PaymentRow, reason: str, envelope: Envelope) -> PaymentRow:
    return replace(row, reason=reason, kept_at=envelope.recorded_at)


def kept_no_more(row: PaymentRow) -> PaymentRow:
    return replace(row, reason=None, kept_at=None, held_until=None)


def ordered(row: PaymentRow | None) -> PaymentRow:
    if row is None:
        raise LookupError("the payment was never ordered")
    return row


PAYMENT = Folded(
    payment,
    PaymentRow,
    by_stream,
    on=(
        on(PaymentOrdered, order),
        on(PaymentOffset, offset),
        on(RepaymentRegistered, collect),
        on(ClaimWaived, collect),
        on(PaymentHeld, hold),
        on(PaymentReleased, release),
        on(PaymentApproved, approve),
        on(PaymentIncluded, include),
        on(PaymentExcluded, exclude),
        on(PaymentSent, send),
        on(PaymentSettled, settle),
        on(PaymentReturned, come_back),
        on(PaymentFailed, fail),
        on(PaymentCancelled, cancel),
    ),
    history=payment_history,
)

OF_THE_CASE = {CaseMarked, MarkRemoved, HearingStarted, HearingAnswered, *HEADS}
HOLDING_BACK = {TaskOpened, TaskSolved, TaskCancelled, TaskReopened}

PAYMENT_LIST = Projection(
    name="payment_list",
    version=1,
    folded=(PAYMENT, RUN, WAIT, CASE_HEADER, PROTECTED),
    left_out=frozenset(
        {
            RunFinished,  # in the run summaries
            *get_args(MunicipalityEvent),
            *set(get_args(TaskEvent)) - HOLDING_BACK,  # what a task is about is in its own list
            *set(get_args(CaseEvent)) - OF_THE_CASE,  # the list shows what was owed, not why
        }
    ),
)
