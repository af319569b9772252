"""What follows for payments: approved by rule, withdrawn when outdated, kept against claims."""

from collections.abc import Iterator

from application.policies.looking import cause_fell_away, file_of, granted, law
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.commands import StartHearing
from domain.case.kinds import HearingAbout
from domain.case.states import Ongoing
from domain.dossier.dossier import Circumstances, Dossier, DossierCommand
from domain.dossier.ordering import ACCOUNT_CHANGED, outdated
from domain.dossier.watching import unasked
from domain.payment.claims import collected, reducible, standing
from domain.payment.commands import (
    ApprovePayment,
    CancelPayment,
    IncludePayment,
    OffsetPayment,
    SettlePayment,
)
from domain.payment.events import (
    ClaimWaived,
    PaymentApproved,
    PaymentKind,
    PaymentOrdered,
    PaymentReleased,
    PaymentSettled,
    RepaymentRegistered,
)
from domain.payment.states import UNSENT, Stage
from domain.rules.deadlines import hearing
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
        if payment.stage is Stage.ORDERED and not payment.is_claim
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
    """Keep from coming payments what the municipality's limit allows, for claims that stand."""
    if around.offset_percent is None or not file_of(dossier).automatic:
        return ()
    return tuple(
        OffsetPayment(payment_id=payment_id, claim_id=claim_id)
        for payment_id, claim_id in reducible(dossier.payments)
    )


def collect_by_hand(_: PaymentApproved, dossier: Dossier, around: Circumstances) -> Commands:
    """Have a person collect a claim that no coming payment is reduced by."""
    if around.offset_percent is not None and isinstance(dossier.case, Ongoing):
        return ()
    owed = (dossier.payments[each].order for each in standing(dossier.payments))
    return tuple(task for one in owed for task in unasked([look_at_claim(one)], dossier))


def look_at_claim(claim: PaymentOrdered) -> OpenTask:
    reason = f"Tilbagebetaling {claim.amount} kr. for ugen fra {claim.monday}"
    cause = f"claim on {claim.payee} for {claim.monday}"
    return OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=reason)


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


def settle_claims(
    _: PaymentSettled | RepaymentRegistered | ClaimWaived, dossier: Dossier, around: Circumstances
) -> Commands:
    """Settle a claim of which nothing is left; what was asked about it need be asked no more."""
    settled = tuple(collected(dossier.payments))
    asked = {look_at_claim(dossier.payments[each].order).cause for each in settled}
    return (
        *(SettlePayment(payment_id=each, settled_on=around.today) for each in settled),
        *(
            one
            for cause in sorted(asked)
            for one in cause_fell_away(dossier, keys.CHECK_NON_BLOCKING, cause)
        ),
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
