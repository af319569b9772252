"""Runs: one at a time, summed up in an event, the same when done twice, rehearsed without trace."""

from datetime import date, timedelta
from itertools import product
from uuid import UUID

import pytest

from application.errors import RunGoingOn
from application.ports.candidates import DuePayment
from application.ports.payment_file import Answer
from application.runs.clockwork import RUNS
from application.runs.reconciling import BY_NEMKONTO, told_of
from domain.case.events import BenefitGranted
from domain.municipality.commands import RequireFourEyes
from domain.municipality.states import municipality_id
from domain.payment.commands import ReturnPayment, SettlePayment
from domain.payment.events import PaymentIncluded, PaymentOrdered, PaymentSent
from domain.payment.states import Stage
from domain.run.events import Refusals, RunClosed, RunFinished, RunKind, RunPrepared
from domain.run.states import RunStage, run_id
from domain.shared.envelope import CaseId, Municipality, PaymentId
from domain.shared.errors import RunInTheFuture
from domain.shared.money import Money
from tests.support.errands import approve_run, open_task
from tests.support.examples import (
    CASE,
    MANAGER,
    MUNICIPALITY,
    TODAY,
    grant,
    register_employment,
    register_wage,
    request_refund,
)
from tests.support.histories import CLAIMED, READY, REPORTED
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice

A_DAY = timedelta(days=1)
MONDAY, WEDNESDAY = TODAY, TODAY + 2 * A_DAY
PAYMENT_STEPS = ("prepare", "close", "send", "reconcile")


def summaries(office: MemoryOffice) -> list[RunFinished]:
    return [each.event for each in office.desk.log() if isinstance(each.event, RunFinished)]


def test_a_run_says_in_its_dossier_what_it_came_to() -> None:
    office = MemoryOffice(desk_after(*READY))
    done = office.run("nightly", TODAY)
    assert (done.done, dict(done.refused)) == (1, {})
    assert summaries(office) == [RunFinished(name="nightly", day=TODAY, done=1, refused=())]
    assert BenefitGranted in office.desk.events()


def test_what_is_refused_is_counted_by_code() -> None:
    office = MemoryOffice(desk_after(*REPORTED))
    office.run("nightly", TODAY)
    (summary,) = summaries(office)
    assert (summary.done, summary.refused) == (0, (Refusals(code="outstanding-form", orders=1),))


def test_a_run_done_again_that_finds_nothing_left_to_do_adds_nothing() -> None:
    office = MemoryOffice(desk_after(*READY))
    office.run("nightly", TODAY)
    before = office.desk.log()
    office.run("nightly", TODAY)
    assert office.desk.log() == before


def test_a_run_done_again_that_found_more_says_so() -> None:
    office = MemoryOffice(desk_after(*REPORTED))
    office.run("nightly", TODAY)
    office.desk.ask(READY[-1])
    office.run("nightly", TODAY)
    assert [each.done for each in summaries(office)] == [0, 1]


@pytest.mark.parametrize("name", RUNS)
def test_no_run_is_done_before_its_day_has_come(name: str) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    before = office.desk.log()
    with pytest.raises(RunInTheFuture):
        office.run(name, TODAY + A_DAY)
    assert office.desk.log() == before


@pytest.mark.parametrize("name", RUNS)
def test_no_run_is_done_while_it_is_going_on(name: str) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    before = office.desk.log()
    office.locks.taken.add((name, MUNICIPALITY))
    with pytest.raises(RunGoingOn):
        office.run(name, TODAY)
    assert office.desk.log() == before
    office.run(name, TODAY, Municipality(751))


@pytest.mark.parametrize("name", RUNS)
def test_a_rehearsal_leaves_no_trace(name: str) -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    before = office.desk.log()
    office.rehearse(name, TODAY)
    assert office.desk.log() == before
    assert not office.files.written


def test_a_rehearsal_lists_what_would_be_recorded() -> None:
    office = MemoryOffice(desk_after(*READY))
    (foreseen,) = office.rehearse("nightly", TODAY).foreseen
    assert (foreseen.case_id, [type(each) for each in foreseen.events]) == (CASE, [BenefitGranted])
    preparing = MemoryOffice(desk_after(*CLAIMED)).rehearse("payments-prepare", TODAY).foreseen
    first, second = [[type(each) for each in one.events] for one in preparing]
    assert first == [RunPrepared]
    assert second.count(PaymentOrdered) == second.count(PaymentIncluded) == 5


def test_the_weekly_run_pays_a_citizen_by_the_calendar_and_an_extra_run_at_once() -> None:
    unpaid = (READY[0], register_employment(pays_wage=False), *READY[2:], grant())
    third_week = date(2020, 6, 15)
    weekly = MemoryOffice(desk_after(*unpaid).on(third_week))
    weekly.run("payments-prepare", third_week)
    assert not weekly.desk.dossier().payments
    extra = MemoryOffice(desk_after(*unpaid).on(third_week))
    extra.run("extra-prepare", third_week)
    assert {each.stage for each in extra.desk.dossier().payments.values()} == {Stage.INCLUDED}
    last_week = MemoryOffice(desk_after(*unpaid).on(date(2020, 6, 22)))
    last_week.run("payments-prepare", date(2020, 6, 22))
    paid = [each.order.monday for each in last_week.desk.dossier().payments.values()]
    assert paid == [date(2020, 5, 25), date(2020, 6, 1), date(2020, 6, 8), date(2020, 6, 15)]


