"""What a case's payments come to: the changes of one row for each payment."""

from collections.abc import Callable
from dataclasses import replace

from domain.payment.events import (
    ClaimWaived,
    PaymentCancelled,
    PaymentEvent,
    PaymentFailed,
    PaymentOrdered,
    PaymentReturned,
    PaymentSent,
    PaymentSettled,
)
from domain.shared.envelope import Envelope
from projections.case_overview.v1.tables import CasePaymentRow, case_payment
from projections.projection import Folded, by_stream, on


def order(_: CasePaymentRow | None, event: PaymentOrdered, envelope: Envelope) -> CasePaymentRow:
    return CasePaymentRow(
        payment_id=envelope.stream_id,
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        amount_oere=event.amount.oere,
        state="ordered",
    )


def becomes(
    state: str,
) -> Callable[[CasePaymentRow | None, PaymentEvent, Envelope], CasePaymentRow]:
    def change(row: CasePaymentRow | None, _: PaymentEvent, __: Envelope) -> CasePaymentRow:
        if row is None:
            raise LookupError("the payment was never ordered")
        return replace(row, state=state)

    return change


def waive(row: CasePaymentRow | None, event: ClaimWaived, _: Envelope) -> CasePaymentRow:
    """Of a claim: what is given up does not come back."""
    if row is None:
        raise LookupError("the payment was never ordered")
    return replace(row, amount_oere=row.amount_oere + event.amount.oere)


CASE_PAYMENT = Folded(
    case_payment,
    CasePaymentRow,
    by_stream,
    on=(
        on(PaymentOrdered, order),
        on(ClaimWaived, waive),
        on(PaymentSent, becomes("sent")),
        on(PaymentSettled, becomes("settled")),
        on(PaymentReturned, becomes("void")),
        on(PaymentFailed, becomes("void")),
        on(PaymentCancelled, becomes("void")),
    ),
)
