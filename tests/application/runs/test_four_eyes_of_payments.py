"""A payment approved by hand needs somebody else once who approved it has lifted four eyes."""

from dataclasses import replace

import pytest

from domain.municipality.commands import LiftFourEyes, RequireFourEyes
from domain.municipality.states import municipality_id
from domain.payment.commands import ApprovePayment
from domain.payment.events import PaymentApproved, PaymentIncluded
from domain.payment.states import Stage
from domain.shared.envelope import Actor, ActorId, PaymentId
from domain.shared.errors import FourEyes
from tests.support import examples as ask
from tests.support.errands import approve_payment, hold_payment, order_payment, release_payment
from tests.support.examples import MACHINE, MANAGER, MUNICIPALITY
from tests.support.examples import TODAY as MONDAY
from tests.support.histories import CLAIMED
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice

HERE = municipality_id(MUNICIPALITY)
ANNA, BO = (replace(MANAGER, id=ActorId(name)) for name in ("anna", "bo"))
BY_HAND = (*CLAIMED, ask.stop_automation(), order_payment())  # five payments that wait for a person


def office() -> MemoryOffice:
    found = MemoryOffice(desk_after(*BY_HAND))
    found.desk.ask(RequireFourEyes(), BO, HERE)
    return found


def ordered(at: MemoryOffice) -> list[PaymentId]:
    return list(at.desk.dossier().payments)


def lifted(at: MemoryOffice, by: Actor = ANNA) -> None:
    at.desk.ask(LiftFourEyes(), by, HERE)


def entered(at: MemoryOffice) -> int:
    """Prepare the weekly run and count what is in it."""
    at.run("payments-prepare", MONDAY)
    return at.desk.events().count(PaymentIncluded)


def test_who_lifted_them_approves_no_payment_alone() -> None:
    at = office()
    lifted(at)
    first, second, *_ = ordered(at)
    for spelling in ("anna", " ANNA"):
        with pytest.raises(FourEyes):
            at.desk.ask(approve_payment(first), replace(ANNA, id=ActorId(spelling)))
    assert PaymentApproved not in at.desk.events()
    at.desk.ask(approve_payment(second), BO)
    assert entered(at) == 1


def test_what_was_approved_before_they_were_lifted_waits_for_somebody_else() -> None:
    at = office()
    first, *_ = ordered(at)
    at.desk.ask(approve_payment(first), ANNA)
    lifted(at)
    assert entered(at) == 0
    told = at.run("payments-close", MONDAY)
    assert told.refused["four-eyes"] == 1
    at.desk.ask(approve_payment(first), ANNA)  # once more says nothing
    assert at.desk.events().count(PaymentApproved) == 1
    at.desk.ask(approve_payment(first), BO)
    assert at.desk.events().count(PaymentApproved) == 2
    at.run("payments-close", MONDAY)
    assert at.desk.dossier().payments[first].stage is Stage.INCLUDED


def test_it_is_so_for_the_run_that_orders_and_includes_at_once() -> None:
    at = MemoryOffice(desk_after(*CLAIMED, ask.stop_automation(), order_payment(ask.day("06-14"))))
    at.desk.ask(RequireFourEyes(), BO, HERE)
    for each in ordered(at):
        at.desk.ask(approve_payment(each), ANNA)
    lifted(at)
    at.desk.ask(ask.resume_automation())
    before = set(ordered(at))
    at.run("payments-prepare", MONDAY)
    payments = at.desk.dossier().payments
    assert {each.stage for key, each in payments.items() if key in before} == {Stage.APPROVED}
    assert {each.stage for key, each in payments.items() if key not in before} == {Stage.INCLUDED}


@pytest.mark.parametrize("who", [BO, ANNA], ids=["lifted by another", "wanted again"])
def test_where_somebody_else_lifted_them_or_they_are_wanted_one_approval_is_enough(
    who: Actor,
) -> None:
    at = office()
    first, *_ = ordered(at)
    at.desk.ask(approve_payment(first), ANNA)
    lifted(at, who)
    if who is ANNA:
        at.desk.ask(RequireFourEyes(), ANNA, HERE)
    at.desk.ask(approve_payment(first), BO)
    assert at.desk.events().count(PaymentApproved) == 1  # the second says nothing new
    assert entered(at) == 1


def test_what_was_held_and_released_is_approved_anew() -> None:
    at = office()
    first, *_ = ordered(at)
    at.desk.ask(approve_payment(first), BO)
    at.desk.ask(hold_payment(first), ANNA)
    at.desk.ask(release_payment(first), ANNA)
    lifted(at)
    with pytest.raises(FourEyes):
        at.desk.ask(approve_payment(first), ANNA)


def test_a_rule_is_no_second_person() -> None:
    """Its approval of what the lifter alone approved says nothing: the payment waits."""
    at = office()
    first, *_ = ordered(at)
    at.desk.ask(approve_payment(first), ANNA)
    lifted(at)
    at.desk.ask(ApprovePayment(payment_id=first, by_rule=True), MACHINE)
    assert at.desk.events().count(PaymentApproved) == 1
    assert entered(at) == 0
