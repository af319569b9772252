"""Whatever is claimed, kept, repaid or waived: the payee has the account and what is left."""

from collections.abc import Sequence

from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from domain.payment.claims import outstanding
from domain.payment.covering import of_one_week
from domain.payment.states import VOID
from tests.support.claim_steps import STEPS, Step
from tests.support.claims import limited
from tests.support.errands import order_payment
from tests.support.examples import (
    recalculate,
)
from tests.support.histories import CLAIMED
from tests.support.paying import accounted, ledger, paid


@settings(max_examples=500, deadline=None)
@any_of(st.lists(st.sampled_from(STEPS), max_size=8), st.sampled_from((None, 0, 20, 100)))
def test_whatever_happens_the_payee_has_the_account_and_what_is_left_of_the_claims(
    steps: Sequence[Step], percent: int | None
) -> None:
    the_payee_has_the_account_and_what_is_left(steps, percent)


def the_payee_has_the_account_and_what_is_left(steps: Sequence[Step], percent: int | None) -> None:
    case = limited(percent, *CLAIMED)
    for step in steps:
        case = step(case)
    case = paid(case)
    payments = case.dossier.payments
    there = [one for one in payments.values() if one.stage not in VOID]
    assert ledger(case) == accounted(case)
    has = sum(one.net.oere for one in there if not one.is_claim)
    gave_back = sum(one.collected for one in payments.values())
    owing = sum(outstanding(each, payments) for each in payments)
    assert has - gave_back == accounted(case) + owing
    for one in there:
        own = sum(oere for claim, oere in one.offsets if of_one_week(one, payments[claim]))
        least = (one.order.amount.oere - own) * (100 - (percent or 0))
        assert one.is_claim or one.net.oere * 100 >= least
    case.when(recalculate()).then_nothing_happens()
    case.when(order_payment()).then_nothing_happens()
