"""What covers a claim: repaid, kept from payments, or waived, as far as there was money to keep.

Who waives a claim lets the payee keep what he was paid too much. A payment that came back he never
had: as much of the waiver as was about it has no object, and what is paid again is set against it.
"""

from collections.abc import Iterator, Mapping

from domain.payment.states import VOID, KnownPayment
from domain.shared.envelope import PaymentId

Known = Mapping[PaymentId, KnownPayment]


def of_one_week(payment: KnownPayment, claim: KnownPayment) -> bool:
    one, other = payment.order, claim.order
    return (one.payee, one.monday) == (other.payee, other.monday)


def kept(claim_id: PaymentId, payments: Known) -> Iterator[tuple[PaymentId, int]]:
    """Name the payments that less was or will be sent of for this claim, and how much less."""
    for payment_id, payment in payments.items():
        if payment.stage not in VOID:
            oere = sum(amount for claim, amount in payment.offsets if claim == claim_id)
            if oere:
                yield payment_id, oere


def covered(claim_id: PaymentId, payments: Known) -> int:
    """Sum what was repaid, waived and kept; more than the claim where a waiver has lapsed."""
    return payments[claim_id].collected + sum(oere for _, oere in kept(claim_id, payments))


def lapsed(claim_id: PaymentId, payments: Known) -> int:
    """Give what was waived and was kept all the same from what was paid again."""
    return max(0, covered(claim_id, payments) + payments[claim_id].net.oere)


def waived_for_nothing(claim_id: PaymentId, payments: Known) -> int:
    """Give what was waived of money that never arrived, and was not kept since."""
    claim = payments[claim_id]
    waived = claim.collected - claim.repaid.oere
    if not waived or claim.stage in VOID:
        return 0
    return max(0, min(waived, came_back(claim_id, payments)) - lapsed(claim_id, payments))


def came_back(claim_id: PaymentId, payments: Known) -> int:
    """Sum what the week had been paid when the claim was made, and nobody has any more."""
    claim = payments[claim_id].order
    before = list(earlier(claim_id, payments))
    there = sum(one.order.amount.oere for one in before if one.stage not in VOID)
    gone, net = claim.account_total.oere - claim.amount.oere - there, 0
    for one in reversed(before):
        if gone > 0 and one.stage in VOID and not one.is_claim:
            gone -= one.order.amount.oere
            net += one.order.amount.oere - one.order.atp_of_citizen.oere
    return net


def earlier(claim_id: PaymentId, payments: Known) -> Iterator[KnownPayment]:
    """Give what was ordered for the payee and week before the claim, in order."""
    for payment_id, payment in payments.items():
        if payment_id == claim_id:
            return
        if of_one_week(payment, payments[claim_id]):
            yield payment
