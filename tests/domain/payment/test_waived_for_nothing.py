"""A claim that was waived for money that never arrived: nobody is given what he never had."""

from collections.abc import Sequence

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st

from domain.dossier.dossier import DossierCommand
from domain.payment.claims import outstanding
from domain.payment.explaining import explained
from domain.payment.states import LEFT, VOID, KnownPayment
from domain.shared.envelope import PaymentId
from tests.support.claim_steps import Step, changed, decided, paid_up, repaid, waived
from tests.support.claims import ALL_SENT, CLAIM, MONDAYS, STANDS, limited, repay, waive
from tests.support.errands import order_payment, payment_id, return_payment
from tests.support.examples import register_wage
from tests.support.histories import CLAIMED
from tests.support.paying import paid
from tests.support.scenario import Given

PAID, WHOLE, TOO_MUCH = payment_id(MONDAYS[1]), 3_267_84, 544_64
RIGHT = WHOLE - TOO_MUCH
GONE: tuple[DossierCommand, ...] = (return_payment(PAID),)
GIVEN_UP: tuple[DossierCommand, ...] = (waive(),)


def week(case: Given) -> dict[PaymentId, KnownPayment]:
    return {
        one: known
        for one, known in case.dossier.payments.items()
        if known.order.monday == MONDAYS[1] and known.stage not in VOID
    }


def has(case: Given) -> int:
    """Sum what the payee got for the week less what he gave back for it, in øre.

    What was kept of it for other weeks he got; what others kept for it he gave back.
    """
    own, total = week(case), 0
    for one, known in case.dossier.payments.items():
        for claim, oere in known.offsets if known.stage not in VOID else ():
            total += oere * ((one in own) - (claim in own))
        if one in own:
            total += 0 if known.is_claim else known.net.oere
            total -= known.repaid.oere
    return total


@pytest.mark.parametrize("percent", [None, 20])
@pytest.mark.parametrize("repayment", [(), (repay(1),), (repay(TOO_MUCH - 1),)])
@pytest.mark.parametrize("waived_first", [True, False])
def test_what_was_waived_of_it_is_no_gift_once_the_payment_came_back(
    repayment: tuple[DossierCommand, ...], percent: int | None, *, waived_first: bool
) -> None:
    happens = (*GIVEN_UP, *GONE) if waived_first else (*GONE, *GIVEN_UP)
    case = paid(limited(percent, *ALL_SENT, *STANDS, *repayment, *happens))
    assert has(case) == RIGHT
    assert outstanding(CLAIM, case.dossier.payments) == 0
    case.when(order_payment()).then_nothing_happens()


def test_what_is_paid_again_may_come_back_too() -> None:
    case = paid(limited(None, *ALL_SENT, *STANDS, *GIVEN_UP, *GONE))
    again = paid(case.and_then(return_payment(payment_id(MONDAYS[1], number=2))))
    assert has(case) == has(again) == RIGHT


@pytest.mark.parametrize("before", [(), (return_payment(PAID),)])
def test_who_keeps_what_was_waived_keeps_it_when_another_payment_came_back(
    before: tuple[DossierCommand, ...],
) -> None:
    """Paid at 100 and then at 120 kr. an hour, which was too much: right was 90.

    Of the 816.96 that are waived, 544.64 came back with the second payment; the rest is his. What
    came back before the claim was made, and was paid again, is none of it.
    """
    first = paid(paid(limited(None, *CLAIMED, register_wage("100.00"))).and_then(*before))
    assert has(first) == RIGHT
    raised = paid(first.and_then(register_wage("120.00")))
    claimed = paid(raised.and_then(register_wage("90.00")))
    case = decided(claimed)
    (claim,) = [one for one, known in week(case).items() if known.is_claim]
    second = [one for one, known in week(case).items() if known.order.amount.oere == TOO_MUCH]
    case = paid(case.and_then(waive(claim), *map(return_payment, second)))
    assert has(case) == RIGHT
    assert outstanding(claim, case.dossier.payments) == 0
    more = paid(case.and_then(register_wage("100.00")))
    assert has(more) == RIGHT + 272_32  # nothing more of the waiver has lapsed


def test_a_claim_that_was_withdrawn_meanwhile_makes_no_less_of_it_lapse() -> None:
    claimed = paid(limited(None, *ALL_SENT).and_then(register_wage("10.00")))
    (claim,) = [one for one, known in week(claimed).items() if known.is_claim]
    case = paid(decided(claimed).and_then(waive(claim), *GONE))
    assert has(case) == 272_32


def test_the_claim_says_what_became_of_the_waiver() -> None:
    case = paid(limited(None, *ALL_SENT, *STANDS, repay(20_000), *GIVEN_UP, *GONE))
    assert explained(CLAIM, case.dossier.payments)[3:6] == (
        "Modregnet i udbetalingen for ugen fra mandag 1. juni 2020: 344,64 kr.",
        "Tilbagebetalt eller eftergivet: 544,64 kr.",
        "Eftergivelsen er bortfaldet, da udbetalingen ikke kom frem: 344,64 kr.",
    )


def gone(case: Given) -> Given:
    """Let the first that arrived of the first week come back."""
    there = [one for one, known in week(case).items() if known.stage in LEFT and not known.is_claim]
    return case.and_then(*map(return_payment, there[:1]))


STEPS: tuple[Step, ...] = (
    *map(changed, map(register_wage, ("80.00", "90.00", "100.00", "120.00"))),
    decided,
    repaid,
    waived,
    gone,
    paid_up,
)


@settings(max_examples=200, deadline=None)
@any_of(st.lists(st.sampled_from(STEPS), max_size=8), st.sampled_from((None, 20)))
def test_who_never_kept_a_payment_was_given_nothing(
    steps: Sequence[Step], percent: int | None
) -> None:
    who_kept_nothing_was_given_nothing(steps, percent)


def who_kept_nothing_was_given_nothing(steps: Sequence[Step], percent: int | None) -> None:
    """Whatever was claimed and waived: when all came back, the payee has the account of it."""
    case = limited(percent, *ALL_SENT, *STANDS)
    for step in steps:
        case = step(case)
    while any(known.stage in LEFT and not known.is_claim for known in week(case).values()):
        case = gone(case)
    case = paid(case)
    said = {one.monday: one.amount.oere for one in case.granted.totals.weeks}
    assert has(case) == said[MONDAYS[1]]
    assert not any(outstanding(one, case.dossier.payments) for one in week(case))
