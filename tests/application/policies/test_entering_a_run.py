"""What is ordered for a run enters it in the same decision, and stands as if it came after."""

from dataclasses import replace

import pytest

from application.handle import found
from application.policies.money import enter_run
from domain.dossier.dossier import DossierCommand
from domain.payment.events import (
    PaymentApproved,
    PaymentExcluded,
    PaymentIncluded,
    PaymentOffset,
)
from domain.payment.states import Stage
from domain.shared.envelope import PaymentId
from domain.shared.errors import PaymentBlocked
from tests.support.claims import STANDS, TOO_MUCH, limited
from tests.support.errands import (
    RUN,
    hold_payment,
    include_payment,
    open_task,
    order_payment,
)
from tests.support.examples import day
from tests.support.histories import CLAIMED
from tests.support.scenario import Given

ORDERED_BEFORE = (*TOO_MUCH, order_payment(day("06-07")), *STANDS)
ORDER = order_payment()
HISTORIES: dict[str, tuple[DossierCommand, ...]] = {
    "nothing was ordered": CLAIMED,
    "something is kept back": ORDERED_BEFORE,
    "something is claimed": TOO_MUCH,
    "something is held": (*CLAIMED, order_payment(day("06-07")), hold_payment()),
    "something was approved before": (*CLAIMED, order_payment(day("06-07"))),
}


def entering(case: Given) -> Given:
    return replace(case, around=replace(case.around, run_id=RUN))


def ordered_then_included(case: Given) -> Given:
    case = case.and_then(ORDER)
    return case.and_then(*map(include_payment, approved(case)))


def approved(case: Given) -> list[PaymentId]:
    return [
        key
        for key, one in case.dossier.payments.items()
        if one.stage is Stage.APPROVED and not one.is_claim
    ]


@pytest.mark.parametrize("why", HISTORIES)
@pytest.mark.parametrize("percent", [None, 5, 20])
def test_the_payments_stand_as_if_they_had_been_included_afterwards(
    why: str, percent: int | None
) -> None:
    case = limited(percent, *HISTORIES[why])
    at_once, afterwards = entering(case).and_then(ORDER), ordered_then_included(case)
    assert at_once.dossier == afterwards.dossier
    stages = {one.stage for one in at_once.dossier.payments.values() if not one.is_claim}
    assert Stage.INCLUDED in stages
    assert Stage.APPROVED not in stages


def test_what_can_be_kept_back_is_kept_before_it_enters() -> None:
    events = entering(limited(5, *ORDERED_BEFORE)).when(ORDER).events()
    kinds = [type(event) for event in events]
    assert PaymentOffset in kinds
    assert PaymentOffset not in kinds[kinds.index(PaymentIncluded) :]


def test_where_no_run_is_named_nothing_enters_one() -> None:
    events = limited(None, *CLAIMED).when(ORDER).events()
    assert PaymentIncluded not in {type(event) for event in events}


def test_a_task_that_came_in_between_takes_it_out_again() -> None:
    case = entering(limited(None, *CLAIMED)).and_then(ORDER)
    assert {one.stage for one in case.dossier.payments.values()} == {Stage.INCLUDED}
    events = case.when(open_task()).events()
    assert [type(event) for event in events].count(PaymentExcluded) == 5


def test_what_a_task_of_the_same_decision_blocks_stays_out_and_is_ordered_all_the_same() -> None:
    case = limited(None, *CLAIMED, ORDER)
    first = next(iter(case.dossier.payments))
    blocked = case.and_then(open_task(), hold_payment(first)).dossier
    approved = replace(blocked.payments[first], stage=Stage.APPROVED)
    dossier = replace(blocked, payments={**blocked.payments, first: approved})
    assert found(include_payment(first), 0, dossier, case.around) == ()
    with pytest.raises(PaymentBlocked):
        found(include_payment(first), None, dossier, case.around)


@pytest.mark.parametrize("why", HISTORIES)
def test_only_what_is_approved_is_asked_to_enter(why: str) -> None:
    case = limited(None, *HISTORIES[why], ORDER)
    event = PaymentApproved(by_rule=True)
    asked = enter_run(event, case.dossier, entering(case).around)
    assert list(asked) == [include_payment(each) for each in approved(case)]
