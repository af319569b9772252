"""Who approved a payment by hand is not the only one that approves its run, where two must."""

from dataclasses import replace

import pytest

from domain.municipality.commands import RequireFourEyes
from domain.municipality.states import municipality_id
from domain.payment.commands import ExcludePayment
from domain.payment.events import PaymentSent
from domain.payment.states import Stage
from domain.run.events import RunKind
from domain.run.states import RunStage, run_id
from domain.shared.envelope import Actor, ActorId, CaseId, RunId
from tests.support import examples as ask
from tests.support.errands import approve_payment, approve_run, order_payment
from tests.support.examples import MANAGER, MUNICIPALITY
from tests.support.examples import TODAY as MONDAY
from tests.support.histories import CLAIMED
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice

ANNA, BO, CARL = (replace(MANAGER, id=ActorId(name)) for name in ("anna", "bo", "carl"))
BY_HAND = (*CLAIMED, ask.stop_automation(), order_payment())  # five payments that wait for a person
RUN = CaseId(run_id(MUNICIPALITY, MONDAY, RunKind.WEEKLY))


def run_of(*approved_by: Actor, four_eyes: bool = True) -> MemoryOffice:
    """Close a run with two of the payments, the first approved by these, the other by Carl."""
    at = MemoryOffice(desk_after(*BY_HAND))
    if four_eyes:
        at.desk.ask(RequireFourEyes(), CARL, municipality_id(MUNICIPALITY))
    first, second, *_ = at.desk.dossier().payments
    for who in approved_by:
        at.desk.ask(approve_payment(first), who)
    at.desk.ask(approve_payment(second), CARL)
    for step in ("prepare", "close"):
        at.run(f"payments-{step}", MONDAY)
    return at


def approved(at: MemoryOffice, who: Actor) -> MemoryOffice:
    at.desk.ask(approve_run(at.payment_run(MONDAY).control_sum or ""), who, RUN)
    return at


@pytest.mark.parametrize("spelling", ["anna", " ANNA"])
def test_one_person_behind_both_sends_nothing_of_it_until_another_approves_the_run(
    spelling: str,
) -> None:
    at = approved(run_of(ANNA), replace(ANNA, id=ActorId(spelling)))
    told = at.run("payments-send", MONDAY)
    assert (told.waits_for, told.refused["four-eyes"]) == ("payments-not-sent", 1)
    assert at.payment_run(MONDAY).stage is RunStage.APPROVED
    approved(at, ANNA)  # once more says nothing
    assert at.run("payments-send", MONDAY).waits_for == "payments-not-sent"
    approved(at, BO)
    assert at.run("payments-send", MONDAY).waits_for is None
    assert at.desk.events().count(PaymentSent) == 2
    assert at.payment_run(MONDAY).stage is RunStage.SENT


def test_another_behind_the_run_is_enough_and_so_are_two_behind_the_run() -> None:
    assert approved(run_of(ANNA), BO).run("payments-send", MONDAY).waits_for is None
    for first, second in ((ANNA, BO), (BO, ANNA)):
        two = approved(approved(run_of(ANNA), first), second)
        assert two.run("payments-send", MONDAY).waits_for is None


def test_where_two_persons_are_not_wanted_one_is_enough() -> None:
    at = approved(run_of(ANNA, four_eyes=False), ANNA)
    assert at.run("payments-send", MONDAY).waits_for is None
    stages = [one.stage for one in at.desk.dossier().payments.values()]
    assert stages.count(Stage.SENT) == 2


def test_what_is_closed_anew_is_approved_anew_by_everybody() -> None:
    at = approved(approved(run_of(ANNA), ANNA), BO)
    first, *_ = at.desk.dossier().payments
    taken_out = ExcludePayment(payment_id=first, run_id=RunId(RUN), reason="kontrol")
    at.desk.ask(taken_out, MANAGER)
    assert at.run("payments-send", MONDAY).waits_for == "run-not-approved"
    assert at.payment_run(MONDAY).approved_by == ()
