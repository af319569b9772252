"""A payment that never arrived, and was claimed back: the claim goes with it, or is paid back."""

import pytest

from domain.dossier.dossier import DossierCommand
from domain.payment import events as on
from domain.payment.states import VOID
from domain.task.events import TaskCancelled
from tests.support.claims import ALL_SENT, MONDAYS, STANDS, limited, repay
from tests.support.errands import order_payment, payment_id, return_payment
from tests.support.examples import day, end


@pytest.mark.parametrize("heard", [(), STANDS], ids=["not decided on", "it stands"])
def test_a_claim_for_a_payment_that_never_arrived_is_withdrawn_and_nothing_is_paid(
    heard: tuple[DossierCommand, ...],
) -> None:
    """Found in any history: the claim and the payment both gone, nobody is paid past the end."""
    case = limited(None, *ALL_SENT[:-2], end(day("06-12")), order_payment(), *heard)
    returned = payment_id(MONDAYS[-1])
    claim = payment_id(MONDAYS[-1], number=1)
    assert case.dossier.payments[claim].order.corrects == returned
    after = case.and_then(return_payment(returned)).when(order_payment())
    after.then(on.PaymentCancelled, *([TaskCancelled] if heard else []))  # who would collect it
    assert after.dossier.payments[claim].stage in VOID


def test_what_came_back_of_such_a_claim_already_is_paid_again() -> None:
    case = limited(None, *ALL_SENT[:-2], end(day("06-12")), order_payment(), *STANDS)
    claim = payment_id(MONDAYS[-1], number=1)
    case = case.and_then(repay(100, claim), return_payment(payment_id(MONDAYS[-1])))
    again, *_ = case.when(order_payment()).events()
    assert isinstance(again, on.PaymentOrdered)
    assert again.amount.oere == -case.dossier.payments[claim].order.amount.oere
    assert again.corrects == claim
