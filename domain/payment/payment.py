"""A payment: what one payee is owed for one week, from order to the bank's answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from domain.payment import commands as ask
from domain.payment import events as on
from domain.payment.states import KnownPayment, NoPayment, Payment, Stage
from domain.shared.envelope import ActorId, RunId
from domain.shared.errors import NotAllowedNow, NotFound, PaymentBlocked

PaymentEvents = tuple[on.PaymentEvent, ...]
PaymentMove: TypeAlias = (
    ask.HoldPayment
    | ask.ReleasePayment
    | ask.ApprovePayment
    | ask.IncludePayment
    | ask.ExcludePayment
    | ask.SendPayment
    | ask.SettlePayment
    | ask.ReturnPayment
    | ask.FailPayment
    | ask.CancelPayment
)


@dataclass(frozen=True, slots=True)
class Move:
    """From which stages a command or event moves a payment, and where to."""

    before: frozenset[Stage]
    after: Stage


def move(*before: Stage, to: Stage) -> Move:
    return Move(frozenset(before), to)


MOVES: Mapping[type[PaymentMove], Move] = {
    ask.HoldPayment: move(Stage.ORDERED, Stage.HELD, Stage.APPROVED, Stage.INCLUDED, to=Stage.HELD),
    ask.ReleasePayment: move(Stage.HELD, to=Stage.ORDERED),
    ask.ApprovePayment: move(Stage.ORDERED, to=Stage.APPROVED),
    ask.IncludePayment: move(Stage.APPROVED, to=Stage.INCLUDED),
    ask.ExcludePayment: move(Stage.INCLUDED, to=Stage.APPROVED),
    ask.SendPayment: move(Stage.INCLUDED, to=Stage.SENT),
    ask.SettlePayment: move(Stage.SENT, to=Stage.SETTLED),
    ask.ReturnPayment: move(Stage.SENT, Stage.SETTLED, to=Stage.RETURNED),
    ask.FailPayment: move(Stage.SENT, to=Stage.FAILED),
    ask.CancelPayment: move(
        Stage.ORDERED, Stage.HELD, Stage.APPROVED, Stage.INCLUDED, to=Stage.CANCELLED
    ),
}
# A claim is decided on after the hearing, and settled when nothing is left of it.
CLAIM_MOVES: Mapping[type[PaymentMove], Move] = {
    ask.HoldPayment: move(Stage.ORDERED, Stage.HELD, to=Stage.HELD),
    ask.ReleasePayment: move(Stage.HELD, to=Stage.ORDERED),
    ask.ApprovePayment: move(Stage.ORDERED, to=Stage.APPROVED),
    ask.SettlePayment: move(Stage.ORDERED, Stage.HELD, Stage.APPROVED, to=Stage.SETTLED),
    ask.CancelPayment: move(Stage.ORDERED, Stage.HELD, to=Stage.CANCELLED),
}
STAGES: Mapping[type[on.PaymentEvent], Stage] = {
    on.PaymentHeld: Stage.HELD,
    on.PaymentReleased: Stage.ORDERED,
    on.PaymentApproved: Stage.APPROVED,
    on.PaymentIncluded: Stage.INCLUDED,
    on.PaymentExcluded: Stage.APPROVED,
    on.PaymentSent: Stage.SENT,
    on.PaymentSettled: Stage.SETTLED,
    on.PaymentReturned: Stage.RETURNED,
    on.PaymentFailed: Stage.FAILED,
    on.PaymentCancelled: Stage.CANCELLED,
}
WITH_A_RUN = (ask.IncludePayment, ask.ExcludePayment, ask.SendPayment)
TAKES_OUT = (ask.HoldPayment, ask.CancelPayment)  # of its run, where it is in one


def decide(command: PaymentMove, payment: Payment, *, blocked: bool) -> PaymentEvents:
    """Move it one step; `blocked` says whether an open task of the case holds payments back."""
    payment = known(payment)
    allowed = (CLAIM_MOVES if payment.is_claim else MOVES).get(type(command))
    if allowed is None:
        raise NotAllowedNow("a claim is collected, not paid out")
    if payment.stage is allowed.after and says_the_same(command, payment):
        return ()
    if payment.stage not in allowed.before:
        raise NotAllowedNow(f"the payment is {payment.stage}", stage=payment.stage.value)
    if isinstance(command, ask.CancelPayment) and payment.stands:
        raise NotAllowedNow("some of the claim has come back")
    check_run(command, payment)
    if blocked and isinstance(command, ask.IncludePayment | ask.SendPayment):
        raise PaymentBlocked("an open task blocks the payment")
    if isinstance(command, TAKES_OUT) and payment.stage is Stage.INCLUDED:
        return (*taken_out(payment.run_id, command.reason), *moved(command))
    return moved(command)


def says_the_same(command: PaymentMove, payment: KnownPayment) -> bool:
    if isinstance(command, ask.ExcludePayment):
        return True
    if isinstance(command, ask.HoldPayment):
        return command.until == payment.held_until
    return not isinstance(command, WITH_A_RUN) or command.run_id == payment.run_id


def check_run(command: PaymentMove, payment: KnownPayment) -> None:
    leaves = isinstance(command, ask.ExcludePayment | ask.SendPayment)
    if leaves and command.run_id != payment.run_id:
        raise NotAllowedNow("the payment is in another run")


def taken_out(run_id: RunId | None, reason: str) -> PaymentEvents:
    return (on.PaymentExcluded(run_id=run_id, reason=reason),) if run_id else ()


def moved(command: PaymentMove) -> PaymentEvents:
    """Give the event a command asks for: the same fields, but for the payment's id."""
    said = {name: value for name, value in command if name != "payment_id"}
    return (EVENTS[type(command)](**said),)


