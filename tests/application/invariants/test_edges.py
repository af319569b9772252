"""Where an invariant begins and ends: what is just allowed beside what just is not."""

from datetime import date
from uuid import UUID

import pytest

from application.invariants.tasks import OpenTasks
from domain.case import events as case
from domain.case import kinds
from domain.payment import events as payment
from domain.run import events as run
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId
from domain.shared.money import Money
from domain.task import events as task
from tests.application.invariants.test_invariants import (
    APPROVED,
    CASE,
    CLOSED,
    FIRST_DAY,
    GRANT,
    MONDAY,
    OTHER,
    PAID,
    PREPARED,
    REOPENED,
    RUN,
    SECOND,
    SENT,
    SOLVED,
    TASK,
    Entry,
    broken,
    ended,
    found,
    granted,
    log,
    of_case,
    opened,
    ordered,
    reported,
    sent_run,
)

EARLIER = date(2020, 4, 20)
THIRD = UUID(int=99)
TASK_CANCELLED = task.TaskCancelled(type="check_case_blocking", reason="x")
CANCELLED = case.CaseCancelled(reason="x")
CORRECTED = case.FirstDayOfAbsenceCorrected(
    first_day_of_absence=EARLIER, before=FIRST_DAY, reason="x"
)
RUN_CLOSED = run.RunClosed(payments=0, total=Money(0), control_sum="c", four_eyes=False)
CLOSED_LATER = RUN_CLOSED.model_copy(update={"four_eyes": True})
PREPARED_ALONE = PREPARED.model_copy(update={"four_eyes": False})


def recalculated(*weeks: tuple[date, int]) -> case.BenefitRecalculated:
    return case.BenefitRecalculated(
        cause=kinds.RecalculationCause.BY_HAND,
        cut_off=MONDAY,
        touched=(),
        totals=granted(*weeks).totals,
        earlier_benefit=(),
    )


def corrected(oere: int, kind: payment.PaymentKind, of: UUID) -> payment.PaymentOrdered:
    return ordered(oere, 0).model_copy(update={"kind": kind, "corrects": of})


# What was collected of a claim is given back where the payment it was for never arrived.
RETURNED = (
    *of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT), ended(date(2020, 6, 3))),
    *of_case(recalculated(), (SECOND, corrected(-100, payment.PaymentKind.REPAYMENT_CLAIM, PAID))),
    *of_case((PAID, payment.PaymentReturned(reason="x", returned_on=MONDAY))),
)
GOES_ON = case.EndWithdrawn(last_day_with_right=MONDAY, granted_to=None, reason="fejl")
ALLOWED: tuple[tuple[Entry, ...], ...] = (
    of_case(reported(), GRANT, ended(MONDAY), GOES_ON, (PAID, ordered(100))),
    of_case(reported(), (TASK, opened(Blocks.PAYMENT)), GRANT),
    (*of_case(reported(), CORRECTED), (OTHER, OTHER, reported())),
    (*of_case(reported(), CANCELLED), (OTHER, OTHER, reported())),
    of_case(reported(), GRANT, ended(date(2020, 6, 7)), (PAID, ordered(100))),
    of_case(reported(), GRANT, (PAID, ordered(100)), ended(date(2020, 6, 3)))
    + of_case(recalculated(), (SECOND, ordered(-100, 0))),
    (*RETURNED, *of_case((THIRD, corrected(100, payment.PaymentKind.ADJUSTMENT, SECOND)))),
    of_case(reported(), (TASK, opened()), (TASK, TASK_CANCELLED), (SECOND, opened())),
    of_case(reported(), (TASK, opened()), (TASK, SOLVED), (SECOND, opened())),
    of_case(reported(), (TASK, opened()), (SECOND, opened(cause="another"))),
    ((RUN, RUN, PREPARED_ALONE), (RUN, RUN, APPROVED)),
    ((RUN, RUN, PREPARED_ALONE), (RUN, RUN, RUN_CLOSED), (RUN, RUN, sent_run(0, 0))),
)
REFUSED: tuple[tuple[tuple[Entry, ...], str, int], ...] = (
    (
        ((RUN, RUN, PREPARED), (RUN, RUN, RUN_CLOSED), (RUN, RUN, sent_run(0, 0))),
        "same-person-four-eyes",
        3,
    ),
    (
        ((RUN, RUN, PREPARED_ALONE), (RUN, RUN, CLOSED_LATER), (RUN, RUN, APPROVED)),
        "same-person-four-eyes",
        3,
    ),
    (
        ((RUN, RUN, APPROVED), (RUN, RUN, CLOSED_LATER), (RUN, RUN, sent_run(0, 0))),
        "same-person-four-eyes",
        3,
    ),
    (
        (*RETURNED, *of_case((THIRD, corrected(100, payment.PaymentKind.ADJUSTMENT, PAID)))),
        "payment-beyond-end",
        9,
    ),
    (
        of_case(reported(), GRANT, (TASK, opened()), recalculated((MONDAY, 100))),
        "decision-while-blocked",
        4,
    ),
    (
        of_case(reported(), GRANT, (PAID, ordered(100)), (TASK, opened()), (PAID, SENT)),
        "payment-sent-while-blocked",
        5,
    ),
    (
        ((OTHER, OTHER, GRANT), (CASE, PAID, ordered(0))),
        "payment-without-decision",
        2,
    ),
    (of_case(reported(), GRANT, (PAID, ordered(100, 90))), "amount-differs-from-account", 3),
    (
        of_case(reported(), GRANT, ended(MONDAY), GOES_ON, ended(MONDAY), (PAID, ordered(100))),
        "payment-beyond-end",
        6,
    ),
    (of_case(reported(), GRANT, ended(MONDAY), CLOSED, GOES_ON), "event-after-close", 5),
)


