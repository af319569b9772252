"""What can have happened to a payment; it is the week's owed amount, or a correction of it."""

from datetime import date
from enum import StrEnum

from domain.shared.envelope import PaymentId, RunId
from domain.shared.messages import Event
from domain.shared.money import Money
from domain.shared.period import Period
from domain.shared.values import Payee


class PaymentKind(StrEnum):
    BENEFIT = "benefit"  # first payment for a payee and week
    ADJUSTMENT = "adjustment"  # owed more for a week that was paid before
    REPAYMENT_CLAIM = "repayment_claim"  # paid too much; the amount is negative


class PaymentOrdered(Event):
    """One payee, one calendar week; the unit of calculation and rounding."""

    payee: Payee
    kind: PaymentKind
    monday: date
    period: Period  # the days of the week with entitlement
    amount: Money  # negative in a repayment claim
    account_total: Money  # what the account says of the week in all
    account_code: str
    state_refund_percent: int
    atp_of_citizen: Money  # comes off the amount; negative where less is owed than before
    atp_of_municipality: Money
    pension: Money  # paid by the state: to the citizen's pension, or to the employer
    due_on: date  # by the payment calendar; an extra run pays on any day
    corrects: PaymentId | None


class PaymentOffset(Event):
    """Less of this payment is sent, and as much less is left of a claim on the same payee."""

    claim_id: PaymentId
    amount: Money


class RepaymentRegistered(Event):
    """Of a claim: the payee gave so much back."""

    amount: Money
    repaid_on: date


class ClaimWaived(Event):
    """Of a claim: what was left of it is given up."""

    amount: Money
    reason: str


class PaymentHeld(Event):
    reason: str
    until: date | None  # none: held before days were said


class PaymentReleased(Event):
    reason: str | None


class PaymentApproved(Event):
    by_rule: bool


class PaymentIncluded(Event):
    run_id: RunId


class PaymentExcluded(Event):
    run_id: RunId
    reason: str


class PaymentSent(Event):
    run_id: RunId
    file: str


class PaymentSettled(Event):
    settled_on: date


class PaymentReturned(Event):
    returned_on: date
    reason: str


class PaymentFailed(Event):
    failed_on: date
    reason: str


class PaymentCancelled(Event):
    reason: str


PaymentEvent = (
    PaymentOrdered
    | PaymentOffset
    | RepaymentRegistered
    | ClaimWaived
    | PaymentHeld
    | PaymentReleased
    | PaymentApproved
    | PaymentIncluded
    | PaymentExcluded
    | PaymentSent
    | PaymentSettled
    | PaymentReturned
    | PaymentFailed
    | PaymentCancelled
)
