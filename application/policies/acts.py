"""What solving a task does to its case: each act by the name that the table of solutions uses."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from application.policies.looking import answer_about, file_of, granted, judgements
from domain.case import commands as ask
from domain.case.kinds import (
    Dispensation,
    EndReason,
    HearingAbout,
    Registration,
    RejectionReason,
    SicknessCause,
)
from domain.dossier.dossier import Dossier, DossierCommand
from domain.payment.claims import undecided
from domain.payment.commands import ApprovePayment, WaiveClaim
from domain.task import keys
from domain.task.commands import OpenTask
from domain.task.events import TaskSolved
from domain.task.outcomes import AGAINST, Outcome

Act = Callable[[TaskSolved, Dossier], Iterator[DossierCommand]]
A_DAY = timedelta(days=1)
EXCUSED = {
    HearingAbout.LATE_NOTIFICATION: Dispensation.NOTIFICATION,
    HearingAbout.LATE_APPLICATION: Dispensation.APPLICATION,
}


def assess(cause: SicknessCause) -> Act:
    def act(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
        yield ask.AssessSicknessCause(cause=cause, remark=event.comment)

    return act


def dispense(of: Dispensation) -> Act:
    def act(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
        yield ask.GiveDispensation(of=of, reason=event.comment or "forsinkelsen er undskyldelig")

    return act


def reject(reason: RejectionReason) -> Act:
    """Reject what is not decided yet; what is decided stays, a person ends it (MAY_WAIT)."""

    def act(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
        yield ask.RejectClaim(reason=reason, text=event.comment)

    return act


def cancel_case(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
    yield ask.CancelCase(reason=event.comment or "anmeldelsen er trukket tilbage")


def write_off(_: TaskSolved, __: Dossier) -> Iterator[DossierCommand]:
    yield ask.WriteOffRefund()


def right_until(reason: EndReason) -> Act:
    """Decide what no rule knows the end of: a right until the day that the solution tells."""

    def act(event: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
        last = event.particulars.last_day_with_right if event.particulars else None
        if last is None:  # solved before the day was asked for: the case was decided by hand
            return
        if granted(dossier) is None:
            yield ask.GrantBenefit(to_day=last)
        yield ask.EndBenefit(last_day_with_right=last, reason=reason)

    return act


def reject_as_said(event: TaskSolved, _: Dossier) -> Iterator[DossierCommand]:
    reason = event.particulars.rejection_reason if event.particulars else None
    if reason is not None:
        yield ask.RejectClaim(reason=reason, text=event.comment)


def without_insurance(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
    """§ 55: the employer is refunded as one who has no insurance."""
    refused = judged_against(dossier, keys.INSURED_EMPLOYER)
    for cvr, work in file_of(dossier).employments.items():
        if work.insured_section_55 and f"employer {cvr}" in refused:
            yield ask.RegisterEmployment(
                **dict(work.model_copy(update={"insured_section_55": False}))
            )


def without_agreement(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
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


def without_voluntary_insurance(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
    """§ 45: the self-employed person has a right as one who has no insurance."""
    business = file_of(dossier).background.self_employed
    if business and business.insurance != "none":
        without = business.model_copy(update={"insurance": "none"})
        yield ask.RegisterCircumstances(self_employed=without)


def judged_against(dossier: Dossier, key: str) -> set[str]:
    found = judgements(dossier, key).items()
    return {cause for cause, task in found if task.outcome in AGAINST}


def letter(_: TaskSolved, __: Dossier) -> Iterator[DossierCommand]:
    """Who applied and did not get it is told why, by a letter that a person writes."""
    yield OpenTask(type=keys.REJECTION_LETTER, cause="early refund not approved")


def answer_accepted(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
    """Take the explanation: lateness excused, a holiday agreed, nothing claimed, a lack gone."""
    hearings = file_of(dossier).hearings
    if heard_about_repayment(dossier):
        for each in undecided(dossier.payments):
            reason = "svaret på partshøringen er accepteret"
            yield WaiveClaim(payment_id=each, reason=reason)
    for about, of in EXCUSED.items():
        if about in hearings and hearings[about].answered_on:
            yield ask.GiveDispensation(of=of, reason="svaret på partshøringen er accepteret")
    if HearingAbout.HOLIDAY in hearings:
        for each in file_of(dossier).holidays:
            if not each.agreed:
                said = {name: value for name, value in each if name != "agreed"}
                yield ask.RegisterHoliday(**said, agreed=True)
    yield from cooperated_after_all(dossier)


def cooperated_after_all(dossier: Dossier) -> Iterator[DossierCommand]:
    """Take back the lack that the accepted answer is about: the last begun when it was heard."""
    about = HearingAbout.LACK_OF_COOPERATION
    heard = file_of(dossier).hearings.get(about)
    if heard is None:
        return
    cause = answer_about(about, heard.answered_on)
    judged = judgements(dossier, keys.HEARING_ANSWER).get(cause)
    begun = [one.from_day for one in file_of(dossier).lacks if one.from_day <= heard.started_on]
    if judged and judged.outcome is Outcome.ACCEPTED and begun:
        reason = "svaret på partshøringen er accepteret"
        of = Registration.LACK_OF_COOPERATION
        yield ask.WithdrawRegistration(of=of, day=max(begun), reason=reason)


def answer_not_accepted(_: TaskSolved, dossier: Dossier) -> Iterator[DossierCommand]:
    """End benefit the day before a holiday that was not agreed; let claims on the party stand."""
    file = file_of(dossier)
    if heard_about_repayment(dossier):
        for each in undecided(dossier.payments):
            yield ApprovePayment(payment_id=each)
    away = [each.from_day for each in file.holidays if not each.agreed]
    if HearingAbout.HOLIDAY in file.hearings and away and granted(dossier):
        last = min(away) - A_DAY
        if last >= file.first_day_of_absence:
            reason = EndReason.HOLIDAY_NOT_AGREED
            yield ask.EndBenefit(last_day_with_right=last, reason=reason)


def heard_about_repayment(dossier: Dossier) -> bool:
    heard = file_of(dossier).hearings.get(HearingAbout.REPAYMENT)
    return heard is not None and heard.answered_on is not None


ACTS: Mapping[str, Act] = {
    "approve-cause": assess(SicknessCause.OTHER_APPROVED),
    "reject-cause": assess(SicknessCause.OTHER_NOT_APPROVED),
    "cancel-case": cancel_case,
    "accept-answer": answer_accepted,
    "do-not-accept-answer": answer_not_accepted,
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
