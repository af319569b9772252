"""What was paid too much, and how it comes back: kept from coming payments, repaid, or waived.

A payment of the same week as a claim is set against it whole: nobody is sent what he is asked for.
Nothing here moves what a week is owed: a claim stands in the ledger with its negative amount, and
an offset only says that less of a coming payment is sent, and as much less is left of the claim.
"""

from collections.abc import Iterator

from domain.payment import events as on
from domain.payment.commands import OffsetPayment, RegisterRepayment, WaiveClaim
from domain.payment.covering import Known, covered, kept, of_one_week, waived_for_nothing
from domain.payment.payment import known
from domain.payment.states import DECIDED, UNDECIDED, UNSENT, VOID, KnownPayment, NoPayment, Stage
from domain.shared.envelope import PaymentId
from domain.shared.errors import Impossible, NotAllowedNow
from domain.shared.money import Money

REDUCIBLE = UNSENT - {Stage.INCLUDED}  # the sums of a run stand


def outstanding(claim_id: PaymentId, payments: Known) -> int:
    """Give what is still to come back of a claim, in øre; what never arrived kept nothing."""
    claim = payments[claim_id]
    if not claim.is_claim or claim.stage in VOID:
        return 0
    return max(0, -claim.net.oere - covered(claim_id, payments))


def undecided(payments: Known) -> Iterator[PaymentId]:
    """Name the claims that nobody has decided on after the hearing."""
    for payment_id, payment in payments.items():
        if payment.is_claim and payment.stage in UNDECIDED:
            yield payment_id


def unfounded(payments: Known) -> Iterator[PaymentId]:
    """Name the claims for a payment that never arrived, of which nothing has come back yet."""
    for claim_id, claim in payments.items():
        if claim.is_claim and claim.stage in UNSENT and not claim.collected:
            corrected = payments.get(claim.order.corrects) if claim.order.corrects else None
            never_arrived = corrected is not None and corrected.stage in VOID
            if never_arrived and not any(kept(claim_id, payments)):
                yield claim_id


def collected(payments: Known) -> Iterator[PaymentId]:
    """Name the claims of which nothing is left, and no payment that was reduced is on its way."""
    for claim_id, claim in payments.items():
        unsettled = claim.is_claim and claim.stage in UNDECIDED | {Stage.APPROVED}
        if unsettled and nothing_left(claim_id, payments):
            yield claim_id


def nothing_left(claim_id: PaymentId, payments: Known) -> bool:
    stages = {payments[each].stage for each, _ in kept(claim_id, payments)}
    return outstanding(claim_id, payments) == 0 and stages <= {Stage.SETTLED}


def standing(payments: Known) -> Iterator[PaymentId]:
    """Name the decided claims of which something is left."""
    for claim_id, claim in payments.items():
        if claim.is_claim and claim.stage in DECIDED and outstanding(claim_id, payments) > 0:
            yield claim_id


def reducible(payments: Known) -> Iterator[tuple[PaymentId, PaymentId]]:
    """Pair each payment that may still be reduced with each claim on its payee, oldest first."""
    for payment_id, payment in payments.items():
        if payment.stage in REDUCIBLE and payment.order.amount.oere > 0 and not payment.is_claim:
            for claim_id in standing(payments):
                if payments[claim_id].order.payee == payment.order.payee:
                    yield payment_id, claim_id


def to_net(claim_id: PaymentId, payments: Known) -> int:
    """Give what a payment on the claim's own week is set against."""
    return outstanding(claim_id, payments) + waived_for_nothing(claim_id, payments)


def nets(payments: Known) -> Iterator[tuple[PaymentId, PaymentId]]:
    """Pair each payment that may still be reduced with what is left of claims on its own week."""
    claims = [claim_id for claim_id, claim in payments.items() if claim.is_claim]
    for payment_id, payment in payments.items():
        if payment.stage in REDUCIBLE and payment.order.amount.oere > 0 and not payment.is_claim:
            for claim_id in claims:
                if of_one_week(payment, payments[claim_id]) and to_net(claim_id, payments) > 0:
                    yield payment_id, claim_id


def offset(
    command: OffsetPayment, payments: Known, percent: int | None
) -> Iterator[on.PaymentOffset]:
    """Keep what is left of a claim on the same week; of others, as much as the limit allows."""
    payment = known(payments.get(command.payment_id, NoPayment()))
    claim = known(payments.get(command.claim_id, NoPayment()))
    check_pair(payment, claim)
    left = (to_net if of_one_week(payment, claim) else outstanding)(command.claim_id, payments)
    amount = min(most(payment, claim, payments, percent), left)
    if amount > 0:
        yield on.PaymentOffset(claim_id=command.claim_id, amount=Money(amount))


def most(payment: KnownPayment, claim: KnownPayment, payments: Known, percent: int | None) -> int:
    if of_one_week(payment, claim):
        return payment.net.oere
    if percent is None:
        raise NotAllowedNow("the municipality has set no limit for offsets")
    return room(payment, payments, percent)


def room(payment: KnownPayment, payments: Known, percent: int) -> int:
    """Give what may still be kept of it: rounded down to øre, so never more than the limit."""
    others = (one for one in payment.offsets if not of_one_week(payment, payments[one[0]]))
    before = sum(oere for _, oere in others)
    return (payment.net.oere + before) * percent // 100 - before


def check_pair(payment: KnownPayment, claim: KnownPayment) -> None:
    if payment.is_claim or not claim.is_claim or claim.order.payee != payment.order.payee:
        raise Impossible("a payment is reduced by a claim on the same payee")
    if claim.stage not in DECIDED and not of_one_week(payment, claim):
        raise NotAllowedNow("nobody has decided on the claim after the hearing")
    if payment.stage not in REDUCIBLE:
        raise NotAllowedNow(f"the payment is {payment.stage}", stage=payment.stage.value)


def repay(command: RegisterRepayment, payments: Known) -> on.RepaymentRegistered:
    left = left_of(command.payment_id, payments)
    if not 0 < command.amount.oere <= left:
        raise Impossible("more is repaid than is left of the claim, or nothing")
    return on.RepaymentRegistered(amount=command.amount, repaid_on=command.repaid_on)


def waive(command: WaiveClaim, payments: Known) -> Iterator[on.ClaimWaived]:
    left = left_of(command.payment_id, payments)
    if left > 0:
        yield on.ClaimWaived(amount=Money(left), reason=command.reason)


def left_of(claim_id: PaymentId, payments: Known) -> int:
    if not known(payments.get(claim_id, NoPayment())).is_claim:
        raise Impossible("this is no claim")
    return outstanding(claim_id, payments)
