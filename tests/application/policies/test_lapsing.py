"""What was due more than three years ago is ordered, and a person judges whether it has lapsed."""

from datetime import date

import pytest

from domain.payment.events import PaymentApproved, PaymentKind, PaymentOrdered
from domain.payment.states import Stage
from domain.task.events import TaskOpened
from tests.support.claims import ALL_SENT
from tests.support.errands import (
    WEEKS,
    approve_payment,
    cancel_payment,
    order_payment,
    payment_id,
)
from tests.support.examples import day
from tests.support.histories import CLAIMED
from tests.support.scenario import given

SUNDAY = day("05-31")  # one week of refund, due on Thursday 4 June 2020
FIRST = payment_id(day("05-25"))
CLAIM = PaymentKind.REPAYMENT_CLAIM
JUDGE = ("check_case_non_blocking", "may have lapsed, for 13748136")


@pytest.mark.parametrize(
    ("today", "approved"), [(date(2023, 6, 4), True), (date(2023, 6, 5), False)]
)
def test_a_payment_waits_for_a_person_from_three_years_after_it_was_due(
    today: date, *, approved: bool
) -> None:
    """Forældelsesloven § 3; suspension and interruption (S-ASTFOR, S-ODE) no rule can see."""
    events = given(*CLAIMED).on(today).when(order_payment(SUNDAY)).events()
    (ordered,) = [event for event in events if isinstance(event, PaymentOrdered)]
    assert ordered.due_on == date(2020, 6, 4)
    assert any(isinstance(event, PaymentApproved) for event in events) is approved
    asked = [(each.type, each.cause) for each in events if isinstance(each, TaskOpened)]
    assert (JUDGE in asked) is not approved


def test_a_person_approves_it_and_is_asked_once_for_each_payee() -> None:
    case = given(*CLAIMED).on(date(2024, 1, 1)).and_then(order_payment())
    asked = [task for task in case.dossier.open_tasks.values() if task.cause == JUDGE[1]]
    assert len(asked) == 1
    assert {one.stage for one in case.dossier.payments.values()} == {Stage.ORDERED}
    approved = case.and_then(approve_payment(FIRST))
    assert approved.dossier.payments[FIRST].stage is Stage.APPROVED
    assert [task.cause for task in approved.dossier.open_tasks.values()] == [JUDGE[1]]
    gone = approved.and_then(*(cancel_payment(payment_id(week)) for week in WEEKS))
    assert gone.dossier.open_tasks == {}


def test_a_claim_is_heard_about_and_not_asked_about_as_lapsed() -> None:
    events = given(*ALL_SENT[:-1]).on(date(2024, 1, 1)).when(order_payment()).events()
    assert {one.kind for one in events if isinstance(one, PaymentOrdered)} == {CLAIM}
    asked = [each.cause for each in events if isinstance(each, TaskOpened)]
    assert JUDGE[1] not in asked
