"""A payment that is held says until when: as it was told, or by what stands in its way."""

from datetime import date, timedelta

from domain.case.kinds import HearingAbout
from domain.dossier.holding import DAYS
from domain.payment import events as on
from domain.payment.commands import HoldPayment
from domain.shared.errors import Impossible
from tests.support.claims import CLAIM, TOO_MUCH, answer, limited
from tests.support.errands import (
    CHECK_ID,
    FIRST_PAYMENT,
    hold_payment,
    open_task,
    order_payment,
    release_payment,
    solve_task,
)
from tests.support.examples import TODAY, answer_hearing, start_hearing
from tests.support.histories import ORDERED
from tests.support.scenario import Given, given

LONG = TODAY + timedelta(days=DAYS.on(TODAY).value)


def until(case: Given, command: HoldPayment) -> date | None:
    held = case.when(command).events()[-1]
    assert isinstance(held, on.PaymentHeld)
    return held.until


def test_it_is_held_until_the_day_that_was_said() -> None:
    said = TODAY + timedelta(days=3)
    assert until(given(*ORDERED), hold_payment(until=said)) == said


def test_where_nobody_says_until_when_it_is_until_the_blocking_task_is_due() -> None:
    blocked = given(*ORDERED, open_task("check_case_blocking"))
    due = blocked.dossier.open_tasks[CHECK_ID].due_on
    assert TODAY < due != LONG
    assert until(blocked, hold_payment()) == due
    assert until(blocked.and_then(solve_task()), hold_payment()) == LONG
    beside = given(*ORDERED, open_task("check_case_non_blocking"))
    assert until(beside, hold_payment()) == LONG


def test_where_a_party_may_answer_it_is_until_the_answer_is_due() -> None:
    heard = start_hearing(HearingAbout.ENTITLEMENT, TODAY, TODAY + timedelta(days=7))
    assert TODAY < heard.deadline != LONG
    assert until(given(*ORDERED, heard), hold_payment()) == heard.deadline
    answered = given(*ORDERED, heard, answer_hearing(HearingAbout.ENTITLEMENT, TODAY))
    (judged_by,) = (one.due_on for one in answered.dossier.open_tasks.values())
    assert until(answered, hold_payment()) == judged_by != heard.deadline
    late = given(*ORDERED, heard).on(heard.deadline)
    assert until(late, hold_payment()) == heard.deadline + (LONG - TODAY)


def test_a_claim_is_held_until_the_answer_about_it_is_due() -> None:
    claimed = limited(None, *TOO_MUCH, order_payment())
    due = claimed.granted.file.hearings[HearingAbout.REPAYMENT].deadline
    other = start_hearing(HearingAbout.ENTITLEMENT, TODAY, due + timedelta(days=1))
    task = open_task("check_case_blocking")
    case = claimed.and_then(other, task)
    assert until(case, hold_payment(CLAIM)) == due
    assert until(case.on(due), hold_payment(CLAIM)) == due + (LONG - TODAY)
    assert until(claimed.and_then(answer(), task), hold_payment(CLAIM)) == LONG
    held, later = case.and_then(hold_payment(CLAIM)), hold_payment(CLAIM, LONG)
    assert until(held, later) == LONG


def test_the_day_is_moved_by_saying_it_again_and_by_nothing_else() -> None:
    held = given(*ORDERED, hold_payment())
    held.when(hold_payment(until=LONG)).then_nothing_happens()
    later = hold_payment(until=LONG + timedelta(days=1))
    held.when(later).then(on.PaymentHeld)
    moved = held.and_then(later)
    moved.when(hold_payment()).then_nothing_happens()
    moved.on(LONG + timedelta(days=9)).when(later).then_nothing_happens()
    released = moved.and_then(release_payment())
    assert released.dossier.payments[FIRST_PAYMENT].held_until is None
    assert until(released, hold_payment()) == LONG


def test_it_is_held_until_a_day_to_come() -> None:
    given(*ORDERED).when(hold_payment(until=TODAY)).then_refused(Impossible, "to come")
    held = given(*ORDERED, hold_payment())
    held.when(hold_payment(until=TODAY)).then_refused(Impossible, "to come")
