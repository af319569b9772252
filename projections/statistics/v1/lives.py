"""What each type of event does to the life of a task, a case or a payment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args

from domain.case.events import (
    AbsenceReported,
    BenefitGranted,
    CaseCancelled,
    CaseEvent,
    ClaimRejected,
)
from domain.dossier.dossier import DossierEvent
from domain.municipality.events import MonthClosed
from domain.payment.events import PaymentOrdered, PaymentSent
from domain.shared.blocks import Blocks
from domain.shared.envelope import Envelope, Role
from domain.task.events import (
    TaskCancelled,
    TaskEvent,
    TaskOpened,
    TaskSolved,
)
from projections.projection import On, on
from projections.statistics.v1.tables import (
    CaseLifeRow,
    ClosedMonthRow,
    PaymentLifeRow,
    TaskLifeRow,
)

PEOPLE = {Role.CASE_WORKER, Role.MANAGER, Role.LOCAL_ADMINISTRATOR}
DECISIONS: Mapping[type[DossierEvent], str] = {
    BenefitGranted: "granted",
    ClaimRejected: "rejected",
    CaseCancelled: "cancelled",
}
STOPS = {Blocks.DECISION, Blocks.PAYMENT}


def open_task(_: TaskLifeRow | None, event: TaskOpened, envelope: Envelope) -> TaskLifeRow:
    return TaskLifeRow(
        task_id=envelope.stream_id,
        municipality=envelope.municipality,
        type=event.type,
        opened_at=envelope.recorded_at,
    )


def solve_task(row: TaskLifeRow | None, _: TaskSolved, envelope: Envelope) -> TaskLifeRow:
    """Keep the first solution: what a month was counted to have solved stays so."""
    row = begun(row)
    solved = replace(row, solved_at=envelope.recorded_at, solved_by=envelope.actor)
    return row if row.solved_at else solved


def cancel_task(row: TaskLifeRow | None, _: TaskCancelled, envelope: Envelope) -> TaskLifeRow:
    row = begun(row)
    return row if row.cancelled_at else replace(row, cancelled_at=envelope.recorded_at)


def begun(row: TaskLifeRow | None) -> TaskLifeRow:
    if row is None:
        raise LookupError("the task was never opened")
    return row


def report(row: CaseLifeRow | None, event: AbsenceReported, envelope: Envelope) -> CaseLifeRow:
    if row is not None:
        return touch(row, event, envelope) or row
    return CaseLifeRow(
        life_id=envelope.case_id,
        municipality=envelope.municipality,
        reported_at=envelope.recorded_at,
        kind=event.kind.value,
        form=event.form.value,
        reported_by=envelope.role.value,
        touches=int(envelope.role in PEOPLE),
    )


def touch(row: CaseLifeRow | None, _: DossierEvent, envelope: Envelope) -> CaseLifeRow | None:
    """Count what people recorded, before the first decision and after it."""
    if row is None or envelope.role not in PEOPLE:
        return row
    if row.decision:
        return replace(row, touches_after=row.touches_after + 1)
    return replace(row, touches=row.touches + 1)


def stop(row: CaseLifeRow | None, event: TaskOpened, envelope: Envelope) -> CaseLifeRow | None:
    row = touch(row, event, envelope)
    if row is None or row.decision or event.blocks not in STOPS:
        return row
    return replace(row, stopped_by=tuple(sorted({*row.stopped_by, event.type})))


def decide(row: CaseLifeRow | None, event: DossierEvent, envelope: Envelope) -> CaseLifeRow | None:
    row = touch(row, event, envelope)
    if row is None or row.decision:
        return row
    return replace(row, decision=DECISIONS[type(event)], decided_at=envelope.recorded_at)


def order(_: PaymentLifeRow | None, event: PaymentOrdered, envelope: Envelope) -> PaymentLifeRow:
    return PaymentLifeRow(
        payment_id=envelope.stream_id,
        municipality=envelope.municipality,
        payee="citizen" if event.payee == "citizen" else "employer",
        kind=event.kind.value,
        monday=event.monday,
        account_code=event.account_code,
        amount_oere=event.amount.oere,
    )


def send(row: PaymentLifeRow | None, _: PaymentSent, envelope: Envelope) -> PaymentLifeRow:
    if row is None:
        raise LookupError("the payment was never ordered")
    return replace(row, sent_at=envelope.recorded_at)


def close(_: ClosedMonthRow | None, event: MonthClosed, envelope: Envelope) -> ClosedMonthRow:
    return ClosedMonthRow(
        position=envelope.position,
        municipality=envelope.municipality,
        month=event.month,
        totals=event.model_dump_json(include={"totals"}),
    )


OF_TASK = (on(TaskOpened, open_task), on(TaskSolved, solve_task), on(TaskCancelled, cancel_task))
OF_CASE: tuple[On, ...] = (
    on(AbsenceReported, report),
    on(TaskOpened, stop),
    *(on(kind, decide) for kind in DECISIONS),
    *(
        on(kind, touch)
        for kind in (*get_args(CaseEvent), *get_args(TaskEvent))
        if kind not in {AbsenceReported, TaskOpened, *DECISIONS}
    ),
)
OF_PAYMENT = (on(PaymentOrdered, order), on(PaymentSent, send))
OF_MONTH = (on(MonthClosed, close),)
