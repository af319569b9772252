"""Udbetalinger: what was ordered for whom and which week, and how far each payment has come."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

from api.views.view import Cash, Said, Seen, View, said
from domain.case.states import NoCase
from domain.dossier.dossier import Dossier, Recorded, fold
from domain.payment import events as on
from domain.payment.claims import outstanding
from domain.payment.resting import unconfirmed
from domain.shared.envelope import CaseId, PaymentId
from domain.shared.money import Money


class PaymentStatus(StrEnum):
    ORDERED = "ordered"
    HELD = "held"
    APPROVED = "approved"
    INCLUDED = "included"
    SENT = "sent"
    SETTLED = "settled"
    RETURNED = "returned"
    FAILED = "failed"
    CANCELLED = "cancelled"


BECOMES: Mapping[type[object], PaymentStatus] = {
    on.PaymentOrdered: PaymentStatus.ORDERED,
    on.PaymentHeld: PaymentStatus.HELD,
    on.PaymentReleased: PaymentStatus.ORDERED,
    on.PaymentApproved: PaymentStatus.APPROVED,
    on.PaymentIncluded: PaymentStatus.INCLUDED,
    on.PaymentExcluded: PaymentStatus.APPROVED,
    on.PaymentSent: PaymentStatus.SENT,
    on.PaymentSettled: PaymentStatus.SETTLED,
    on.PaymentReturned: PaymentStatus.RETURNED,
    on.PaymentFailed: PaymentStatus.FAILED,
    on.PaymentCancelled: PaymentStatus.CANCELLED,
}
PAID = {PaymentStatus.SENT, PaymentStatus.SETTLED}


class Step(View):
    said: Said
    became: PaymentStatus
    reason: str | None


class Kept(View):
    """What is not sent of a payment, and the claim that it settles."""

    claim_id: UUID
    amount: Cash


class PaymentView(View):
    """`amount` is negative in a repayment claim; `account_total` is what the week is in all.

    `net` is what is sent; `outstanding` what is still to come back of a claim. `unconfirmed` names
    the values of law that booking, ATP, pension and day rest on and that nobody has confirmed.
    """

    payment_id: UUID
    payee: str
    kind: on.PaymentKind
    monday: date
    first_day: date
    last_day: date
    amount: Cash
    account_total: Cash
    net: Cash
    offsets: tuple[Kept, ...]
    outstanding: Cash | None
    account_code: str
    state_refund_percent: int
    atp_of_citizen: Cash
    atp_of_municipality: Cash
    pension: Cash
    unconfirmed: tuple[str, ...]
    due_on: date
    corrects: UUID | None
    status: PaymentStatus
    held_until: date | None
    run_id: UUID | None
    steps: tuple[Step, ...]


class Payments(View):
    """`paid` is what left, less what came back: a claim counts when nothing is left of it.

    It is of the whole case, also where only the payments of one day are shown.
    """

    case_id: UUID
    version: int
    paid: Cash
    payments: tuple[PaymentView, ...]


def payments(seen: Seen) -> Payments:
    found = tuple(of_case(seen))
    waived = sum(given_up.amount.oere for given_up, _ in seen.each(on.ClaimWaived))
    paid = Money(sum(one.amount.oere for one in found if one.status in PAID) + waived)
    of_day = tuple(one for one in found if seen.applies(one.first_day, one.last_day))
    return Payments(case_id=seen.case_id, version=seen.version, paid=paid, payments=of_day)


def of_case(seen: Seen) -> Iterable[PaymentView]:
    dossier = fold(CaseId(seen.case_id), seen.recorded)
    for ordered, first in seen.each(on.PaymentOrdered):
        stream_id = first.envelope.stream_id
        stream = [one for one in seen.recorded if one.envelope.stream_id == stream_id]
        yield shown(ordered, PaymentId(stream_id), stream, dossier)


def shown(
    ordered: on.PaymentOrdered, payment_id: PaymentId, stream: list[Recorded], dossier: Dossier
) -> PaymentView:
    payment, steps = dossier.payments[payment_id], tuple(steps_of(stream))
    offsets = tuple(Kept(claim_id=to, amount=Money(oere)) for to, oere in payment.offsets)
    return PaymentView(
        payment_id=payment_id,
        payee=ordered.payee,
        kind=ordered.kind,
        monday=ordered.monday,
        first_day=ordered.period.first_day,
        last_day=ordered.period.last_day,
        amount=ordered.amount,
        account_total=ordered.account_total,
        net=payment.net,
        offsets=offsets,
        outstanding=Money(outstanding(payment_id, dossier.payments)) if payment.is_claim else None,
        account_code=ordered.account_code,
        state_refund_percent=ordered.state_refund_percent,
        atp_of_citizen=ordered.atp_of_citizen,
        atp_of_municipality=ordered.atp_of_municipality,
        pension=ordered.pension,
        unconfirmed=resting_on(ordered, dossier),
        due_on=ordered.due_on,
        corrects=ordered.corrects,
        status=steps[-1].became,
        held_until=payment.held_until,
        run_id=run_of(stream),
        steps=steps,
    )


def resting_on(ordered: on.PaymentOrdered, dossier: Dossier) -> tuple[str, ...]:
    if isinstance(dossier.case, NoCase):
        return ()
    first_day = dossier.case.file.first_day_of_absence
    return unconfirmed(ordered, first_day)


def steps_of(stream: Iterable[Recorded]) -> Iterable[Step]:
    """Give each event with what the payment was after it; what reduces it moves it nowhere."""
    became = PaymentStatus.ORDERED
    for one in stream:
        became = BECOMES.get(type(one.event), became)
        reason = getattr(one.event, "reason", None)
        yield Step(said=said(one), became=became, reason=reason)


def run_of(stream: Iterable[Recorded]) -> UUID | None:
    """Give the run the payment is in; none after it was taken out, held or cancelled."""
    run: UUID | None = None
    for one in stream:
        match one.event:
            case on.PaymentIncluded(run_id=included):
                run = included
            case on.PaymentExcluded() | on.PaymentHeld() | on.PaymentCancelled():
                run = None
            case _:
                pass
    return run