EVENTS: Mapping[type[PaymentMove], type[on.PaymentEvent]] = {
    ask.HoldPayment: on.PaymentHeld,
    ask.ReleasePayment: on.PaymentReleased,
    ask.ApprovePayment: on.PaymentApproved,
    ask.IncludePayment: on.PaymentIncluded,
    ask.ExcludePayment: on.PaymentExcluded,
    ask.SendPayment: on.PaymentSent,
    ask.SettlePayment: on.PaymentSettled,
    ask.ReturnPayment: on.PaymentReturned,
    ask.FailPayment: on.PaymentFailed,
    ask.CancelPayment: on.PaymentCancelled,
}


def known(payment: Payment) -> KnownPayment:
    if isinstance(payment, NoPayment):
        raise NotFound("there is no such payment")
    return payment


def evolve(payment: Payment, event: on.PaymentEvent, actor: ActorId) -> Payment:
    """Take the fact as it is; `actor` is who it was recorded for."""
    if isinstance(event, on.PaymentOrdered):
        return KnownPayment(event, Stage.ORDERED)
    match payment:
        case NoPayment():
            return payment
        case KnownPayment() if isinstance(event, REDUCES):
            return reduced(payment, event)
        case KnownPayment():
            return replace(
                payment,
                stage=STAGES[type(event)],
                run_id=run_after(payment, event),
                held_until=event.until if isinstance(event, on.PaymentHeld) else None,
                approved_by=approved_after(payment, event, actor),
            )
        case _:
            assert_never(payment)


Reduces = on.PaymentOffset | on.RepaymentRegistered | on.ClaimWaived
REDUCES = (on.PaymentOffset, on.RepaymentRegistered, on.ClaimWaived)


def reduced(payment: KnownPayment, event: Reduces) -> KnownPayment:
    if isinstance(event, on.PaymentOffset):
        kept = (event.claim_id, event.amount.oere)
        return replace(payment, offsets=(*payment.offsets, kept))
    collected = payment.collected + event.amount.oere
    if isinstance(event, on.ClaimWaived):
        return replace(payment, collected=collected)
    return replace(payment, collected=collected, repaid=payment.repaid + event.amount)


def run_after(payment: KnownPayment, event: on.PaymentEvent) -> RunId | None:
    if isinstance(event, on.PaymentIncluded | on.PaymentSent):
        return event.run_id
    return None if isinstance(event, on.PaymentExcluded) else payment.run_id


def approved_after(
    payment: KnownPayment, event: on.PaymentEvent, actor: ActorId
) -> tuple[ActorId, ...]:
    if isinstance(event, on.PaymentReleased):
        return ()
    by_hand = isinstance(event, on.PaymentApproved) and not event.by_rule
    return (*payment.approved_by, actor) if by_hand else payment.approved_by
