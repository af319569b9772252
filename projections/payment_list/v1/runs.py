"""What each type of event does to the row of a payment run."""

from dataclasses import replace

from domain.benefit.calculate import LAW
from domain.rules.payment_calendar import answer_due
from domain.run.events import RunApproved, RunClosed, RunPrepared, RunReconciled, RunSent
from domain.shared.denmark import danish_day
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
        four_eyes=event.four_eyes,
        waits_for="cut_off",
        waits_since=envelope.recorded_at,
        waits_until=event.prepared_on,
    )


def close(row: RunRow | None, event: RunClosed, envelope: Envelope) -> RunRow:
    """Wait for a second person or for the file, which both are of the same day."""
    before = prepared(row)
    four_eyes = before.four_eyes or event.four_eyes
    return replace(
        to_be_done(before, "approval" if four_eyes else "sending", envelope),
        status="closed",
        four_eyes=four_eyes,
        payments=event.payments,
        total_oere=event.total.oere,
        control_sum=event.control_sum,
    )


def approve(row: RunRow | None, _: RunApproved, envelope: Envelope) -> RunRow:
    return replace(to_be_done(prepared(row), "sending", envelope), status="approved")


def send(row: RunRow | None, event: RunSent, envelope: Envelope) -> RunRow:
    return replace(
        prepared(row),
        status="sent",
        waits_for="answer",
        waits_since=envelope.recorded_at,
        waits_until=answer_due(LAW, danish_day(envelope.recorded_at)),
        file=event.file,
        payments=event.payments,
        total_oere=event.total.oere,
        control_sum=event.control_sum,
    )


def reconcile(row: RunRow | None, event: RunReconciled, _: Envelope) -> RunRow:
    return replace(
        prepared(row),
        status="reconciled",
        waits_for=None,
        waits_since=None,
        waits_until=None,
        settled=event.settled,
        returned=event.returned,
        failed=event.failed,
        total_settled_oere=event.total_settled.oere,
    )


def to_be_done(row: RunRow, what: str, envelope: Envelope) -> RunRow:
    """Say what is waited for now; the day of the run is its day, however late it is."""
    since = envelope.recorded_at
    return replace(row, waits_for=what, waits_since=since, waits_until=row.prepared_on)


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
