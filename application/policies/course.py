"""What follows from the course of an absence: recovery, resumption, holiday, cooperation, end."""

from collections.abc import Mapping
from datetime import date, timedelta

from application.policies.looking import cause_fell_away, file_of, granted, judged, law
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.commands import EndBenefit, RecalculateBenefit, StartHearing
from domain.case.kinds import EndReason, HearingAbout, RecalculationCause
from domain.case.replaced_ends import WITH_ABSENCE
from domain.case.states import Ended
from domain.dossier.dossier import Circumstances, Dossier
from domain.dossier.watching import REASSESSMENT
from domain.rules.deadlines import hearing
from domain.task import keys
from domain.task.commands import OpenTask

Placed = on.PartialResumptionRegistered | on.HolidayRegistered | on.LackOfCooperationRegistered
A_DAY = timedelta(days=1)

# Why a decided case is computed again; what is not listed changes no account.
CAUSES: Mapping[type[on.CaseEvent], RecalculationCause] = {
    on.EmploymentRegistered: RecalculationCause.FACTS_CHANGED,
    on.CircumstancesRegistered: RecalculationCause.FACTS_CHANGED,
    on.BenefitAppliedFor: RecalculationCause.FACTS_CHANGED,
    on.DispensationGiven: RecalculationCause.FACTS_CHANGED,
    on.WageRegistered: RecalculationCause.WAGE_CHANGED,
    on.RefundRequested: RecalculationCause.REFUND_REQUESTED,
    on.FirstDayOfAbsenceCorrected: RecalculationCause.FIRST_DAY_CORRECTED,
    on.RecoveryReported: RecalculationCause.RECOVERY,
    on.PartialResumptionRegistered: RecalculationCause.PARTIAL_RESUMPTION,
    on.HolidayRegistered: RecalculationCause.HOLIDAY,
    on.LackOfCooperationRegistered: RecalculationCause.LACK_OF_COOPERATION,
    on.RightOfRegretUsed: RecalculationCause.LACK_OF_COOPERATION,
    on.RegistrationWithdrawn: RecalculationCause.REGISTRATION_WITHDRAWN,
    on.BenefitExtended: RecalculationCause.EXTENSION,
    on.BenefitEnded: RecalculationCause.END,
    on.EndWithdrawn: RecalculationCause.END_WITHDRAWN,
}


def recalculate(event: on.CaseEvent, dossier: Dossier, _: Circumstances) -> Commands:
    """Decide an ongoing case again at once; what stands in the way makes it wait."""
    case = granted(dossier)
    if case is None or not case.stale or not case.file.automatic:
        return ()
    return (RecalculateBenefit(cause=CAUSES[type(event)]),)


def end_with_absence(_: on.RecoveryReported, dossier: Dossier, __: Circumstances) -> Commands:
    """End it with the last day of absence, without a decision of ours."""
    case = granted(dossier)
    last = case.file.last_day_of_absence if case else None
    if case is None or last is None:
        return ()
    if isinstance(case, Ended) and case.last_day_with_right < last and not with_absence(case):
        return ()
    return (EndBenefit(last_day_with_right=last, reason=EndReason.RECOVERY),)


def with_absence(case: Ended) -> bool:
    """Tell whether it ended because the absence did: a later word on that moves the end too."""
    ended = case.file.ended
    return ended is not None and ended.reason in WITH_ABSENCE


def end_start_stop(_: on.BenefitGranted, dossier: Dossier, __: Circumstances) -> Commands:
    last = file_of(dossier).last_day_of_absence
    if last is None:
        return ()
    return (EndBenefit(last_day_with_right=last, reason=EndReason.LAST_DAY_OF_ABSENCE),)


def reassessed(
    _: on.BenefitExtended | on.BenefitEnded, dossier: Dossier, __: Circumstances
) -> Commands:
    """Nobody need be asked any more: it is extended, or ended."""
    causes = {task.cause for task in dossier.open_tasks.values()}
    asked = [cause for cause in causes if cause.startswith(REASSESSMENT)]
    kind = keys.CHECK_NON_BLOCKING
    return tuple(one for cause in asked for one in cause_fell_away(dossier, kind, cause))


def rota_resumed(
    event: on.PartialResumptionRegistered, dossier: Dossier, _: Circumstances
) -> Commands:
    works = file_of(dossier).employments.values()
    if not any(work.rota for work in works if event.cvr in {None, work.cvr}):
        return ()
    return (OpenTask(type=keys.RESUMPTION_WITH_ROTA, cause=f"resumption from {event.from_day}"),)


def holiday_not_agreed(
    event: on.HolidayRegistered, dossier: Dossier, circumstances: Circumstances
) -> Commands:
    """P 31-19: before it ends the case, a person looks and the party is heard."""
    if event.agreed:
        return ()
    reason = f"Ferie fra {event.from_day} er ikke aftalt med kommunen"
    check = OpenTask(
        type=keys.CHECK_BLOCKING, cause=f"holiday from {event.from_day}", reason=reason
    )
    heard = file_of(dossier).hearings.get(HearingAbout.HOLIDAY)
    if heard and not heard.groundless:
        return (check,)
    today = circumstances.today
    deadline = hearing(law(), today).output
    start = StartHearing(about=HearingAbout.HOLIDAY, started_on=today, deadline=deadline)
    return check, start


def not_cooperating_again(
    event: on.LackOfCooperationRegistered, dossier: Dossier, _: Circumstances
) -> Commands:
    """End the absence the second time, when the party was heard; a person looks in any case."""
    if event.time == 1:
        return ()
    reason = "Manglende medvirken for anden gang"
    check = OpenTask(
        type=keys.CHECK_NON_BLOCKING, cause=f"cooperation from {event.from_day}", reason=reason
    )
    last = event.from_day - A_DAY
    if granted(dossier) is None or last < file_of(dossier).first_day_of_absence:
        return (check,)
    end = EndBenefit(last_day_with_right=last, reason=EndReason.LACK_OF_COOPERATION)
    return check, end


def after_the_end(event: Placed, dossier: Dossier, _: Circumstances) -> Commands:
    last = last_day_granted(dossier)
    if last is None or event.from_day <= last:
        return ()
    cause = f"{type(event).__name__} from {event.from_day}"
    reason = f"Gælder fra {event.from_day}; bevillingen slutter {last}"
    return (OpenTask(type=keys.CHANGE_AFTER_END, cause=cause, reason=reason),)


def last_day_granted(dossier: Dossier) -> date | None:
    case = granted(dossier)
    if case is None:
        return None
    return case.last_day_with_right if isinstance(case, Ended) else case.granted_to


def died(event: on.BenefitEnded, dossier: Dossier, __: Circumstances) -> Commands:
    """Keep letters back: no notification letter while the task is open."""
    key, cause = keys.DEAD_OR_DISAPPEARED, f"died {event.last_day_with_right}"
    if event.reason is not EndReason.DEATH or judged(dossier, key, cause):
        return ()
    return (OpenTask(type=key, cause=cause),)


def letter_by_hand(event: on.ClaimRejected, _: Dossier, __: Circumstances) -> Commands:
    cause = f"rejected {event.reason}"
    return (OpenTask(type=keys.REJECTION_LETTER, cause=cause, reason=event.text),)
