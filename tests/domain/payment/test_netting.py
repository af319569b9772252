"""What is paid again for a week is set against what is claimed of it: nobody pays twice."""

from collections.abc import Sequence

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from domain.dossier.dossier import DossierCommand
from domain.payment.claims import outstanding
from domain.payment.events import PaymentOffset, PaymentOrdered
from domain.payment.explaining import explained
from domain.payment.states import VOID, Stage
from domain.shared.errors import Impossible
from tests.support.claim_steps import STEPS, Step, decided
from tests.support.claims import ALL_SENT, CLAIM, MONDAYS, STANDS, limited, repay
from tests.support.errands import (
    order_payment,
    payment_id,
    return_payment,
    settle_payment,
    withdraw_end,
)
from tests.support.examples import day, end, stop_automation
from tests.support.histories import CLAIMED
from tests.support.paying import accounted, paid
from tests.support.scenario import Given

PAID = payment_id(MONDAYS[1])  # 4 days of 816.96; then 544.64 too much
WHOLE, TOO_MUCH = 3_267_84, 544_64
RIGHT = WHOLE - TOO_MUCH
UNDECIDED: tuple[DossierCommand, ...] = ()


def sent(case: Given) -> int:
    """Sum what left the house and arrived, in øre."""
    there = [one for one in case.dossier.payments.values() if one.stage not in VOID]
    return sum(one.net.oere for one in there if not one.is_claim)


def repaid_in_all(case: Given) -> int:
    return sum(one.collected for one in case.dossier.payments.values())


def of_week(case: Given) -> tuple[int, int, int]:
    """Give what was paid for the week (some of it kept for others), given back, and is owed."""
    payments = case.dossier.payments
    known = {
        one: each
        for one, each in payments.items()
        if each.order.monday == MONDAYS[1] and each.stage not in VOID
    }
    net, kept_for_others = 0, 0
    for each in known.values():
        net += 0 if each.is_claim else each.net.oere
        kept_for_others += sum(oere for claim, oere in each.offsets if claim not in known)
    gave_back = sum(each.collected for each in known.values())
    left = sum(outstanding(one, payments) for one in known)
    return net + kept_for_others, gave_back, left


@pytest.mark.parametrize("percent", [None, 20])
@pytest.mark.parametrize("heard", [UNDECIDED, STANDS], ids=["undecided", "decided"])
@pytest.mark.parametrize("gave_back", [0, 1, 20_000, TOO_MUCH - 1, TOO_MUCH])
@pytest.mark.parametrize("before", [True, False], ids=["came back before", "came back after"])
def test_who_gave_something_back_of_what_never_arrived_has_what_the_account_says(
    heard: tuple[DossierCommand, ...],
    gave_back: int,
    percent: int | None,
    *,
    before: bool,
) -> None:
    repayment = (repay(gave_back),) if gave_back else ()
    came_back = (return_payment(PAID),)
    steps = (*came_back, *repayment) if before else (*repayment, *came_back)
    case = paid(limited(percent, *ALL_SENT, *heard, *steps))
    assert of_week(case) == (RIGHT + gave_back, gave_back, 0)


def test_it_is_paid_whole_and_what_is_left_of_the_claim_comes_off_it() -> None:
    case = limited(None, *ALL_SENT, *STANDS, repay(20_000), return_payment(PAID))
    events = case.when(order_payment()).events()
    ordered = next(one for one in events if isinstance(one, PaymentOrdered))
    (kept,) = [one for one in events if isinstance(one, PaymentOffset)]
    assert (ordered.amount.oere, ordered.corrects) == (WHOLE, CLAIM)
    assert (kept.claim_id, kept.amount.oere) == (CLAIM, TOO_MUCH - 20_000)
    after = case.and_then(order_payment())
    after.when(repay(1)).then_refused(Impossible, "left of the claim")


def test_the_limit_of_other_claims_is_of_what_is_left_then() -> None:
    """3,267.84 less 344.64 of its own week: a fifth of 2,923.20 is kept for others."""
    case = limited(20, *ALL_SENT, *STANDS, repay(20_000), return_payment(PAID), order_payment())
    (again,) = [one for one in case.dossier.payments.values() if one.order.corrects == CLAIM]
    own = sum(oere for claim, oere in again.offsets if claim == CLAIM)
    assert (own, sum(oere for _, oere in again.offsets) - own) == (344_64, 584_64)


def test_it_is_done_on_a_case_stopped_by_hand_and_said_in_the_payment() -> None:
    case = limited(None, *ALL_SENT, repay(20_000), return_payment(PAID), stop_automation())
    case = case.and_then(order_payment())
    (again,) = [
        one for one, known in case.dossier.payments.items() if known.order.corrects == CLAIM
    ]
    assert outstanding(CLAIM, case.dossier.payments) == 0
    assert "Fratrukket, da det er krævet tilbage for samme uge: 344,64 kr." in explained(
        again, case.dossier.payments
    )


def test_an_adjustment_that_does_not_arrive_is_netted_again() -> None:
    case = paid(limited(None, *ALL_SENT, *STANDS, repay(20_000), return_payment(PAID)))
    again = paid(case.and_then(return_payment(payment_id(MONDAYS[1], number=2))))
    assert of_week(again) == (RIGHT + 20_000, 20_000, 0)


@pytest.mark.parametrize("heard", [UNDECIDED, STANDS], ids=["undecided", "decided"])
def test_claims_made_because_of_an_end_that_is_taken_back_are_asked_of_nobody(
    heard: tuple[DossierCommand, ...],
) -> None:
    """What was decided on is set against what is paid again: nothing is sent, nothing is owed."""
    case = limited(None, *ALL_SENT[:-2], end(day("06-07")), order_payment(), *heard)
    before = sent(limited(None, *ALL_SENT[:-2]))
    after = settled(case.and_then(withdraw_end()))
    assert sent(after) == before == accounted(after)
    assert not any(outstanding(one, after.dossier.payments) for one in after.dossier.payments)
    claims = [one.stage for one in after.dossier.payments.values() if one.is_claim]
    assert set(claims) == {Stage.SETTLED if heard else Stage.CANCELLED}
    assert not after.dossier.open_tasks


def settled(case: Given) -> Given:
    """Pay what is owed; the bank settles all that was sent."""
    case = paid(case)
    for one, known in case.dossier.payments.items():
        if known.stage is Stage.SENT:
            case = case.and_then(settle_payment(one))
    return case


@settings(max_examples=200, deadline=None)
@any_of(st.lists(st.sampled_from(STEPS), max_size=8), st.sampled_from((None, 20, 100)))
def test_when_all_is_settled_what_was_paid_less_what_was_repaid_is_the_account(
    steps: Sequence[Step], percent: int | None
) -> None:
    what_was_paid_less_what_was_repaid_is_the_account(steps, percent)


def what_was_paid_less_what_was_repaid_is_the_account(
    steps: Sequence[Step], percent: int | None
) -> None:
    case = limited(percent, *CLAIMED)
    for step in steps:
        case = step(case)
    case = settled(decided(settled(case)))
    for one, known in case.dossier.payments.items():
        left = outstanding(one, case.dossier.payments)
        corrected = known.order.corrects and case.dossier.payments[known.order.corrects]
        assert not (left and corrected and corrected.stage in VOID)  # nobody owes what never came
        if left:
            case = case.and_then(repay(left, one))
    case = settled(case)
    assert sent(case) - repaid_in_all(case) == accounted(case)
    for one in case.dossier.payments.values():
        assert one.stage in VOID | {Stage.SETTLED}