@pytest.mark.parametrize("entries", ALLOWED)
def test_what_is_just_allowed_breaks_nothing(entries: tuple[Entry, ...]) -> None:
    assert found(entries) == []


@pytest.mark.parametrize(("entries", "name", "position"), REFUSED)
def test_what_just_is_not_is_named(entries: tuple[Entry, ...], name: str, position: int) -> None:
    assert found(entries) == [(name, position)]


def test_a_second_case_that_ends_does_not_free_the_absence_of_the_first() -> None:
    twice = ((CASE, CASE, reported()), (OTHER, OTHER, reported()), (OTHER, OTHER, CLOSED))
    third = (*twice, (THIRD, THIRD, reported()))
    assert found(third) == [("two-cases-for-one-absence", 2), ("two-cases-for-one-absence", 4)]


def test_who_closed_a_run_is_not_its_second_pair_of_eyes() -> None:
    first, second, third = log(((RUN, RUN, PREPARED), (RUN, RUN, RUN_CLOSED), (RUN, RUN, APPROVED)))
    closed, approved = (
        one._replace(envelope=one.envelope._replace(actor=ActorId(name)))
        for one, name in ((second, "bo 1"), (third, "Bo  1"))
    )
    assert broken((first, closed, approved)) == [("same-person-four-eyes", 3)]


def test_a_finished_task_leaves_no_empty_place_and_may_be_opened_again() -> None:
    tasks = OpenTasks()
    steps = ((opened(), 1, 0), (SOLVED, 0, 1), (REOPENED, 1, 0))
    for version, (event, open_now, done) in enumerate(steps, 1):
        (one,) = log(of_case((TASK, event)))
        tasks.see(one)
        assert (len(tasks.of_case), len(tasks.done)) == (open_now, done), version


def test_what_was_sent_and_not_answered_is_counted_with_its_run() -> None:
    twice = (
        *of_case(reported(), GRANT, (PAID, ordered(100)), (PAID, SENT)),
        (RUN, RUN, sent_run(1, 100)),
        *of_case((PAID, payment.PaymentSettled(settled_on=MONDAY))),
        *of_case((PAID, payment.PaymentReturned(returned_on=MONDAY, reason="x"))),
        *of_case((SECOND, ordered(100))),
    )
    assert found(twice) == []


def test_the_citizens_share_of_atp_is_not_sent() -> None:
    less_atp = ordered(100).model_copy(update={"atp_of_citizen": Money(30)})
    sent = of_case(reported(), GRANT, (PAID, less_atp), (PAID, SENT))
    assert found((*sent, (RUN, RUN, sent_run(1, 70)))) == []
    assert found((*sent, (RUN, RUN, sent_run(1, 100)))) == [("run-sum-differs", 5)]