def paid(office: MemoryOffice, prefix: str, day: date) -> None:
    for step in PAYMENT_STEPS:
        if step == "reconcile":
            settle_all(office, prefix, day)
        office.run(f"{prefix}-{step}", day)


def settle_all(office: MemoryOffice, prefix: str, day: date) -> None:
    kind = RunKind.EXTRA if prefix == "extra" else RunKind.WEEKLY
    office.files.settle()
    assert office.payment_run(day, kind).stage is RunStage.SENT


@pytest.mark.parametrize(("prefix", "day"), [("payments", MONDAY), ("extra", WEDNESDAY)])
def test_the_week_and_any_day_pay_by_the_same_steps(prefix: str, day: date) -> None:
    office = MemoryOffice(desk_after(*CLAIMED).on(day))
    paid(office, prefix, day)
    assert {each.stage for each in office.desk.dossier().payments.values()} == {Stage.SETTLED}
    assert [each.name for each in summaries(office)] == [f"{prefix}-{s}" for s in PAYMENT_STEPS]


def test_an_extra_run_pays_what_the_week_did_not() -> None:
    office = MemoryOffice(desk_after(*CLAIMED[:-1]))
    paid(office, "payments", MONDAY)
    assert not office.payment_run(MONDAY).payments
    office.desk.on(WEDNESDAY).ask(request_refund())
    paid(office, "extra", WEDNESDAY)
    assert office.payment_run(WEDNESDAY, RunKind.EXTRA).payments == 5


def test_nothing_enters_a_run_that_has_left_the_house() -> None:
    office = MemoryOffice(desk_after(*CLAIMED[:-1]))
    paid(office, "payments", MONDAY)
    office.desk.now += timedelta(hours=1)  # at another time an order is decided anew
    office.desk.ask(request_refund())
    for step in PAYMENT_STEPS[:-1]:
        office.run(f"payments-{step}", MONDAY)
    assert office.payment_run(MONDAY).stage is RunStage.RECONCILED
    assert not office.desk.dossier().payments


def test_the_week_s_run_is_monday_s_on_whatever_day_it_is_made() -> None:
    office = MemoryOffice(desk_after(*CLAIMED).on(WEDNESDAY))
    office.run("payments-prepare", WEDNESDAY)
    run = office.payment_run(MONDAY)
    assert (run.prepared_on, run.pay_until) == (MONDAY, MONDAY - A_DAY)


def test_who_knows_the_answer_is_not_told_it_again() -> None:
    stages = (Stage.SENT, Stage.SETTLED, Stage.SETTLED, Stage.SENT, Stage.RETURNED)
    answers: tuple[Answer | None, ...] = ("settled", "settled", "returned", None, "returned")
    ids = [PaymentId(UUID(int=n)) for n in range(len(stages))]
    sent = [
        DuePayment(each, CASE, "citizen", MONDAY, Money(100), stage)
        for each, stage in zip(ids, stages, strict=True)
    ]
    said: dict[PaymentId, Answer] = {
        each: answer for each, answer in zip(ids, answers, strict=True) if answer
    }
    told = [command for _, command in told_of(sent, said, MONDAY)]
    assert told == [
        SettlePayment(payment_id=ids[0], settled_on=MONDAY),
        ReturnPayment(payment_id=ids[2], returned_on=MONDAY, reason=BY_NEMKONTO),
    ]


def test_a_run_that_waits_is_not_finished() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    for name, code in (
        ("payments-send", "run-not-closed"),
        ("payments-reconcile", "run-not-sent"),
    ):
        assert office.run(name, MONDAY).waits_for == code
    assert summaries(office) == []


def test_a_recalculation_while_it_waits_to_be_sent_returns_the_run_to_the_second_person() -> None:
    office = MemoryOffice(desk_after(*CLAIMED))
    office.desk.ask(RequireFourEyes(), MANAGER, municipality_id(MUNICIPALITY))
    for step in ("prepare", "close"):
        office.run(f"payments-{step}", MONDAY)
    assert office.run("payments-send", MONDAY).waits_for == "run-not-approved"
    before = office.payment_run(MONDAY)
    assert before.control_sum
    office.desk.ask(
        approve_run(before.control_sum),
        MANAGER,
        CaseId(run_id(MUNICIPALITY, MONDAY, RunKind.WEEKLY)),
    )
    office.desk.ask(register_wage("100.00"))  # calculated again: its payments are withdrawn
    assert office.run("payments-send", MONDAY).waits_for == "run-not-approved"
    after = office.payment_run(MONDAY)
    assert (after.approved, after.control_sum == before.control_sum) == (False, False)
    assert PaymentSent not in office.desk.events()


def test_a_case_that_a_task_blocks_is_not_ordered_for() -> None:
    office = MemoryOffice(desk_after(*CLAIMED, open_task()))
    done = office.run("payments-prepare", MONDAY)
    assert dict(done.refused) == {"payment-blocked": 1}


def test_each_municipality_and_day_has_a_dossier_of_its_own() -> None:
    office = MemoryOffice(desk_after(*READY))
    for municipality, day in product((101, 751), (MONDAY - A_DAY, MONDAY)):
        office.run("nightly", day, Municipality(municipality))
    log = office.desk.log()
    found = {each.envelope.case_id for each in log if isinstance(each.event, RunFinished)}
    assert len(found) == 4
    assert CaseId(CASE) not in found
    assert RunClosed not in office.desk.events()
