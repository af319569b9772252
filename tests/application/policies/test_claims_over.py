"""Of a claim that is over nobody is asked any more; of what is still claimed everybody is."""

import pytest

from domain.case.kinds import HearingAbout
from domain.dossier.commands import WatchDeadlines
from domain.dossier.dossier import DossierCommand
from domain.payment.claims import outstanding, undecided
from domain.payment.events import PaymentApproved
from domain.payment.states import UNSENT, VOID, Stage
from domain.task.events import TaskCommented, TaskOpened
from domain.task.outcomes import Outcome
from tests.support.claims import (
    ALL_SENT,
    CLAIM,
    MONDAYS,
    STANDS,
    TOO_MUCH,
    answer,
    limited,
    repay,
    waive,
)
from tests.support.errands import (
    approve_payment,
    cancel_payment,
    order_payment,
    payment_id,
    return_payment,
    solve_task,
)
from tests.support.examples import (
    CVR,
    cancel_case,
    day,
    register_wage,
    start_hearing,
    stop_automation,
)
from tests.support.histories import CLAIMED
from tests.support.scenario import Given

AFTER = day("07-07")  # the hearing of 29 June is over
OWED = 544_64
History = tuple[DossierCommand, ...]
COLLECTION = f"claim on {CVR} for 2020-06-01"
UNANSWERED, ANSWERED = "hearing about repayment unanswered", "hearing about repayment, answered"
NEVER_ARRIVED: History = (return_payment(payment_id(MONDAYS[1])), order_payment())
ENDS: dict[str, History] = {
    "waived": (waive(),),
    "repaid": (repay(OWED - 1), repay(1)),
    "never arrived": NEVER_ARRIVED,
    "cancelled by hand": (cancel_payment(CLAIM),),
}


def asked(case: Given) -> list[str]:
    return sorted(task.cause for task in case.dossier.open_tasks.values())


def about(cause: str, *history: DossierCommand) -> Given:
    case = limited(None, *history, order_payment())
    if cause == COLLECTION:
        return case.and_then(*STANDS)
    if cause == ANSWERED:
        return case.and_then(answer())
    return case.and_then(stop_automation()).on(AFTER).and_then(WatchDeadlines())


OVER = [
    (cause, how)
    for cause in (COLLECTION, UNANSWERED, ANSWERED)
    for how in ENDS
    if (cause, how) != (COLLECTION, "cancelled by hand")  # what stands is waived
]


@pytest.mark.parametrize(("cause", "how"), OVER)
def test_of_a_claim_that_is_over_nobody_is_asked(cause: str, how: str) -> None:
    case = about(cause, *TOO_MUCH)
    assert [one[: len(cause)] for one in asked(case)] == [cause]
    over = case.and_then(*ENDS[how])
    assert over.dossier.payments[CLAIM].stage in VOID | {Stage.SETTLED}
    assert asked(over) == []


@pytest.mark.parametrize("cause", [COLLECTION, UNANSWERED, ANSWERED])
def test_what_is_repaid_in_part_is_still_asked_about(cause: str) -> None:
    case = about(cause, *TOO_MUCH)
    assert asked(case.and_then(repay(OWED - 1))) == asked(case)


@pytest.mark.parametrize("cause", [UNANSWERED, ANSWERED])
@pytest.mark.parametrize("how", [waive(), repay(OWED), cancel_payment(CLAIM)])
def test_the_hearing_is_judged_while_another_claim_is_not_decided_on(
    cause: str, how: DossierCommand
) -> None:
    case = about(cause, *ALL_SENT[:-1])
    assert asked(case.and_then(how)) == asked(case)
    assert len(asked(case)) == 1


def test_once_the_last_claim_is_decided_on_by_hand_nobody_judges_the_hearing() -> None:
    """The task stays while one claim is left to decide on, and what else is approved leaves it."""
    case = about(UNANSWERED, *ALL_SENT[:-1])
    *others, last = undecided(case.dossier.payments)
    assert others
    case = case.and_then(*map(approve_payment, others))
    assert UNANSWERED in asked(case)
    assert UNANSWERED not in asked(case.and_then(approve_payment(last)))


def test_a_payment_that_is_approved_leaves_a_hearing_by_hand_as_it_is() -> None:
    heard = start_hearing(HearingAbout.REPAYMENT), answer(), stop_automation(), order_payment()
    case = limited(None, *CLAIMED, *heard)
    assert asked(case.and_then(approve_payment(payment_id(MONDAYS[1])))) == asked(case) != []


def test_each_claim_that_stands_is_collected_by_itself() -> None:
    case = about(COLLECTION, *ALL_SENT[:-1])
    assert COLLECTION in asked(case)
    assert asked(case.and_then(waive())) == [one for one in asked(case) if one != COLLECTION]


def test_what_is_claimed_again_for_the_same_week_is_collected_again() -> None:
    """The first claim of 544.64 is settled; of the same week as much as 408.48 is claimed again."""
    settled = about(COLLECTION, *TOO_MUCH).and_then(repay(OWED))
    assert asked(settled) == []
    later = settled.and_then(register_wage("70.00"), order_payment()).on(day("06-30"))
    (answered,) = later.and_then(answer(day("06-30"))).dossier.open_tasks
    again = later.and_then(answer(day("06-30")), solve_task(answered, Outcome.NOT_ACCEPTED))
    assert COLLECTION + ", 2" in asked(again)
    assert COLLECTION not in asked(again)


def test_a_payment_that_is_cancelled_leaves_what_is_asked_about_a_claim() -> None:
    for cause in (COLLECTION, UNANSWERED, ANSWERED):
        case = about(cause, *TOO_MUCH)
        cancelled = case.and_then(cancel_payment(payment_id(MONDAYS[2], number=1)))
        assert asked(cancelled) == asked(case)


def test_a_hearing_by_hand_before_anything_is_claimed_is_judged_all_the_same() -> None:
    heard = start_hearing(HearingAbout.REPAYMENT), answer()
    case = limited(None, *CLAIMED, order_payment(), *heard)
    assert len(asked(case)) == 1
    assert asked(case.and_then(cancel_payment(payment_id(MONDAYS[1])))) == asked(case)


def test_what_was_repaid_before_the_decision_is_not_lost_with_the_case() -> None:
    """The 100.00 that came back stays known, the rest is waived; one untouched is cancelled."""
    came_back = return_payment(payment_id(MONDAYS[1]))  # a case of which benefit was paid stays
    claimed = limited(None, *TOO_MUCH, order_payment())
    repaid = claimed.and_then(repay(100_00), came_back, cancel_case())
    assert outstanding(CLAIM, repaid.dossier.payments) == 0
    assert repaid.dossier.payments[CLAIM].repaid.oere == 100_00
    assert repaid.dossier.payments[CLAIM].stage is Stage.SETTLED
    untouched = claimed.and_then(came_back, cancel_case())
    assert untouched.dossier.payments[CLAIM].stage is Stage.CANCELLED
    for case in (repaid, untouched):
        others = [one.stage for one in case.dossier.payments.values() if not one.is_claim]
        assert not UNSENT & set(others)


def test_of_claims_that_stand_at_once_each_is_asked_about_once() -> None:
    heard = limited(None, *ALL_SENT, answer())
    (judged,) = heard.dossier.open_tasks
    events = heard.when(solve_task(judged, Outcome.NOT_ACCEPTED)).events()
    told = [type(event) for event in events]
    assert told.count(PaymentApproved) == len(MONDAYS)
    assert told.count(TaskOpened) == len(MONDAYS)
    assert TaskCommented not in told
