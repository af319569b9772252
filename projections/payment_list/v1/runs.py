"""What each type of event does to the row of a payment run."""

from dataclasses import replace

from domain.run.events import RunApproved, RunClosed, RunPrepared, RunReconciled, RunSent
from domain.shared.envelope import Envelope
from projections.payment_list.v1.tables import RunRow, run
from projections.projection import Folded, by_stream, on


def prepare(_: RunRow | None, event: RunPrepared, envelope: Envelope) -> RunRow:
    return RunRow(
        run_id=envelope.stream_id,
        municipality=envelope.municipality,
        kind=event.kind.value,
        prepared_on=event.prepared_on,
        pay_until=event.pay_until,
        status="prepared",
    )


def close(row: RunRow | None, event: RunClosed, _: Envelope) -> RunRow:
    return replace(
        prepared(row),
        status="closed",
        payments=event.payments,
        total_oere=event.total.oere,
        control_sum=event.control_sum,
    )


def approve(row: RunRow | None, _: RunApproved, __: Envelope) -> RunRow:
    return replace(prepared(row), status="approved")


def send(row: RunRow | None, event: RunSent, _: Envelope) -> RunRow:
    return replace(
        prepared(row),
        status="sent",
        file=event.file,
        payments=event.payments,
        total_oere=event.total.oere,
        control_sum=event.control_sum,
    )


def reconcile(row: RunRow | None, event: RunReconciled, _: Envelope) -> RunRow:
    return replace(
        prepared(row),
        status="reconciled",
        settled=event.settled,
        returned=event.returned,
        failed=event.failed,
        total_settled_oere=event.total_settled.oere,
    )


def prepared(row: RunRow | None) -> RunRow:
    if row is None:
        raise LookupError("the run was never prepared")
    return row


RUN = Folded(
    run,
    RunRow,
    by_stream,
    on=(
        on(RunPrepared, prepare),
        on(RunClosed, close),
        on(RunApproved, approve),
        on(RunSent, send),
        on(RunReconciled, reconcile),
    ),
)
