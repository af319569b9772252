"""What was paid too much comes back: after hearing, by offsets within the limit, repaid or waived.

Each property names the fault it was seen red on.
"""

from dataclasses import replace
from datetime import date

import pytest

from domain.case.kinds import HearingAbout
from domain.case.refusals import blocks_all
from domain.case.states import Closed
from domain.dossier.commands import WatchDeadlines
from domain.dossier.dossier import DossierCommand, surroundings
from domain.payment import events as on
from domain.payment.claims import outstanding
from domain.payment.states import VOID, Stage
from domain.shared.blocks import Blocks
from domain.shared.errors import (
    HearingNeeded,
    HearingOutstanding,
    Impossible,
    NotAllowedNow,
    PaymentBlocked,
    PaymentOutstanding,
)
from domain.shared.money import Money
from domain.task.events import TaskOpened
from tests.support.claims import (
    ALL_SENT,
    ANSWER,
    CLAIM,
    MONDAYS,
    STANDS,
    TOO_MUCH,
    answer,
    limited,
    offset,
    repay,
    waive,
)
from tests.support.errands import (
    approve_payment,
    cancel_payment,
    cancel_task,
    include_payment,
    order_payment,
    payment_id,
    return_payment,
    send_payment,
    settle_payment,
)
from tests.support.examples import (
    answer_hearing,
    close_case,
    day,
    end,
    register_employment,
    register_wage,
    start_hearing,
)
from tests.support.histories import GRANTED, READY
from tests.support.paying import accounted, ledger
from tests.support.scenario import Given

AFTER = day("07-07")  # the hearing of 29 June is over
OWED = 544_64


def kept(case: Given) -> dict[date, int]:
    return {
        one.order.monday: sum(oere for _, oere in one.offsets)
        for one in case.dossier.payments.values()
        if one.offsets and one.stage not in VOID
    }


def left(case: Given) -> int:
    return outstanding(CLAIM, case.dossier.payments)


def test_what_was_repaid_before_the_decision_is_not_lost_when_the_account_changes_again() -> None:
    """Of 544.64, 100.00 came back; half of it is owed after all, and is set against the claim."""
    case = limited(None, *TOO_MUCH, order_payment(), repay(100_00))
    after = case.and_then(register_wage("110.00"), order_payment())
    assert after.dossier.payments[CLAIM].stage is Stage.ORDERED
    assert outstanding(CLAIM, after.dossier.payments) == 544_64 - 100_00 - 272_32
    assert ledger(after) == accounted(after)
    case.when(cancel_payment(CLAIM)).then_refused(NotAllowedNow, "has come back")


def test_a_claim_is_decided_on_only_when_its_party_was_heard() -> None:
    case = limited(20, *TOO_MUCH, order_payment())
    case.when(approve_payment(CLAIM)).then_refused(HearingOutstanding)
    case.on(AFTER).when(approve_payment(CLAIM)).then(on.PaymentApproved, *(on.PaymentOffset,) * 2)
    answered = case.and_then(answer())
    answered.when(approve_payment(CLAIM)).then_refused(PaymentBlocked, "not judged yet")
    answered.and_then(cancel_task(ANSWER)).when(approve_payment(CLAIM)).events()
    hearings = case.granted.file.hearings
    unheard = {about: one for about, one in hearings.items() if about != HearingAbout.REPAYMENT}
    file = replace(case.granted.file, hearings=unheard)
    dossier = replace(case.dossier, case=replace(case.granted, file=file))
    replace(case, dossier=dossier).when(approve_payment(CLAIM)).then_refused(HearingNeeded)


def test_an_answer_about_repayment_holds_the_claim_back_and_nothing_that_is_paid() -> None:
    answered = limited(20, *TOO_MUCH, order_payment(), answer())
    (task,) = answered.dossier.open_tasks.values()
    assert (task.type, task.blocks) == ("party_hearing_answer_received", Blocks.NOTHING)
    answered.when(include_payment(payment_id(MONDAYS[0], number=1))).then(on.PaymentIncluded)
    other = answered.and_then(start_hearing(HearingAbout.HOLIDAY), answer_hearing())
    assert Blocks.DECISION in other.dossier.blocked
    judged = other.and_then(cancel_task(ANSWER))  # what is still open is about the holiday
    judged.when(approve_payment(CLAIM)).events()


def test_a_hearing_about_repayment_holds_no_decision_on_benefit_back() -> None:
    case = limited(20, *TOO_MUCH, order_payment())
    around = surroundings(case.dossier, case.around)
    assert list(blocks_all(case.granted.file, around)) == []
    case.when(register_wage("110.00")).events()


def test_coming_payments_are_reduced_up_to_the_limit_until_nothing_is_left() -> None:
    case = limited(20, *TOO_MUCH, order_payment(), *STANDS)
    assert kept(case) == {MONDAYS[0]: 408_48, MONDAYS[2]: OWED - 408_48}  # 20 % of 3 x 680.80
    assert left(case) == 0
    reduced = case.dossier.payments[payment_id(MONDAYS[0], number=1)]
    assert reduced.net == Money(3 * 680_80 - 408_48)


@pytest.mark.parametrize(("percent", "first"), [(1, 20_42), (33, OWED), (100, OWED), (0, 0)])
def test_the_limit_is_rounded_down(percent: int, first: int) -> None:
    case = limited(percent, *TOO_MUCH, order_payment(), *STANDS)
    assert kept(case).get(MONDAYS[0], 0) == first


