"""Of a closed case a few numbers are kept: enough to name money that leaves it later."""

from collections.abc import Sized
from datetime import date
from uuid import UUID

import pytest

from application.invariants.check import Watch
from application.invariants.sending import Payments
from domain.dossier.dossier import DossierEvent
from domain.payment import events as payment
from domain.shared.blocks import Blocks
from domain.shared.envelope import CaseId, RunId
from tests.application.invariants.test_edges import corrected, recalculated
from tests.application.invariants.test_invariants import (
    CLOSED,
    GRANT,
    MONDAY,
    PAID,
    SECOND,
    SENT,
    SOLVED,
    TASK,
    Entry,
    ended,
    found,
    log,
    of_case,
    opened,
    ordered,
    reported,
    sent_run,
)

THIRD = UUID(int=99)
SETTLED = payment.PaymentSettled(settled_on=MONDAY)
CLAIM = (SECOND, corrected(-100, payment.PaymentKind.REPAYMENT_CLAIM, PAID))
PAID_OUT = (
    *of_case(reported(), (TASK, opened()), (TASK, SOLVED), GRANT, (PAID, ordered(100))),
    *of_case((PAID, SENT), (PAID, SETTLED), ended(date(2020, 6, 30))),
)
OPEN = (*PAID_OUT, *of_case((SECOND, opened(Blocks.NOTHING))))
OVER = (*OPEN, *of_case(CLOSED))  # ten events
LATER = RunId(UUID(int=8))
SENT_LATER = payment.PaymentSent(run_id=LATER, file="g")
AFTER_CLOSE, TWICE = "event-after-close", "payment-sent-twice"


def kept(entries: tuple[Entry, ...]) -> set[str]:
    """Name what holds something after these events."""
    watch = Watch()
    for one in log(entries):
        assert not [*watch.see(one)]
    watching = (watch.tasks, watch.payments, *watch.invariants)
    sized = ((one, name, held) for one in watching for name, held in vars(one).items())
    return {
        f"{type(one).__name__}.{name}"
        for one, name, held in sized
        if isinstance(held, Sized) and held
    }


def test_of_a_closed_case_its_number_is_kept_and_nothing_else() -> None:
    of_others = {"RunSumsAgree.sent"}
    assert kept(OPEN) - of_others == {
        *("OpenTasks.of_case", "OpenTasks.done", "NoVersionGap.counted"),
        *("PaidAsDecided.decided", "NothingBeyondTheEnd.last_day", "OrderedAsAccounted.books"),
        *("OneCaseForAnAbsence.citizen", "OneCaseForAnAbsence.absence"),
        "OneCaseForAnAbsence.taken",
    }
    assert kept(OVER) - of_others == {"NothingAfterClose.closed"}
    claimed = of_case(reported(), GRANT, (PAID, ordered(100)), recalculated(), CLAIM, CLOSED)
    assert "NothingBeyondTheEnd.claims" in kept(claimed[:-1])
    assert "NothingBeyondTheEnd.claims" not in kept(claimed)


def test_of_an_answered_payment_two_numbers_are_kept() -> None:
    payments = Payments()
    for one in log(OVER):
        payments.see(one)
    numbers = (payments.answered.streams, payments.answered.oere)
    assert [(len(each), each.itemsize) for each in numbers] == [(1, 8), (1, 8)]


@pytest.mark.parametrize("late", [(TASK, SOLVED), (THIRD, ordered(100)), GRANT], ids=str)
def test_of_what_follows_in_a_closed_case_it_is_said_that_it_does(
    late: DossierEvent | tuple[UUID, DossierEvent],
) -> None:
    assert found((*OVER, *of_case(late))) == [(AFTER_CLOSE, 11)]


def test_a_payment_sent_again_in_a_closed_case_is_named_as_that_too() -> None:
    assert found((*OVER, *of_case((PAID, SENT_LATER)))) == [(TWICE, 11), (AFTER_CLOSE, 11)]
    before = (*of_case(GRANT, (SECOND, ordered(100)), (SECOND, SETTLED)),)  # another payment
    first = ((CaseId(UUID(int=3)), stream, event) for _, stream, event in before)
    assert (TWICE, 14) in found((*first, *OVER, *of_case((PAID, SENT_LATER))))
    again = found((*OVER, *of_case((PAID, SENT_LATER), (PAID, SETTLED), (PAID, SENT_LATER))))
    assert [position for name, position in again if name == TWICE] == [11, 13]


@pytest.mark.parametrize(("payments", "oere"), [(0, 0), (1, 90), (2, 100)])
def test_the_sum_of_its_run_is_compared_with_what_left_a_closed_case(
    payments: int, oere: int
) -> None:
    sent = (*OVER, *of_case((PAID, SENT_LATER)))
    seen = [(TWICE, 11), (AFTER_CLOSE, 11)]
    assert found((*sent, (LATER, LATER, sent_run(1, 100)))) == seen
    differs = ("run-sum-differs", 12)
    assert found((*sent, (LATER, LATER, sent_run(payments, oere)))) == [*seen, differs]


def test_what_was_ordered_or_cancelled_and_never_sent_is_not_sent_twice() -> None:
    cancelled = (PAID, payment.PaymentCancelled(reason="x"))
    sent = of_case(reported(), GRANT, (PAID, ordered(100)), cancelled, CLOSED, (PAID, SENT_LATER))
    ordered_late = (*OVER, *of_case((THIRD, ordered(70)), (THIRD, SENT_LATER)))
    assert found((*sent, (LATER, LATER, sent_run(1, 100)))) == [(AFTER_CLOSE, 6)]
    assert found((*ordered_late, (LATER, LATER, sent_run(1, 70)))) == [
        (AFTER_CLOSE, 11),
        (AFTER_CLOSE, 12),
    ]


@pytest.mark.parametrize("blocks", [Blocks.PAYMENT, Blocks.DECISION])
def test_a_task_holds_back_the_payments_of_a_closed_case_too(blocks: Blocks) -> None:
    task = (SECOND, opened(blocks))
    held = [("payment-sent-while-blocked", 12), (AFTER_CLOSE, 12)]
    before = (*PAID_OUT, *of_case(task, CLOSED, (THIRD, ordered(0)), (THIRD, SENT_LATER)))
    after = (*PAID_OUT, *of_case(CLOSED, task, (THIRD, ordered(0)), (THIRD, SENT_LATER)))
    assert found(before) == [(AFTER_CLOSE, 11), *held]
    assert found(after) == [(AFTER_CLOSE, 10), (AFTER_CLOSE, 11), *held]
