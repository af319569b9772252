"""The life of a payment: held, approved, included, sent once, answered; never while blocked."""

import pytest

from domain.dossier.dossier import DossierCommand
from domain.payment import events as on
from domain.payment.states import Stage
from domain.shared.envelope import RunId
from domain.shared.errors import HearingOutstanding, NotAllowedNow, NotFound, PaymentBlocked
from domain.task.events import TaskOpened, TaskReopened
from tests.support.errands import (
    CHECK_ID,
    FIRST_PAYMENT,
    RUN,
    approve_payment,
    cancel_payment,
    exclude_payment,
    fail_payment,
    hold_payment,
    include_payment,
    open_task,
    order_payment,
    payment_id,
    release_payment,
    reopen_task,
    return_payment,
    send_payment,
    settle_payment,
    solve_task,
)
from tests.support.examples import day, register_wage, stop_automation
from tests.support.histories import CLAIMED, INCLUDED, ORDERED, READY, SENT
from tests.support.scenario import Given, given

HELD = (*ORDERED, hold_payment())
MOVES: tuple[DossierCommand, ...] = (
    hold_payment(),
    release_payment(),
    approve_payment(),
    include_payment(),
    exclude_payment(),
    send_payment(),
    settle_payment(),
    return_payment(),
    fail_payment(),
    cancel_payment(),
)
ALLOWED = {
    Stage.APPROVED: {"HoldPayment", "IncludePayment", "CancelPayment"},
    Stage.HELD: {"ReleasePayment", "CancelPayment"},
    Stage.INCLUDED: {"HoldPayment", "ExcludePayment", "SendPayment", "CancelPayment"},
    Stage.SENT: {"SettlePayment", "ReturnPayment", "FailPayment"},
    Stage.SETTLED: {"ReturnPayment"},
    Stage.RETURNED: set[str](),
    Stage.FAILED: set[str](),
    Stage.CANCELLED: set[str](),
    Stage.ORDERED: {"HoldPayment", "ApprovePayment", "CancelPayment"},
}
REACHED: dict[Stage, tuple[DossierCommand, ...]] = {
    Stage.ORDERED: (*CLAIMED, stop_automation(), order_payment()),
    Stage.HELD: HELD,
    Stage.APPROVED: ORDERED,
    Stage.INCLUDED: INCLUDED,
    Stage.SENT: SENT,
    Stage.SETTLED: (*SENT, settle_payment()),
    Stage.RETURNED: (*SENT, return_payment()),
    Stage.FAILED: (*SENT, fail_payment()),
    Stage.CANCELLED: (*ORDERED, cancel_payment()),
}


def stage(case: Given) -> Stage:
    return case.dossier.payments[FIRST_PAYMENT].stage


@pytest.mark.parametrize("at", Stage)
def test_from_each_stage_only_some_moves_are_allowed(at: Stage) -> None:
    case = given(*REACHED[at])
    assert stage(case) is at
    moved = {type(move).__name__ for move in MOVES if is_moved(case, move)}
    assert moved == ALLOWED[at]


def is_moved(case: Given, move: DossierCommand) -> bool:
    try:
        return bool(case.when(move).facts())
    except NotAllowedNow:
        return False


def test_each_move_is_one_event_and_done_once() -> None:
    for history, move, event in (
        (ORDERED, hold_payment(), on.PaymentHeld),
        (ORDERED, include_payment(), on.PaymentIncluded),
        (INCLUDED, exclude_payment(), on.PaymentExcluded),
        (INCLUDED, send_payment(), on.PaymentSent),
        (SENT, settle_payment(), on.PaymentSettled),
        (SENT, return_payment(), on.PaymentReturned),
        (SENT, fail_payment(), on.PaymentFailed),
        (ORDERED, cancel_payment(), on.PaymentCancelled),
    ):
        given(*history).when(move).then(event)
        given(*history, move).when(move).then_nothing_happens()


def test_a_released_payment_is_approved_again_by_rule() -> None:
    given(*HELD).when(release_payment()).then(on.PaymentReleased, on.PaymentApproved)
    stopped = given(*HELD, stop_automation())
    stopped.when(release_payment()).then(on.PaymentReleased)
    (approved,) = stopped.and_then(release_payment()).when(approve_payment()).events()
    assert approved == on.PaymentApproved(by_rule=False)


def test_what_is_in_a_run_is_taken_out_before_it_is_held_or_cancelled() -> None:
    given(*INCLUDED).when(hold_payment()).then(on.PaymentExcluded, on.PaymentHeld)
    given(*INCLUDED).when(cancel_payment()).then(on.PaymentExcluded, on.PaymentCancelled)


def test_a_payment_is_in_one_run_and_sent_with_that_run() -> None:
    another = RunId(CHECK_ID)
    in_another = include_payment().model_copy(update={"run_id": another})
    given(*INCLUDED).when(in_another).then_refused(NotAllowedNow)
    for move in (send_payment(), exclude_payment()):
        elsewhere = move.model_copy(update={"run_id": another})
        given(*INCLUDED).when(elsewhere).then_refused(NotAllowedNow, "another run")
    given(*SENT).when(send_payment().model_copy(update={"run_id": another})).then_refused(
        NotAllowedNow
    )
    assert given(*SENT).dossier.payments[FIRST_PAYMENT].run_id == RUN


@pytest.mark.parametrize("task", ["check_case_blocking", "financial_outstanding"])
def test_no_payment_enters_a_run_while_a_task_blocks(task: str) -> None:
    blocked = given(*ORDERED, open_task(task))
    blocked.when(include_payment()).then_refused(PaymentBlocked)


@pytest.mark.parametrize("task", ["check_case_blocking", "financial_outstanding"])
def test_a_blocking_task_takes_payments_out_of_their_run_before_they_are_sent(task: str) -> None:
    included = given(*INCLUDED)
    _, out = included.when(open_task(task)).then(TaskOpened, on.PaymentExcluded)
    assert isinstance(out, on.PaymentExcluded)
    assert out.run_id == RUN
    after = included.and_then(open_task(task))
    after.when(send_payment()).then_refused(NotAllowedNow, "is approved")
    harmless = open_task("limit_value_exceeded")
    included.when(harmless).then(TaskOpened)


def test_a_task_reopened_takes_payments_out_too() -> None:
    solved = given(*ORDERED, open_task(), solve_task(), include_payment())
    solved.when(reopen_task()).then(TaskReopened, on.PaymentExcluded)


def test_a_claim_is_collected_and_not_paid_out() -> None:
    case = given(*SENT, register_wage("100.00"), order_payment())
    claim = payment_id(number=1)
    assert case.dossier.payments[claim].stage is Stage.ORDERED
    case.when(approve_payment(claim)).then_refused(HearingOutstanding, "may still answer")
    case.when(settle_payment(claim)).then_refused(NotAllowedNow, "left of the claim")
    approved = case.on(day("07-31")).and_then(approve_payment(claim))
    approved.when(include_payment(claim)).then_refused(NotAllowedNow, "collected")


@pytest.mark.parametrize("move", MOVES, ids=lambda move: type(move).__name__)
def test_nothing_is_done_to_a_payment_that_is_not_there(move: DossierCommand) -> None:
    given(*READY).when(move).then_refused(NotFound, "no such payment")
    given().when(move).then_refused(NotFound, "no such case")
