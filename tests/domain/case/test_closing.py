"""How a case leaves the desk: cancelled because it never was one, or closed when it is over."""

import pytest

from domain.case import events as on
from domain.dossier.dossier import DossierCommand
from domain.shared.errors import CaseIsClosed, NotAllowedNow, NotFound, PaymentOutstanding
from domain.task.events import TaskCancelled, TaskOpened
from tests.support.errands import (
    CHECK_ID,
    cancel_payment,
    include_payment,
    open_task,
    order_payment,
    payment_id,
    return_payment,
    send_payment,
    settle_payment,
    solve_task,
)
from tests.support.examples import (
    TODAY,
    add_note,
    cancel_case,
    close_case,
    day,
    end,
    receive_form,
    register_employment,
    register_wage,
    report_absence,
    request_refund,
)
from tests.support.histories import (
    CANCELLED,
    CLAIMED,
    CLOSED,
    ENDED,
    GRANTED,
    ORDERED,
    READY,
    REJECTED,
    SENT,
)
from tests.support.scenario import given


@pytest.mark.parametrize("history", [READY, GRANTED], ids=["undecided", "ongoing"])
def test_a_case_that_is_not_over_is_not_closed(history: tuple[DossierCommand, ...]) -> None:
    given(*history).when(close_case()).then_refused(NotAllowedNow, "not over")


def test_a_case_is_over_when_its_last_day_has_passed() -> None:
    given(*GRANTED, end(TODAY)).when(close_case()).then_refused(NotAllowedNow, "not over")
    (closed,) = given(*GRANTED, end(day("06-28"))).when(close_case()).then(on.CaseClosed)
    assert closed == on.CaseClosed(closed_on=TODAY, reason=None)


def test_a_rejected_or_cancelled_case_is_closed_when_its_letter_is_written() -> None:
    given(*CANCELLED).when(close_case()).then(on.CaseClosed)
    rejected = given(*REJECTED)
    (letter,) = rejected.dossier.open_tasks
    rejected.and_then(solve_task(letter)).when(close_case()).then(on.CaseClosed)


def test_what_nobody_applied_for_is_shelved() -> None:
    nothing = receive_form(wishes_to_apply=False)
    unpaid = register_employment(pays_wage=False)
    shelved = given(report_absence(), unpaid, register_wage(), nothing)
    shelved.when(close_case()).then(on.CaseClosed)
    shelved.and_then(request_refund()).when(close_case()).then_refused(NotAllowedNow, "not over")


def test_the_attempt_to_close_a_case_with_open_tasks_is_a_task_itself() -> None:
    case = given(*ENDED, open_task())
    (opened,) = case.when(close_case()).then(TaskOpened)
    assert isinstance(opened, TaskOpened)
    assert (opened.type, opened.blocks) == ("cannot_close_open_tasks", "nothing")
    case.and_then(close_case()).when(close_case()).then_nothing_happens()
    solved = case.and_then(close_case(), solve_task(CHECK_ID))
    solved.when(close_case()).then(TaskCancelled, on.CaseClosed)


def test_a_case_with_money_on_its_way_is_not_closed() -> None:
    for history in (ORDERED, SENT):
        case = given(*history, end(day("06-28")))
        case.when(close_case()).then_refused(PaymentOutstanding)
    one_week = given(*CLAIMED, end(day("06-14")), order_payment(day("06-07")))
    first, second = payment_id(day("05-25")), payment_id(day("06-01"))
    one_week.and_then(cancel_payment(first), cancel_payment(second)).when(close_case()).then(
        on.CaseClosed
    )


def test_money_that_was_answered_lets_the_case_be_closed() -> None:
    first, second = payment_id(day("05-25")), payment_id(day("06-01"))
    case = given(*CLAIMED, end(day("06-07")), order_payment(day("06-07")))
    sent = case.and_then(include_payment(first), send_payment(first), cancel_payment(second))
    sent.when(close_case()).then_refused(PaymentOutstanding)
    for answer in (settle_payment(first), return_payment(first)):
        sent.and_then(answer).when(close_case()).then(on.CaseClosed)


@pytest.mark.parametrize(
    "command", [close_case(), cancel_case(), add_note(), request_refund(), end(), receive_form()]
)
def test_nothing_happens_on_a_closed_case(command: DossierCommand) -> None:
    given(*CLOSED).when(command).then_refused(CaseIsClosed)
    given().when(command).then_refused(NotFound, "no such case")


def test_a_case_that_never_was_one_loses_its_tasks_and_its_unsent_payments() -> None:
    case = given(*ORDERED, open_task()).and_then(cancel_case())
    assert not case.dossier.open_tasks
    assert {each.stage for each in case.dossier.payments.values()} == {"cancelled"}
    case.when(cancel_case()).then_nothing_happens()


def test_a_case_whose_money_left_is_not_cancelled() -> None:
    given(*SENT).when(cancel_case()).then_refused(NotAllowedNow, "claim it back first")
