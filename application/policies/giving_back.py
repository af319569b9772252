"""What follows for claims on a case that never was one: nobody owes, and what came back is his."""

from collections.abc import Iterator

from application.policies.money import CANCELLED
from application.policies.policy import Commands
from domain.case.events import CaseCancelled
from domain.dossier.dossier import Circumstances, Dossier
from domain.payment.commands import WaiveClaim
from domain.payment.states import VOID
from domain.task import keys
from domain.task.commands import OpenTask


def nothing_is_owed(_: CaseCancelled, dossier: Dossier, __: Circumstances) -> Commands:
    """Give up what is left of claims that stand: a case is cancelled where no payment arrived."""
    return tuple(
        WaiveClaim(payment_id=payment_id, reason=CANCELLED)
        for payment_id, payment in dossier.payments.items()
        if payment.stands
    )


def repaid_for_nothing(_: CaseCancelled, dossier: Dossier, __: Circumstances) -> Commands:
    """Have a person pay back what was repaid: without an account the machine orders nothing."""
    return tuple(to_be_given_back(dossier))


def to_be_given_back(dossier: Dossier) -> Iterator[OpenTask]:
    for payment_id, payment in dossier.payments.items():
        if payment.is_claim and payment.stage not in VOID and payment.repaid.oere > 0:
            week = f"{payment.order.payee} for {payment.order.monday}"
            reason = (
                f"Tilbagebetalt {payment.repaid} kr. for ugen fra {payment.order.monday}; "
                "sagen er annulleret, og udbetalingen kom aldrig frem: betal beløbet tilbage"
            )
            cause = f"repaid on {week}, claim {payment_id}"
            yield OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=reason)
