"""What may be done with a claim before it is decided on: held, released; a payment is no claim."""

from domain.payment import events as on
from domain.payment.states import Stage
from domain.shared.errors import Impossible, NotAllowedNow
from tests.support.claims import CLAIM, STANDS, TOO_MUCH, limited, repay, waive
from tests.support.errands import (
    FIRST_PAYMENT,
    hold_payment,
    include_payment,
    order_payment,
    release_payment,
)

CLAIMED = limited(None, *TOO_MUCH, order_payment())


def test_a_claim_is_held_and_released_until_it_is_decided_on() -> None:
    held = CLAIMED.and_then(hold_payment(CLAIM))
    assert held.dossier.payments[CLAIM].stage is Stage.HELD
    held.when(release_payment(CLAIM)).then(on.PaymentReleased)
    stands = CLAIMED.and_then(*STANDS)
    stands.when(hold_payment(CLAIM)).then_refused(NotAllowedNow, "approved")


def test_a_claim_is_in_no_run() -> None:
    CLAIMED.when(include_payment(CLAIM)).then_refused(NotAllowedNow, "collected")


def test_what_was_paid_is_neither_waived_nor_repaid() -> None:
    CLAIMED.when(waive(FIRST_PAYMENT)).then_refused(Impossible, "no claim")
    CLAIMED.when(repay(1, FIRST_PAYMENT)).then_refused(Impossible, "no claim")
