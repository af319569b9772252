"""What follows for payments: approved by rule, withdrawn when outdated, kept against claims."""

from collections.abc import Iterator

from application.policies.lapsing import may_have_lapsed
from application.policies.looking import file_of, granted, law
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.commands import StartHearing
from domain.case.kinds import HearingAbout
from domain.dossier.dossier import Circumstances, Dossier, DossierCommand
from domain.dossier.ordering import ACCOUNT_CHANGED, outdated
from domain.payment.claims import nets, reducible
from domain.payment.commands import (
    ApprovePayment,
    CancelPayment,
    IncludePayment,
    OffsetPayment,
)
from domain.payment.events import (
    PaymentApproved,
    PaymentKind,
    PaymentOrdered,
    PaymentReleased,
)
from domain.payment.states import UNSENT, Stage
from domain.rules.deadlines import hearing
from domain.task.commands import CancelTask

CANCELLED = "sagen er annulleret"


def approve(
    _: PaymentOrdered | PaymentReleased, dossier: Dossier, around: Circumstances
) -> Commands:
    """Approve by rule what the machine may pay; claims, old weeks and stopped cases wait."""
    if not file_of(dossier).automatic:
        return ()
    return tuple(
        ApprovePayment(payment_id=payment_id, by_rule=True)
        for payment_id, payment in dossier.payments.items()
        if payment.stage is Stage.ORDERED and not payment.is_claim
        if not may_have_lapsed(payment.order, around.today)
    )


def hear_about_claim(event: PaymentOrdered, _: Dossier, around: Circumstances) -> Commands:
    """Forvaltningsloven § 19: the party is heard about what it must give back, before a decision.

    A later claim begins the hearing anew, for all claims that are not decided on.
    """
    if event.kind is not PaymentKind.REPAYMENT_CLAIM:
        return ()
    deadline = hearing(law(), around.today).output
    about = HearingAbout.REPAYMENT
    return (StartHearing(about=about, started_on=around.today, deadline=deadline),)


def keep_back(
    _: PaymentOrdered | PaymentApproved, dossier: Dossier, around: Circumstances
) -> Commands:
    """Set payments against claims on their own week; keep the limit of others for what stands."""
    pairs = [*nets(dossier.payments)]
    if around.offset_percent is not None and file_of(dossier).automatic:
        pairs += reducible(dossier.payments)
    return tuple(OffsetPayment(payment_id=one, claim_id=claim) for one, claim in pairs)


def enter_run(_: PaymentApproved, dossier: Dossier, around: Circumstances) -> Commands:
    """Let all that is approved enter the run it was ordered for, after the last approval.

    By then all is kept back that can be: the sums of a run stand.
    """
    pays = {key: one.stage for key, one in dossier.payments.items() if not one.is_claim}
    if around.run_id is None or Stage.ORDERED in pays.values():
        return ()
    return tuple(
        IncludePayment(payment_id=payment_id, run_id=around.run_id)
        for payment_id, stage in pays.items()
        if stage is Stage.APPROVED
    )


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
        if payment.stage in UNSENT and not payment.stands:
            yield CancelPayment(payment_id=payment_id, reason=CANCELLED)
    for task_id in dossier.open_tasks:
        yield CancelTask(task_id=task_id, reason=CANCELLED)
