"""A payment approved by hand is seen by two persons, where two are wanted."""

from domain.dossier.state import Circumstances
from domain.payment.commands import ApprovePayment, IncludePayment, PaymentCommand, SendPayment
from domain.payment.events import PaymentApproved
from domain.payment.states import KnownPayment, Payment, Stage
from domain.shared.envelope import ActorId, same_person
from domain.shared.errors import FourEyes


def check_two_persons(command: PaymentCommand, found: Payment, around: Circumstances) -> None:
    """Refuse to approve by hand, to let into a run, or to send, what only one person approved."""
    if not isinstance(found, KnownPayment) or found.is_claim:
        return
    match command:
        case ApprovePayment(by_rule=False) if found.stage is Stage.ORDERED:
            persons: tuple[ActorId, ...] = (*found.approved_by, around.actor.id)
        case IncludePayment():
            persons = found.approved_by
        case SendPayment() if found.stage is Stage.INCLUDED:
            check_run_approved_by_another(found, around)
            return
        case _:
            return
    if alone(persons, around):
        raise FourEyes("who lifted four eyes approved the payment; somebody else approves it")


def check_run_approved_by_another(found: KnownPayment, around: Circumstances) -> None:
    """Refuse to send what one person approved and in a run that only that person approved."""
    if not (found.approved_by and around.run_approved_by):
        return
    first, *others = (*found.approved_by, *around.run_approved_by)
    if all(same_person(first, other) for other in others):
        raise FourEyes("who approved the payment approved its run; somebody else approves it too")


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
