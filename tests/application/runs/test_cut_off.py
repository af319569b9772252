"""The cut-off asks again only where something has changed since the run was prepared."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from application.ports.candidates import Since
from application.ports.journal import Order
from application.runs.office import Errand, correlation
from application.runs.payment_runs import all_asked, prepared_since
from domain.case.commands import StopAutomation
from domain.dossier.dossier import DossierCommand, DossierEvent
from domain.payment.commands import OrderPayment
from domain.payment.events import PaymentEvent, PaymentIncluded, PaymentOrdered
from domain.payment.states import Stage
from domain.run.events import Refusals, RunFinished, RunPrepared
from domain.shared.envelope import ActorId
from tests.support.errands import approve_payment, open_task, order_payment, solve_task
from tests.support.examples import MUNICIPALITY, TODAY
from tests.support.histories import CLAIMED
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice


def asked_at(office: MemoryOffice, name: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Do a run, and count how often it asked for a payment to be ordered."""
    asked: list[type[DossierCommand]] = []
    load = office.desk.journal.load

    def told(order: Order) -> object:
        asked.append(type(order.command))
        return load(order)

    monkeypatch.setattr(office.desk.journal, "load", told)
    office.run(name, TODAY)
    monkeypatch.undo()
    return asked.count(OrderPayment)


@pytest.mark.parametrize("kind", ["payments", "extra"])
def test_where_nothing_changed_nobody_is_asked_again(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    assert asked_at(office, f"{kind}-prepare", monkeypatch) == 1
    assert asked_at(office, f"{kind}-close", monkeypatch) == 0
    stages = [each.stage for each in office.desk.dossier().payments.values()]
    assert stages == [Stage.INCLUDED] * 5


@pytest.mark.parametrize("kind", ["payments", "extra"])
def test_a_run_that_nobody_prepared_is_not_cut_off_and_can_be_prepared_after(kind: str) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    before = office.desk.log()
    assert office.run(f"{kind}-close", TODAY).waits_for == "run-not-prepared"
    assert office.desk.log() == before
    office.run(f"{kind}-prepare", TODAY)
    assert {each.stage for each in office.desk.dossier().payments.values()} == {Stage.INCLUDED}


def test_what_is_ordered_enters_the_run_with_the_same_order() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.run("payments-prepare", TODAY)
    paid = [one for one in office.desk.log() if isinstance(one.event, PaymentEvent)]
    assert [type(one.event) for one in paid].count(PaymentIncluded) == 5
    assert len({one.envelope.command_id for one in paid}) == 1
    actors = {one.envelope.actor for one in paid}
    assert actors == {ActorId("run/payments-prepare")}


def test_what_a_person_approved_meanwhile_enters_too() -> None:
    office = MemoryOffice(desk_after(*CLAIMED, StopAutomation(reason="ses efter"), order_payment()))
    office.desk.ask(approve_payment())
    office.run("payments-prepare", TODAY)
    stages = Counter(each.stage for each in office.desk.dossier().payments.values())
    assert stages == {Stage.INCLUDED: 1, Stage.ORDERED: 4}


def test_what_changed_after_the_run_was_prepared_is_paid_this_week(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = MemoryOffice(desk_after(*CLAIMED[:-1]))
    office.run("payments-prepare", TODAY)
    office.desk.ask(CLAIMED[-1])
    assert asked_at(office, "payments-close", monkeypatch) == 1
    assert PaymentOrdered in office.desk.events()


def test_what_a_task_blocked_is_asked_again_once_that_is_solved() -> None:
    office = MemoryOffice(desk_after(*CLAIMED, open_task()))
    assert dict(office.run("payments-prepare", TODAY).refused) == {"payment-blocked": 1}
    office.desk.ask(solve_task())
    office.run("payments-close", TODAY)
    assert PaymentOrdered in office.desk.events()


def test_all_are_asked_while_it_is_prepared_and_where_somebody_could_not_be_asked() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    errand = Errand("payments-close", MUNICIPALITY, TODAY)
    assert asyncio.run(prepared_since(office.office, errand)) is None
    office.run("payments-prepare", TODAY)
    found = asyncio.run(prepared_since(office.office, errand))
    assert found == Since(position_of(RunPrepared, office), correlation(preparing(errand)))
    assert asyncio.run(prepared_since(office.office, preparing(errand))) is None
    refused = RunFinished(
        name="payments-prepare", day=TODAY, done=0, refused=(Refusals(code="busy", orders=1),)
    )
    assert not all_asked(refused, preparing(errand))


def preparing(errand: Errand) -> Errand:
    return replace(errand, name="payments-prepare")


def position_of(kind: type[DossierEvent], office: MemoryOffice) -> int:
    return next(one.envelope.position for one in office.desk.log() if isinstance(one.event, kind))


@pytest.mark.parametrize("step", [None, "reconcile"])
def test_a_file_that_has_left_the_house_is_not_written_again(step: str | None) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    for each in ("prepare", "close", "send"):
        office.run(f"payments-{each}", TODAY)
    assert len(office.files.written) == 1
    if step:
        office.files.settle()
        office.run(f"payments-{step}", TODAY)
    office.files.written.clear()
    assert office.run("payments-send", TODAY).done == 0
    assert office.files.written == {}
