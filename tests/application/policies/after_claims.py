"""What follows from a claim: the party is heard, then it is collected, by rule or by a person."""

from datetime import date

from domain.case.events import HearingStarted
from domain.case.kinds import HearingAbout
from domain.dossier.watching import no_answer
from domain.payment import events as paid
from domain.payment.commands import OrderPayment
from domain.task.events import TaskCancelled
from tests.application.policies.story import Story
from tests.support.claims import (
    ALL_SENT,
    ANSWER,
    CLAIM,
    MONDAYS,
    STANDS,
    TOO_MUCH,
    answer,
    repay,
    waive,
)
from tests.support.errands import (
    RUN,
    WEEKS,
    approve_payment,
    cancel_payment,
    cancel_task,
    include_payment,
    open_task,
    order_payment,
    payment_id,
    return_payment,
    send_payment,
    settle_payment,
)
from tests.support.examples import cancel_case, day, end, start_hearing
from tests.support.histories import CLAIMED, LONG_AGO

SUNDAY = day("06-07")
FIRST, SECOND = payment_id(day("05-25"), number=1), payment_id(WEEKS[1], number=1)
NEVER_ARRIVED = tuple(return_payment(payment_id(monday)) for monday in MONDAYS)
AFTER_CLAIMS = (
    Story(
        "CaseCancelled: nothing_is_owed",
        (*ALL_SENT, *STANDS, *NEVER_ARRIVED),
        cancel_case(),
        paid.ClaimWaived,
    ),
    Story(
        "CaseCancelled: repaid_for_nothing",
        (*ALL_SENT, repay(100), *NEVER_ARRIVED),
        cancel_case(),
        "check_case_non_blocking",
    ),
    Story("PaymentOrdered: hear_about_claim", TOO_MUCH, order_payment(), HearingStarted),
    Story(
        "PaymentOrdered: judge_lapsed",
        LONG_AGO,
        order_payment(date(2013, 3, 31)),
        "check_case_non_blocking",
    ),
    Story(
        "PaymentApproved: judged",
        (*LONG_AGO, order_payment(date(2013, 2, 10))),
        approve_payment(payment_id(date(2013, 2, 4))),
        TaskCancelled,
    ),
    Story(
        "PaymentCancelled: judged",
        (*LONG_AGO, order_payment(date(2013, 2, 10))),
        cancel_payment(payment_id(date(2013, 2, 4))),
        TaskCancelled,
    ),
    Story(
        "PaymentOrdered: keep_back",
        (*TOO_MUCH, order_payment(SUNDAY), *STANDS),
        order_payment(),
        paid.PaymentOffset,
    ),
    Story(
        "PaymentApproved: keep_back",
        (*TOO_MUCH, order_payment(), answer(), cancel_task(ANSWER)),
        approve_payment(CLAIM),
        paid.PaymentOffset,
    ),
    Story(
        "PaymentApproved: collect_by_hand",
        (*ALL_SENT, answer(), cancel_task(ANSWER), end(day("06-28"))),
        approve_payment(CLAIM),
        "check_case_non_blocking",
    ),
    Story(
        "PaymentApproved: all_decided",
        (
            *TOO_MUCH,
            order_payment(),
            start_hearing(HearingAbout.REPAYMENT),
            open_task("check_case_non_blocking", no_answer(HearingAbout.REPAYMENT)),
        ),
        approve_payment(CLAIM),
        TaskCancelled,
    ),
    Story(
        "PaymentApproved: enter_run",
        CLAIMED,
        OrderPayment(until=SUNDAY, run_id=RUN),
        paid.PaymentIncluded,
    ),
    Story(
        "PaymentSettled: settle_claims",
        (
            *TOO_MUCH,
            order_payment(),
            *STANDS,
            *(move(one) for one in (FIRST, SECOND) for move in (include_payment, send_payment)),
            settle_payment(FIRST),
        ),
        settle_payment(SECOND),
        paid.PaymentSettled,
    ),
    Story(
        "RepaymentRegistered: settle_claims",
        (*ALL_SENT, *STANDS),
        repay(544_64),
        paid.PaymentSettled,
    ),
    Story("ClaimWaived: settle_claims", (*ALL_SENT, answer()), waive(), paid.PaymentSettled),
    Story(
        "PaymentCancelled: claimed_no_more",
        (*TOO_MUCH, order_payment(), answer()),
        cancel_payment(CLAIM),
        TaskCancelled,
    ),
)
