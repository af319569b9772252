"""What solving a task does to its case: each act by the name that the table of solutions uses."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from application.policies.answers import (
    WHERE_ACCEPTED,
    WHERE_NOT_ACCEPTED,
    Answer,
    judged_about,
)
from application.policies.looking import file_of, granted, judgements
from domain.case import commands as ask
from domain.case.kinds import (
    Dispensation,
    EndReason,
    HearingAbout,
    RejectionReason,
    SicknessCause,
)
from domain.dossier.dossier import Dossier, DossierCommand
from domain.task import keys
from domain.task.commands import OpenTask
from domain.task.events import TaskSolved
from domain.task.outcomes import AGAINST


class Solved(NamedTuple):
    """A task as it was solved, and what it was opened for."""

    event: TaskSolved
    cause: str


Act = Callable[[Solved, Dossier], Iterator[DossierCommand]]


def assess(cause: SicknessCause) -> Act:
    def act(solved: Solved, _: Dossier) -> Iterator[DossierCommand]:
        yield ask.AssessSicknessCause(cause=cause, remark=solved.event.comment)

    return act


def dispense(of: Dispensation) -> Act:
    def act(solved: Solved, _: Dossier) -> Iterator[DossierCommand]:
        reason = solved.event.comment or "forsinkelsen er undskyldelig"
        yield ask.GiveDispensation(of=of, reason=reason)

    return act


def reject(reason: RejectionReason) -> Act:
    """Reject what is not decided yet; what is decided stays, a person ends it (MAY_WAIT)."""

    def act(solved: Solved, _: Dossier) -> Iterator[DossierCommand]:
        yield ask.RejectClaim(reason=reason, text=solved.event.comment)

    return act


def cancel_case(solved: Solved, _: Dossier) -> Iterator[DossierCommand]:
    yield ask.CancelCase(reason=solved.event.comment or "anmeldelsen er trukket tilbage")


def write_off(_: Solved, __: Dossier) -> Iterator[DossierCommand]:
    yield ask.WriteOffRefund()


def right_until(reason: EndReason) -> Act:
    """Decide what no rule knows the end of: a right until the day that the solution tells."""

    def act(solved: Solved, dossier: Dossier) -> Iterator[DossierCommand]:
        last = solved.event.particulars.last_day_with_right if solved.event.particulars else None
        if last is None:  # solved before the day was asked for: the case was decided by hand
            return
        if granted(dossier) is None:
            yield ask.GrantBenefit(to_day=last)
        yield ask.EndBenefit(last_day_with_right=last, reason=reason)

    return act


def reject_as_said(solved: Solved, _: Dossier) -> Iterator[DossierCommand]:
    reason = solved.event.particulars.rejection_reason if solved.event.particulars else None
    if reason is not None:
        yield ask.RejectClaim(reason=reason, text=solved.event.comment)


def without_insurance(_: Solved, dossier: Dossier) -> Iterator[DossierCommand]:
    """§ 55: the employer is refunded as one who has no insurance."""
    refused = judged_against(dossier, keys.INSURED_EMPLOYER)
    for cvr, work in file_of(dossier).employments.items():
        if work.insured_section_55 and f"employer {cvr}" in refused:
            yield ask.RegisterEmployment(
                **dict(work.model_copy(update={"insured_section_55": False}))
            )


def without_agreement(_: Solved, dossier: Dossier) -> Iterator[DossierCommand]:
    """§ 56 and § 58 a: paid as without the agreement, and whoever applied is written to."""
    refused = judged_against(dossier, keys.SECTION_56_58A)
    for cvr, work in file_of(dossier).employments.items():
        if work.section_56 and f"employer {cvr}" in refused:
            plain = work.model_copy(update={"section_56": False})
            yield ask.RegisterEmployment(**dict(plain))
    business = file_of(dossier).background.self_employed
    if business and business.section_58a and "section 58 a" in refused:
        without = business.model_copy(update={"section_58a": False})
        yield ask.RegisterCircumstances(self_employed=without)
    yield OpenTask(type=keys.REJECTION_LETTER, cause="agreement not approved")


def without_voluntary_insurance(_: Solved, dossier: Dossier) -> Iterator[DossierCommand]:
    """§ 45: the self-employed person has a right as one who has no insurance."""
    business = file_of(dossier).background.self_employed
    if business and business.insurance != "none":
        without = business.model_copy(update={"insurance": "none"})
        yield ask.RegisterCircumstances(self_employed=without)


def judged_against(dossier: Dossier, key: str) -> set[str]:
    found = judgements(dossier, key).items()
    return {cause for cause, task in found if task.outcome in AGAINST}


def letter(_: Solved, __: Dossier) -> Iterator[DossierCommand]:
    """Who applied and did not get it is told why, by a letter that a person writes."""
    yield OpenTask(type=keys.REJECTION_LETTER, cause="early refund not approved")


def answered(table: Mapping[HearingAbout, Answer]) -> Act:
    """Act on what the answer that was judged is about, and on no other hearing of the case."""

    def act(solved: Solved, dossier: Dossier) -> Iterator[DossierCommand]:
        about = judged_about(solved.cause, dossier)
        if about is not None:
            yield from table[about](dossier)

    return act


ACTS: Mapping[str, Act] = {
    "approve-cause": assess(SicknessCause.OTHER_APPROVED),
    "reject-cause": assess(SicknessCause.OTHER_NOT_APPROVED),
    "cancel-case": cancel_case,
    "accept-answer": answered(WHERE_ACCEPTED),
    "do-not-accept-answer": answered(WHERE_NOT_ACCEPTED),
    "excuse-late-notification": dispense(Dispensation.NOTIFICATION),
    "excuse-late-claim": dispense(Dispensation.REFUND_CLAIM),
    "write-off": write_off,
    "reject-for-too-little-work": reject(RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET),
    "reject-as-not-entitled": reject(RejectionReason.NOT_ENTITLED),
    "reject-as-said": reject_as_said,
    "right-until-emigration": right_until(EndReason.EMIGRATION),
    "right-until-move": right_until(EndReason.MOVED),
    "right-until-death": right_until(EndReason.DEATH),
    "without-insurance-of-employer": without_insurance,
    "without-agreement": without_agreement,
    "without-voluntary-insurance": without_voluntary_insurance,
    "letter-by-hand": letter,
}