def test_without_a_limit_nothing_is_kept_and_a_person_collects() -> None:
    case = limited(None, *TOO_MUCH, order_payment(), answer(), cancel_task(ANSWER))
    events = case.when(approve_payment(CLAIM)).then(on.PaymentApproved, TaskOpened)
    assert isinstance(events[1], TaskOpened)
    assert events[1].reason == "Tilbagebetaling -544.64 kr. for ugen fra 2020-06-01"
    stands = case.and_then(approve_payment(CLAIM))
    stands.when(offset(payment_id(MONDAYS[0], number=1))).then_refused(NotAllowedNow, "no limit")


def test_what_is_kept_of_a_payment_that_did_not_arrive_is_left_of_the_claim_again() -> None:
    first = payment_id(MONDAYS[0], number=1)
    sent = include_payment(first), send_payment(first)
    case = limited(20, *TOO_MUCH, order_payment(), *STANDS, *sent)
    assert left(case.and_then(return_payment(first))) == 408_48
    again = case.and_then(return_payment(first), order_payment())
    assert left(again) == 0
    assert sum(kept(again).values()) == OWED


def test_a_claim_is_settled_when_what_was_reduced_has_arrived() -> None:
    first, second = payment_id(MONDAYS[0], number=1), payment_id(MONDAYS[2], number=1)
    moves = [move(one) for one in (first, second) for move in (include_payment, send_payment)]
    case = limited(20, *TOO_MUCH, order_payment(), *STANDS, *moves, settle_payment(first))
    assert case.dossier.payments[CLAIM].stage is Stage.APPROVED
    case.when(settle_payment(CLAIM)).then_refused(NotAllowedNow, "left")
    case = case.and_then(settle_payment(second))
    assert case.dossier.payments[CLAIM].stage is Stage.SETTLED


def test_some_is_repaid_the_rest_waived_and_the_case_can_be_closed() -> None:
    claims = [payment_id(monday, number=1) for monday in MONDAYS]
    case = limited(None, *ALL_SENT, end(day("06-26")), *STANDS)
    case.when(repay(OWED + 1)).then_refused(Impossible, "more is repaid")
    case.when(repay(0)).then_refused(Impossible)
    case.when(repay(1, on=AFTER)).then_refused(Impossible, "not come")
    case = case.and_then(repay(500_00))
    assert left(case) == 44_64
    events = case.when(waive()).events()
    assert isinstance(events[0], on.ClaimWaived)
    assert events[0].amount == Money(44_64)
    case = case.and_then(waive())
    case.when(waive()).then_nothing_happens()
    rest = [one for one in claims if one != CLAIM]
    sent = [settle_payment(payment_id(monday)) for monday in MONDAYS]
    case = case.and_then(*sent)
    case.and_then(*solved(case)).when(close_case()).then_refused(PaymentOutstanding)
    done = case.and_then(*map(waive, rest))
    assert {done.dossier.payments[one].stage for one in claims} == {Stage.SETTLED}
    assert isinstance(done.and_then(*solved(done), close_case()).dossier.case, Closed)


def solved(case: Given) -> tuple[DossierCommand, ...]:
    return tuple(cancel_task(one) for one in case.dossier.open_tasks)


def test_only_a_claim_on_the_same_payee_that_stands_reduces_a_payment() -> None:
    first = payment_id(MONDAYS[0], number=1)
    heard = limited(20, *TOO_MUCH, order_payment())
    heard.when(offset(first)).then_refused(NotAllowedNow, "nobody has decided")
    stands = heard.and_then(*STANDS)
    stands.when(offset(CLAIM, first)).then_refused(Impossible)
    stands.when(offset(first, first)).then_refused(Impossible)
    stands.when(offset(first)).then_nothing_happens()
    in_run = heard.on(AFTER).and_then(include_payment(first), approve_payment(CLAIM))
    assert MONDAYS[0] not in kept(in_run)
    in_run.when(offset(first)).then_refused(NotAllowedNow, "included")


def test_a_claim_that_stands_is_not_withdrawn_and_the_account_goes_on_from_it() -> None:
    case = limited(20, *TOO_MUCH, order_payment(), *STANDS)
    case.when(cancel_payment(CLAIM)).then_refused(NotAllowedNow, "approved")
    dearer = case.and_then(register_wage("110.00"), order_payment())
    assert dearer.dossier.payments[CLAIM].stage is Stage.APPROVED
    assert ledger(dearer) == accounted(dearer)


def test_whether_a_citizen_who_did_not_answer_must_repay_a_person_judges() -> None:
    week = payment_id(MONDAYS[0], "citizen")
    unpaid = (READY[0], register_employment(pays_wage=False), *READY[2:], GRANTED[-1])
    sent = order_payment(), include_payment(week), send_payment(week)
    case = limited(20, *unpaid, *sent, register_wage("100.00"), order_payment())
    (asked,) = case.on(AFTER).when(WatchDeadlines()).then(TaskOpened)
    assert isinstance(asked, TaskOpened)
    assert asked.cause == "hearing about repayment unanswered"


@pytest.mark.parametrize("percent", [20, None])
def test_an_employer_who_does_not_answer_in_time_is_answered_by_rule(percent: int | None) -> None:
    case = limited(percent, *TOO_MUCH, order_payment())
    assert case.on(day("07-06")).when(WatchDeadlines()).events() == []
    events = case.on(AFTER).when(WatchDeadlines()).events()
    approved = events[0]
    assert isinstance(approved, on.PaymentApproved)
    assert approved.by_rule
    again = case.on(AFTER).and_then(WatchDeadlines())
    again.when(WatchDeadlines()).then_nothing_happens()


def test_the_lines_that_settle_a_claim_are_seen_by_the_payee() -> None:
    """Two claims share one limit: of no payment more than a fifth is kept in all."""
    case = limited(20, *TOO_MUCH, order_payment(), *STANDS)
    for one in case.dossier.payments.values():
        whole = one.net.oere + sum(oere for _, oere in one.offsets)
        assert one.is_claim or 5 * one.net.oere >= 4 * whole
