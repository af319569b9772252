"""What can be asked of a payment."""

from datetime import date

from domain.shared.envelope import PaymentId, RunId
from domain.shared.messages import Command
from domain.shared.money import Money
from domain.shared.values import Text


class OrderPayment(Command):
    """Order what the decided account owes for whole weeks up to a Sunday and was not ordered.

    `due_by`: only weeks that the payment calendar pays by then; without it every week is.
    `run_id`: the run that what is approved enters with it, each payment by its own event.
    """

    until: date
    due_by: date | None = None
    run_id: RunId | None = None


class OffsetPayment(Command):
    """Keep from a payment what the municipality's limit allows, for a claim on its payee."""

    payment_id: PaymentId
    claim_id: PaymentId


class RegisterRepayment(Command):
    """The payee gave (some of) a claim back."""

    payment_id: PaymentId
    amount: Money
    repaid_on: date


class WaiveClaim(Command):
    """Give up what is left of a claim."""

    payment_id: PaymentId
    reason: Text


class HoldPayment(Command):
    """`until`: none is the day by which what stands in its way is due; said again, it is moved."""

    payment_id: PaymentId
    reason: Text
    until: date | None = None


class ReleasePayment(Command):
    payment_id: PaymentId
    reason: Text | None = None


class ApprovePayment(Command):
    payment_id: PaymentId
    by_rule: bool = False


class IncludePayment(Command):
    payment_id: PaymentId
    run_id: RunId


class ExcludePayment(Command):
    payment_id: PaymentId
    run_id: RunId
    reason: Text


class SendPayment(Command):
    payment_id: PaymentId
    run_id: RunId
    file: Text


class SettlePayment(Command):
    payment_id: PaymentId
    settled_on: date


class ReturnPayment(Command):
    payment_id: PaymentId
    returned_on: date
    reason: Text


class FailPayment(Command):
    payment_id: PaymentId
    failed_on: date
    reason: Text


class CancelPayment(Command):
    payment_id: PaymentId
    reason: Text


PaymentCommand = (
    OrderPayment
    | OffsetPayment
    | RegisterRepayment
    | WaiveClaim
    | HoldPayment
    | ReleasePayment
    | ApprovePayment
    | IncludePayment
    | ExcludePayment
    | SendPayment
    | SettlePayment
    | ReturnPayment
    | FailPayment
    | CancelPayment
)
