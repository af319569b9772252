"""What follows for a payment that was due so long ago that the claim on it may have lapsed."""

from collections.abc import Iterator
from datetime import date

from application.policies.looking import FELL_AWAY, law
from application.policies.policy import Commands
from domain.dossier.dossier import Circumstances, Dossier
from domain.payment.events import PaymentApproved, PaymentCancelled, PaymentKind, PaymentOrdered
from domain.payment.states import Stage
from domain.rules.limitation import lapses_after
from domain.task import keys
from domain.task.commands import CancelTask, OpenTask

LAPSED = "may have lapsed, for "  # then the payee: asked once about all its weeks
REASON = "Forfaldt for mere end tre år siden (forældelsesloven § 3): godkend eller annuller"


def may_have_lapsed(order: PaymentOrdered, today: date) -> bool:
    """Forældelsesloven § 3: due more than three years ago; a claim of ours is heard about."""
    if order.kind is PaymentKind.REPAYMENT_CLAIM:
        return False
    return today > lapses_after(law(), order.due_on).output


def judge_lapsed(event: PaymentOrdered, _: Dossier, around: Circumstances) -> Commands:
    """Leave to a person what interrupts or suspends limitation: no fact tells of it."""
    if not may_have_lapsed(event, around.today):
        return ()
    cause = f"{LAPSED}{event.payee}"
    return (OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=REASON),)


def judged(
    _: PaymentApproved | PaymentCancelled, dossier: Dossier, around: Circumstances
) -> Commands:
    """Ask no more when each such payment to a payee was approved or withdrawn."""
    return tuple(asked_no_more(dossier, set(waiting(dossier, around.today))))


def waiting(dossier: Dossier, today: date) -> Iterator[str]:
    for payment in dossier.payments.values():
        if payment.stage is Stage.ORDERED and may_have_lapsed(payment.order, today):
            yield f"{LAPSED}{payment.order.payee}"


def asked_no_more(dossier: Dossier, still: set[str]) -> Iterator[CancelTask]:
    for task_id, task in dossier.open_tasks.items():
        if task.cause.startswith(LAPSED) and task.cause not in still:
            yield CancelTask(task_id=task_id, reason=FELL_AWAY)
