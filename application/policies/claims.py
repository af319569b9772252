"""What follows for claims: collected by a person, settled, and asked about no more."""

from collections.abc import Collection, Iterator
from uuid import UUID

from application.policies.looking import FELL_AWAY
from application.policies.policy import Commands
from domain.case.kinds import HearingAbout
from domain.case.states import Ongoing
from domain.dossier.dossier import Circumstances, Dossier
from domain.dossier.watching import unasked
from domain.payment.claims import collected, standing, undecided
from domain.payment.commands import SettlePayment
from domain.payment.events import (
    ClaimWaived,
    PaymentApproved,
    PaymentCancelled,
    PaymentSettled,
    RepaymentRegistered,
)
from domain.payment.states import Stage
from domain.shared.envelope import PaymentId
from domain.task import keys
from domain.task.commands import CancelTask, OpenTask

HEARD = f"hearing about {HearingAbout.REPAYMENT}"  # answered or not: how its causes begin


def collect_by_hand(_: PaymentApproved, dossier: Dossier, around: Circumstances) -> Commands:
    """Have a person collect a claim that no coming payment is reduced by."""
    if around.offset_percent is not None and isinstance(dossier.case, Ongoing):
        return ()
    owed = (look_at_claim(each, dossier) for each in standing(dossier.payments))
    return tuple(unasked(owed, dossier))


def look_at_claim(claim_id: PaymentId, dossier: Dossier) -> OpenTask:
    """Ask about each claim by itself: a later one on the same week is another cause."""
    claim = dossier.payments[claim_id].order
    week = [
        each
        for each, one in dossier.payments.items()
        if one.is_claim and (one.order.payee, one.order.monday) == (claim.payee, claim.monday)
    ]
    before = week.index(claim_id)
    cause = f"claim on {claim.payee} for {claim.monday}" + (f", {before + 1}" if before else "")
    reason = f"Tilbagebetaling {claim.amount} kr. for ugen fra {claim.monday}"
    return OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=reason)


def settle_claims(
    _: PaymentSettled | RepaymentRegistered | ClaimWaived, dossier: Dossier, around: Circumstances
) -> Commands:
    """Settle a claim of which nothing is left; what was asked about it need be asked no more."""
    settled = tuple(collected(dossier.payments))
    return (
        *(SettlePayment(payment_id=each, settled_on=around.today) for each in settled),
        *asked_no_more(settled, dossier),
    )


def claimed_no_more(_: PaymentCancelled, dossier: Dossier, __: Circumstances) -> Commands:
    """Ask nobody about a claim that is withdrawn; other payments leave the tasks as they are."""
    gone = (
        each
        for each, one in dossier.payments.items()
        if one.is_claim and one.stage is Stage.CANCELLED
    )
    return tuple(asked_no_more(tuple(gone), dossier))


def all_decided(_: PaymentApproved, payment_id: UUID, dossier: Dossier) -> Commands:
    """Ask nobody to judge the hearing any more, once the last claim it was about is decided on."""
    if not dossier.payments[PaymentId(payment_id)].is_claim or any(undecided(dossier.payments)):
        return ()
    return tuple(
        CancelTask(task_id=task_id, reason=FELL_AWAY)
        for task_id, task in dossier.open_tasks.items()
        if task.cause.startswith(HEARD)
    )


def asked_no_more(over: Collection[PaymentId], dossier: Dossier) -> Iterator[CancelTask]:
    """Cancel what asks to collect these claims, and what judges a hearing about nothing else."""
    causes = {look_at_claim(each, dossier).cause for each in over}
    judged = bool(causes) and set(undecided(dossier.payments)) <= set(over)
    for task_id, task in dossier.open_tasks.items():
        of_hearing = judged and task.cause.startswith(HEARD)
        collects = task.type == keys.CHECK_NON_BLOCKING and task.cause in causes
        if collects or of_hearing:
            yield CancelTask(task_id=task_id, reason=FELL_AWAY)
