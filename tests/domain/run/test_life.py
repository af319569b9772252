"""The life of a payment run: prepared, closed with its sums, approved by a second, sent once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.dossier.dossier import DossierCommand
from domain.run import events as on
from domain.run.events import RunKind
from domain.run.states import KnownRun, RunStage, run_id
from domain.shared.envelope import ActorId, Municipality, Role
from domain.shared.errors import (
    AnswerMismatch,
    FourEyes,
    Impossible,
    NotAllowedNow,
    NotFound,
    RunInTheFuture,
)
from domain.shared.money import Money
from tests.support.errands import (
    RUN_DOSSIER,
    SUM,
    approve_run,
    close_run,
    finish_run,
    open_task,
    order_payment,
    prepare_run,
    reconcile_run,
    send_run,
)
from tests.support.examples import MANAGER, TODAY, day, report_absence
from tests.support.histories import READY
from tests.support.scenario import Given, given

OTHER_SUM = "1" * 64


def run(*history: DossierCommand) -> Given:
    return given(*history, case_id=RUN_DOSSIER)


PREPARED = (prepare_run(),)
CLOSED = (*PREPARED, close_run())
SENT = (*CLOSED, send_run())
FOUR_EYES = (prepare_run(four_eyes=True), close_run())


def test_a_run_is_prepared_once_and_known_by_municipality_day_and_kind() -> None:
    (prepared,) = run().when(prepare_run()).facts()
    assert prepared.stream_id == RUN_DOSSIER
    run(*PREPARED).when(prepare_run()).then_nothing_happens()
    ids = {
        run_id(Municipality(number), on_day, kind)
        for number in (101, 751)
        for on_day in (TODAY, day("06-30"))
        for kind in RunKind
    }
    assert len(ids) == 8
    assert str(RUN_DOSSIER) == str(run_id(Municipality(101), TODAY, RunKind.WEEKLY))


def test_the_weekly_run_is_mondays_and_an_extra_run_of_any_day() -> None:
    tuesday = {"prepared_on": TODAY + timedelta(days=1), "pay_until": day("06-28")}
    weekly = prepare_run().model_copy(update=tuesday)
    later = run().on(day("06-30"))
    later.when(weekly).then_refused(Impossible, "Monday")
    extra = weekly.model_copy(update={"kind": RunKind.EXTRA})
    later.when(extra).then(on.RunPrepared)


def test_the_sums_are_fixed_at_the_cut_off_and_again_when_a_payment_left() -> None:
    run(*PREPARED).when(close_run()).then(on.RunClosed)
    run(*CLOSED).when(close_run()).then_nothing_happens()
    again = run(*FOUR_EYES).by(MANAGER).and_then(approve_run())
    changed = again.and_then(close_run(OTHER_SUM, payments=3))
    assert isinstance(changed.dossier.run, KnownRun)
    assert (changed.dossier.run.approved, changed.dossier.run.payments) == (False, 3)
    changed.when(send_run()).then_refused(FourEyes)
    run(*SENT).when(close_run(OTHER_SUM)).then_refused(NotAllowedNow, "sent")


def test_a_run_is_approved_with_the_sums_it_has_by_somebody_else() -> None:
    closed = run(*FOUR_EYES)
    closed.when(send_run()).then_refused(FourEyes, "second person")
    closed.when(approve_run()).then_refused(FourEyes, "may not approve")
    second = closed.by(MANAGER)
    second.when(approve_run(OTHER_SUM)).then_refused(NotAllowedNow, "other sums")
    second.when(approve_run()).then(on.RunApproved)
    second.and_then(approve_run()).when(approve_run()).then_nothing_happens()
    second.and_then(approve_run()).when(send_run()).then(on.RunSent)


@pytest.mark.parametrize("subject", ["Carl 1", "carl  1", " carl 1 ", "carl1", "CARL 1"])
@pytest.mark.parametrize("role", [Role.MANAGER, Role.CASE_WORKER, Role.MACHINE])
def test_the_same_person_is_not_a_second_one_in_another_role_or_spelling(
    subject: str, role: Role
) -> None:
    carl = replace(MANAGER, id=ActorId("carl 1"))
    closed = run().by(carl).and_then(*FOUR_EYES)
    again = replace(carl, id=ActorId(subject), role=role)
    closed.by(again).when(approve_run()).then_refused(FourEyes)
    closed.by(replace(carl, id=ActorId("carla 1"))).when(approve_run()).then(on.RunApproved)


def test_neither_who_prepared_the_run_nor_who_closed_it_again_may_approve_it() -> None:
    anna, carl = (replace(MANAGER, id=ActorId(name)) for name in ("anna", "carl"))
    closed = run().by(anna).and_then(prepare_run(four_eyes=True)).by(carl).and_then(close_run())
    for maker in (anna, carl):
        closed.by(maker).when(approve_run()).then_refused(FourEyes)
    closed.by(MANAGER).when(approve_run()).then(on.RunApproved)


def test_without_four_eyes_anybody_who_may_approve_does() -> None:
    run(*CLOSED).when(approve_run()).then(on.RunApproved)
    run(*PREPARED).when(approve_run()).then_refused(NotAllowedNow, "not closed")
    run(*SENT).when(approve_run()).then_refused(NotAllowedNow, "sent")


def test_a_run_is_sent_once_with_its_sums() -> None:
    run(*PREPARED).when(send_run()).then_refused(NotAllowedNow, "not closed")
    (sent,) = run(*CLOSED).when(send_run()).then(on.RunSent)
    assert sent == on.RunSent(file="run.csv", payments=4, total=Money(1_552_224), control_sum=SUM)
    run(*SENT).when(send_run()).then_nothing_happens()


def test_a_run_is_reconciled_when_every_payment_is_answered() -> None:
    run(*CLOSED).when(reconcile_run()).then_refused(NotAllowedNow, "not sent")
    run(*SENT).when(reconcile_run(3)).then_refused(NotAllowedNow, "not answered yet")
    strange = reconcile_run().model_copy(update={"control_sum": OTHER_SUM})
    run(*SENT).when(strange).then_refused(AnswerMismatch, "other payments")
    run(*SENT).when(reconcile_run()).then(on.RunReconciled)
    reconciled = run(*SENT, reconcile_run())
    reconciled.when(reconcile_run()).then_nothing_happens()
    reconciled.when(send_run()).then_nothing_happens()
    assert isinstance(reconciled.dossier.run, KnownRun)
    assert reconciled.dossier.run.stage is RunStage.RECONCILED


@pytest.mark.parametrize("command", [close_run(), approve_run(), send_run(), reconcile_run()])
def test_nothing_is_done_to_a_run_that_is_not_there(command: DossierCommand) -> None:
    run().when(command).then_refused(NotFound, "no such run")


def test_a_case_is_no_run_and_a_run_no_case() -> None:
    given(*READY).when(prepare_run()).then_refused(NotFound, "no such run")
    for command in (report_absence(), open_task(), order_payment()):
        run(*PREPARED).when(command).then_refused(NotFound, "no such case")


def test_a_run_is_finished_with_what_it_came_to_and_never_before_its_day() -> None:
    finished = finish_run()
    run().when(finished).then(on.RunFinished)
    run(*PREPARED).when(finished).then(on.RunFinished)
    run(finished).when(finish_run(done=0)).then_nothing_happens()
    run(finished).when(finish_run(done=0, name="evening")).then(on.RunFinished)
    run().when(finish_run(on=day("06-30"))).then_refused(RunInTheFuture)
    run().when(prepare_run().model_copy(update={"prepared_on": day("06-30")})).then_refused(
        RunInTheFuture
    )


def test_a_run_that_pays_nothing_is_no_payment_run_and_no_case() -> None:
    plain = run(finish_run())
    for command in (prepare_run(), close_run(), report_absence()):
        plain.when(command).then_refused(NotFound)


@pytest.mark.parametrize(
    "said",
    [
        {"prepared_on": day("06-24")},  # a Wednesday
        {"pay_until": day("06-27")},  # a Saturday
        {"prepared_on": day("06-22")},  # before the Sunday it would pay
    ],
    ids=str,
)
def test_the_weekly_run_is_monday_s_and_pays_whole_weeks(said: dict[str, object]) -> None:
    run().when(prepare_run().model_copy(update=said)).then_refused(Impossible)


def test_an_extra_run_is_made_on_any_day() -> None:
    extra = {"kind": RunKind.EXTRA, "prepared_on": day("06-24"), "pay_until": day("06-21")}
    run().when(prepare_run().model_copy(update=extra)).then(on.RunPrepared)


def test_who_prepares_a_run_does_not_turn_off_what_the_municipality_has_set() -> None:
    nobody = run()
    strict = replace(nobody, around=replace(nobody.around, four_eyes=True))
    (prepared,) = strict.when(prepare_run(four_eyes=False)).events()
    assert isinstance(prepared, on.RunPrepared)
    assert prepared.four_eyes
