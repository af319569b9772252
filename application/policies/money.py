"""What follows for payments: approved by rule, withdrawn when the account changed, claims seen."""

from collections.abc import Iterator

from application.policies.looking import file_of, granted
from application.policies.policy import Commands
from domain.case import events as on
from domain.dossier.dossier import Circumstances, Dossier, DossierCommand
from domain.dossier.ordering import ACCOUNT_CHANGED, outdated
from domain.payment.commands import ApprovePayment, CancelPayment
from domain.payment.events import PaymentKind, PaymentOrdered, PaymentReleased
from domain.payment.states import UNSENT, KnownPayment, Stage
from domain.task import keys
from domain.task.commands import CancelTask, OpenTask

CANCELLED = "sagen er annulleret"


def approve(_: PaymentOrdered | PaymentReleased, dossier: Dossier, __: Circumstances) -> Commands:
    """Approve by rule what the machine may pay; a claim and a case stopped by hand wait."""
    if not file_of(dossier).automatic:
        return ()
    return tuple(
        ApprovePayment(payment_id=payment_id, by_rule=True)
        for payment_id, payment in dossier.payments.items()
        if payment.stage is Stage.ORDERED and not is_claim(payment)
    )


def is_claim(payment: KnownPayment) -> bool:
    return payment.order.kind is PaymentKind.REPAYMENT_CLAIM


def look_at_claim(event: PaymentOrdered, _: Dossier, __: Circumstances) -> Commands:
    """Have a person collect it, after hearing where the law wants it."""
    if event.kind is not PaymentKind.REPAYMENT_CLAIM:
        return ()
    reason = f"Tilbagebetaling {event.amount} kr. for ugen fra {event.monday}"
    cause = f"claim on {event.payee} for {event.monday}"
    return (OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=reason),)


def withdraw_outdated(_: on.BenefitRecalculated, dossier: Dossier, __: Circumstances) -> Commands:
    """Cancel what is not sent and says another total of its week than the account does now."""
    return tuple(
        CancelPayment(payment_id=payment_id, reason=ACCOUNT_CHANGED)
        for payment_id in outdated(dossier, granted(dossier))
    )


def withdraw_all(_: on.CaseCancelled, dossier: Dossier, __: Circumstances) -> Commands:
    return tuple(end_of_all(dossier))


def end_of_all(dossier: Dossier) -> Iterator[DossierCommand]:
    """Cancel every open task and unsent payment of a case that never was one."""
    for payment_id, payment in dossier.payments.items():
        if payment.stage in UNSENT:
            yield CancelPayment(payment_id=payment_id, reason=CANCELLED)
    for task_id in dossier.open_tasks:
        yield CancelTask(task_id=task_id, reason=CANCELLED)
