"""Who lifted four eyes is never the only person that a payment was seen by."""

from domain.dossier.state import Circumstances
from domain.payment.commands import ApprovePayment, IncludePayment, PaymentCommand
from domain.payment.events import PaymentApproved
from domain.payment.states import KnownPayment, Payment, Stage
from domain.shared.envelope import ActorId, same_person
from domain.shared.errors import FourEyes


def check_two_persons(command: PaymentCommand, found: Payment, around: Circumstances) -> None:
    """Refuse to approve by hand, or to let into a run, what only that person approved."""
    if not isinstance(found, KnownPayment) or found.is_claim:
        return
    match command:
        case ApprovePayment(by_rule=False) if found.stage is Stage.ORDERED:
            persons: tuple[ActorId, ...] = (*found.approved_by, around.actor.id)
        case IncludePayment():
            persons = found.approved_by
        case _:
            return
    if alone(persons, around):
        raise FourEyes("who lifted four eyes approved the payment; somebody else approves it")


def second_approval(
    command: PaymentCommand, found: Payment, around: Circumstances
) -> tuple[PaymentApproved, ...]:
    """Take the approval of a second person, where the first has lifted four eyes since."""
    asked = isinstance(command, ApprovePayment) and not command.by_rule
    if not asked or not isinstance(found, KnownPayment) or found.stage is not Stage.APPROVED:
        return ()
    if not alone(found.approved_by, around) or alone((around.actor.id,), around):
        return ()
    return (PaymentApproved(by_rule=False),)


def alone(persons: tuple[ActorId, ...], around: Circumstances) -> bool:
    lifted_by = around.four_eyes_lifted_by
    if lifted_by is None or not persons:
        return False
    return all(same_person(person, lifted_by) for person in persons)
