"""What is decided of payments there are: moved, reduced; a claim after its party was heard."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from domain.case.kinds import HearingAbout
from domain.case.states import NoCase
from domain.dossier.holding import dated
from domain.dossier.state import Circumstances, Dossier, Fact
from domain.dossier.two_persons import check_two_persons, second_approval
from domain.payment import claims, payment
from domain.payment.commands import (
    ApprovePayment,
    HoldPayment,
    OffsetPayment,
    RegisterRepayment,
    SettlePayment,
    WaiveClaim,
)
from domain.payment.events import PaymentEvent
from domain.payment.states import NoPayment, Payment
from domain.shared.envelope import PaymentId
from domain.shared.errors import (
    HearingNeeded,
    HearingOutstanding,
    Impossible,
    NotAllowedNow,
    PaymentBlocked,
)
from domain.task import keys

Facts = tuple[Fact, ...]
OfClaim: TypeAlias = OffsetPayment | RegisterRepayment | WaiveClaim
PaymentChange: TypeAlias = payment.PaymentMove | OfClaim


def decide_payment(command: PaymentChange, dossier: Dossier, circumstances: Circumstances) -> Facts:
    if isinstance(command, OffsetPayment | RegisterRepayment | WaiveClaim):
        return decide_claim(command, dossier, circumstances)
    if isinstance(command, HoldPayment):
        command = dated(command, dossier, circumstances.today)
    found = dossier.payments.get(command.payment_id, NoPayment())
    if isinstance(command, ApprovePayment):
        check_heard(found, dossier, circumstances.today)
        check_answer_read(found, dossier)
    if isinstance(command, SettlePayment):
        check_collected(command.payment_id, dossier)
    check_two_persons(command, found, circumstances)
    decided = second_approval(command, found, circumstances) or payment.decide(
        command, found, blocked=dossier.payment_blocked
    )
    return tuple(Fact(command.payment_id, event) for event in decided)


def decide_claim(
    command: OfClaim,
    dossier: Dossier,
    circumstances: Circumstances,
) -> Facts:
    found: Iterable[PaymentEvent]
    match command:
        case OffsetPayment():
            found = claims.offset(command, dossier.payments, circumstances.offset_percent)
        case RegisterRepayment():
            if command.repaid_on > circumstances.today:
                raise Impossible("the day of the repayment has not come")
            found = (claims.repay(command, dossier.payments),)
        case WaiveClaim():
            found = claims.waive(command, dossier.payments)
    return tuple(Fact(command.payment_id, event) for event in found)


def check_collected(payment_id: PaymentId, dossier: Dossier) -> None:
    found = dossier.payments.get(payment_id)
    if found and found.is_claim and not claims.nothing_left(payment_id, dossier.payments):
        raise NotAllowedNow("something is left of the claim")


def check_heard(found: Payment, dossier: Dossier, today: date) -> None:
    """Forvaltningsloven § 19: a claim is decided on when the party was heard about it."""
    if isinstance(found, NoPayment) or not found.is_claim or isinstance(dossier.case, NoCase):
        return
    heard = dossier.case.file.hearings.get(HearingAbout.REPAYMENT)
    if heard is None:
        raise HearingNeeded("nobody was heard about the repayment")
    if heard.outstanding(today):
        raise HearingOutstanding("the party was heard and may still answer")


def check_answer_read(found: Payment, dossier: Dossier) -> None:
    """Collect nothing before somebody judged what the party answered about the repayment."""
    if isinstance(found, NoPayment) or not found.is_claim:
        return
    about = f"hearing about {HearingAbout.REPAYMENT}"
    for task in dossier.open_tasks.values():
        if task.type == keys.HEARING_ANSWER and task.cause.startswith(about):
            raise PaymentBlocked("the party's answer about the repayment is not judged yet")
