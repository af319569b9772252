"""What was paid too much, and what is done about it."""

from dataclasses import replace
from datetime import date

from domain.case.commands import RegisterHearingAnswer
from domain.case.kinds import HearingAbout
from domain.dossier.dossier import DossierCommand
from domain.payment import commands as pay
from domain.shared.envelope import PaymentId
from domain.shared.money import Money
from domain.task.outcomes import Outcome
from tests.support.errands import (
    WEEKS,
    include_payment,
    order_payment,
    payment_id,
    send_payment,
    solve_task,
    task_id,
)
from tests.support.examples import TODAY, answer_hearing, day, register_wage
from tests.support.histories import CLAIMED, SENT
from tests.support.scenario import Given, given

MONDAYS = (day("05-25"), *WEEKS)
CLAIM = payment_id(number=1)  # 4 days of 1 June, 136.16 too much each
# The first week is sent; then the wage is lower: 544.64 of it is claimed, the rest ordered anew.
TOO_MUCH: tuple[DossierCommand, ...] = (*SENT, register_wage("100.00"))
ALL_SENT: tuple[DossierCommand, ...] = (
    *CLAIMED,
    order_payment(),
    *(
        move
        for monday in MONDAYS
        for move in (include_payment(payment_id(monday)), send_payment(payment_id(monday)))
    ),
    register_wage("100.00"),
    order_payment(),
)


def limited(percent: int | None, *history: DossierCommand) -> Given:
    """The municipality keeps at most so many hundredths of a payment; none: it has not said."""
    case = given()
    return replace(case, around=replace(case.around, offset_percent=percent)).and_then(*history)


def answer(on: date = TODAY) -> RegisterHearingAnswer:
    return answer_hearing(HearingAbout.REPAYMENT, on)


def offset(payment: PaymentId, claim: PaymentId = CLAIM) -> pay.OffsetPayment:
    return pay.OffsetPayment(payment_id=payment, claim_id=claim)


def repay(oere: int, claim: PaymentId = CLAIM, on: date = TODAY) -> pay.RegisterRepayment:
    return pay.RegisterRepayment(payment_id=claim, amount=Money(oere), repaid_on=on)


def waive(claim: PaymentId = CLAIM) -> pay.WaiveClaim:
    return pay.WaiveClaim(payment_id=claim, reason="god tro")


ANSWER = task_id("party_hearing_answer_received", f"hearing about repayment, answered {TODAY}")
# The explanation is not accepted: every claim stands.
STANDS: tuple[DossierCommand, ...] = (answer(), solve_task(ANSWER, Outcome.NOT_ACCEPTED))
