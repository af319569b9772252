"""Four eyes: what is set when a run is sent counts, and who lifted it is never the only person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.municipality.commands import LiftFourEyes, RequireFourEyes
from domain.municipality.states import municipality_id
from domain.payment.events import PaymentSent
from domain.run.commands import PrepareRun, SendRun
from domain.run.events import RunKind
from domain.run.states import RunStage, run_id
from domain.shared.envelope import ActorId, CaseId
from domain.shared.errors import FourEyes
from tests.support.errands import approve_run
from tests.support.examples import MACHINE, MANAGER, MUNICIPALITY
from tests.support.examples import TODAY as MONDAY
from tests.support.histories import CLAIMED
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice
from tests.support.scenario import given

HERE = municipality_id(MUNICIPALITY)
ANNA, BO = (replace(MANAGER, id=ActorId(name)) for name in ("anna", "bo"))


def test_four_eyes_wanted_after_a_run_was_closed_count_when_it_is_sent() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    closed(office, "payments")
    office.desk.ask(approve_run(sums(office)), BO, weekly())
    office.desk.ask(RequireFourEyes(), ANNA, HERE)
    assert office.run("payments-send", MONDAY).waits_for == "run-not-approved"
    run = office.payment_run(MONDAY)
    assert (run.stage, run.four_eyes, run.approved) == (RunStage.CLOSED, True, False)
    assert office.run("payments-send", MONDAY).waits_for == "run-not-approved"
    assert PaymentSent not in office.desk.events()
    office.desk.ask(approve_run(sums(office)), BO, weekly())
    assert office.run("payments-send", MONDAY).waits_for is None


def test_what_was_not_closed_with_them_is_not_sent_by_any_way() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    closed(office, "payments")
    office.desk.ask(RequireFourEyes(), ANNA, HERE)
    with pytest.raises(FourEyes):
        office.desk.ask(SendRun(file="run.csv"), MACHINE, weekly())
    assert office.payment_run(MONDAY).stage is RunStage.CLOSED


def test_what_is_sent_already_is_not_asked_about() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    closed(office, "payments")
    office.run("payments-send", MONDAY)
    office.desk.ask(RequireFourEyes(), ANNA, HERE)
    assert office.run("payments-send", MONDAY).waits_for is None
    office.desk.ask(SendRun(file="run.csv"), MACHINE, weekly())
    assert office.payment_run(MONDAY).stage is RunStage.SENT


def test_lifting_them_frees_no_run_that_was_made_before() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.desk.ask(RequireFourEyes(), ANNA, HERE)
    closed(office, "payments")
    office.desk.ask(LiftFourEyes(), ANNA, HERE)
    assert office.run("payments-send", MONDAY).waits_for == "run-not-approved"


@pytest.mark.parametrize(
    ("prepares", "waits"),
    [("anna", "run-not-approved"), (" ANNA", "run-not-approved"), ("bo", None)],
)
def test_who_lifted_them_does_not_prepare_a_run_that_nobody_else_approves(
    prepares: str, waits: str | None
) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    for command in (RequireFourEyes(), LiftFourEyes()):
        office.desk.ask(command, ANNA, HERE)
    extra = CaseId(run_id(MUNICIPALITY, MONDAY, RunKind.EXTRA))
    pay_until = MONDAY - timedelta(days=1)
    preparing = PrepareRun(kind=RunKind.EXTRA, prepared_on=MONDAY, pay_until=pay_until)
    office.desk.ask(preparing, replace(ANNA, id=ActorId(prepares)), extra)
    closed(office, "extra")
    assert office.run("extra-send", MONDAY).waits_for == waits
    run = office.payment_run(MONDAY, RunKind.EXTRA)
    if waits and run.control_sum:
        with pytest.raises(FourEyes):
            office.desk.ask(approve_run(run.control_sum), ANNA, extra)
        office.desk.ask(approve_run(run.control_sum), BO, extra)
        assert office.run("extra-send", MONDAY).waits_for is None


def test_the_last_who_lifted_them_counts_and_nobody_where_they_are_wanted_again() -> None:
    wanted = given(case_id=HERE).by(BO).and_then(RequireFourEyes())
    lifted = wanted.by(ANNA).and_then(LiftFourEyes())
    lifted.by(BO).when(LiftFourEyes()).then_nothing_happens()
    assert lifted.dossier.arrangements.four_eyes_lifted_by == "anna"
    again = lifted.by(ANNA).and_then(RequireFourEyes())
    assert again.dossier.arrangements.four_eyes_lifted_by is None
    assert again.by(BO).and_then(LiftFourEyes()).dossier.arrangements.four_eyes_for(BO.id)


def closed(office: MemoryOffice, prefix: str) -> None:
    for step in ("prepare", "close"):
        office.run(f"{prefix}-{step}", MONDAY)


def weekly() -> CaseId:
    return CaseId(run_id(MUNICIPALITY, MONDAY, RunKind.WEEKLY))


def sums(office: MemoryOffice) -> str:
    return office.payment_run(MONDAY).control_sum or ""
