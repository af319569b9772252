"""What follows from what is reported: the report itself, forms, answers, remarks, refund."""

from collections.abc import Mapping

from application.policies.looking import cause_fell_away, file_of, law, looked_at
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.commands import RejectClaim, ReverseWriteOff
from domain.case.file import CaseFile
from domain.case.kinds import CitizenKind, Dispensation, RejectionReason, SicknessCause
from domain.case.states import Cancelled, Rejected, UnderClarification
from domain.case.writing_off import DISPENSED, came_in_time
from domain.dossier.dossier import Circumstances, Dossier
from domain.dossier.watching import FORM_MISSING
from domain.rules.deadlines import EmployerPays, employer_notification, in_time
from domain.rules.employer_period import employer_period_ends
from domain.rules.refund_claims import oldest_day
from domain.task import keys
from domain.task.commands import OpenTask

EMPLOYED = {CitizenKind.WAGE_EARNER, CitizenKind.FLEXJOB}
REFUND = (keys.REFUND_LATE,)
EXCUSED: Mapping[Dispensation, tuple[str, ...]] = {
    Dispensation.NOTIFICATION: (keys.LATE_NOTIFICATION, keys.SELF_EMPLOYED_LATE),
    Dispensation.REQUEST: REFUND,
    Dispensation.REFUND_CLAIM: REFUND,
}


def late_notification(event: on.AbsenceReported, dossier: Dossier, _: Circumstances) -> Commands:
    return signed_late(file_of(dossier), dossier, "wage" if event.form == "DP201" else "nothing")


def late_after_all(
    _: on.FirstDayOfAbsenceCorrected, dossier: Dossier, __: Circumstances
) -> Commands:
    """Judge again by the day that was corrected, and by what the employers pay as known now."""
    works = file_of(dossier).employments.values()
    pays = not works or any(work.pays_wage for work in works)
    return signed_late(file_of(dossier), dossier, "wage" if pays else "nothing")


def signed_late(file: CaseFile, dossier: Dossier, pays: EmployerPays) -> Commands:
    """Sygedagpengeloven § 40: judged by the day of signing."""
    if file.kind not in EMPLOYED:
        return ()
    found = law()
    deadline = employer_notification(found, file.first_day_of_absence, pays)
    late = not in_time(found, deadline, file.notified_on).output
    needed = late and Dispensation.NOTIFICATION not in file.dispensations
    reason = f"Fristen var {deadline.output}; underskrevet {file.notified_on}"
    key = keys.LATE_NOTIFICATION
    return looked_at(dossier, key, "absence reported", needed=needed, reason=reason)


def lateness_excused(event: on.DispensationGiven, dossier: Dossier, _: Circumstances) -> Commands:
    """Nobody need judge any more what was excused."""
    excused = EXCUSED.get(event.of, ())
    return tuple(one for key in excused for one in cause_fell_away(dossier, key))


def start_stop_reported(event: on.AbsenceReported, dossier: Dossier, _: Circumstances) -> Commands:
    return start_stop(dossier) if event.last_day_of_absence else ()


def start_stop_recovered(
    event: on.RecoveryReported, dossier: Dossier, _: Circumstances
) -> Commands:
    return start_stop(dossier) if event.cvr is None else ()


def start_stop_after_all(
    _: on.FirstDayOfAbsenceCorrected, dossier: Dossier, __: Circumstances
) -> Commands:
    return start_stop(dossier)


def start_stop(dossier: Dossier) -> Commands:
    """Have a person look at an absence that lies within the employer period."""
    file = file_of(dossier)
    last = file.last_day_of_absence
    if file.kind not in EMPLOYED or last is None:
        return ()
    within = last <= employer_period_ends(law(), file.first_day_of_absence)
    return looked_at(dossier, keys.START_STOP, "last day", needed=within, found=str(last))


def several_cases(event: on.AbsenceReported, _: Dossier, circumstances: Circumstances) -> Commands:
    if event.kind is not CitizenKind.UNEMPLOYED or not circumstances.other_open_cases:
        return ()
    return (OpenTask(type=keys.UNEMPLOYED_SEVERAL_CASES, cause="absence reported"),)


def another_cause(
    event: on.InformationFormReceived, dossier: Dossier, _: Circumstances
) -> Commands:
    """Judge the newest form; what an older one said need not be looked at any more."""
    needed, found = event.cause is SicknessCause.OTHER, str(event.received_on)
    key, reason = keys.OTHER_CAUSE, event.remark
    return looked_at(dossier, key, "form of", needed=needed, found=found, reason=reason)


def wage_missing(_: on.InformationFormReceived, dossier: Dossier, __: Circumstances) -> Commands:
    """When the citizen has answered, the wage is what a decision still waits for."""
    file = file_of(dossier)
    without = sorted(file.employments.keys() - file.wages.keys())
    return tuple(OpenTask(type=keys.INCOME_UNAVAILABLE, cause=f"wage of {cvr}") for cvr in without)


def form_came(_: on.InformationFormReceived, dossier: Dossier, __: Circumstances) -> Commands:
    return tuple(cause_fell_away(dossier, keys.CHECK_NON_BLOCKING, FORM_MISSING))


def flexjob_unknown(_: on.InformationFormReceived, dossier: Dossier, __: Circumstances) -> Commands:
    file = file_of(dossier)
    if file.kind is not CitizenKind.FLEXJOB or file.background.flexjob_granted_on:
        return ()
    return (OpenTask(type=keys.EXAMINE_FLEXJOB, cause="day of the grant"),)


def not_incapable(event: on.SicknessCauseAssessed, dossier: Dossier, _: Circumstances) -> Commands:
    if event.cause is not SicknessCause.OTHER_NOT_APPROVED:
        return ()
    if not isinstance(dossier.case, UnderClarification):
        return ()
    return (RejectClaim(reason=RejectionReason.NOT_INCAPABLE_OF_WORK),)


def remarks(event: on.RemarksRegistered, _: Dossier, __: Circumstances) -> Commands:
    cause = f"remarks of {event.received_on}"
    return (OpenTask(type=keys.REMARKS, cause=cause, reason=event.text),)


def withdrawn(event: on.ReportWithdrawn, _: Dossier, __: Circumstances) -> Commands:
    return (OpenTask(type=keys.CANCEL_ABSENCE_CASE, cause="report withdrawn", reason=event.reason),)


def refund_without_right(event: on.RefundRequested, dossier: Dossier, _: Circumstances) -> Commands:
    """Park it with a task: a request never revives a rejected or cancelled case silently."""
    if not isinstance(dossier.case, Rejected | Cancelled):
        return ()
    reason = "Refusion er søgt på en sag, der er afslået eller annulleret"
    cause = f"refund to {event.cvr} asked {event.requested_on}"
    return (OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=reason),)


def refund_late(event: on.RefundRequested, dossier: Dossier, _: Circumstances) -> Commands:
    """Sygedagpengeloven § 59, stk. 2: older days than three months are lost day by day."""
    file = file_of(dossier)
    if isinstance(dossier.case, Rejected | Cancelled):
        return ()
    if file.dispensations & DISPENSED:
        return ()
    owed_from = employer_period_ends(law(), file.first_day_of_absence)
    asked_from = max(owed_from, event.from_day or owed_from)
    oldest = oldest_day(law(), event.requested_on).output
    if asked_from >= oldest:
        return ()
    cause = f"refund to {event.cvr} asked {event.requested_on}"
    reason = f"Dage før {oldest} er søgt for sent"
    return (OpenTask(type=keys.REFUND_LATE, cause=cause, reason=reason),)


def written_off_too_early(
    event: on.RefundRequested, dossier: Dossier, _: Circumstances
) -> Commands:
    """Take back a write-off when a claim arrives late that was signed in time."""
    reason = f"refusion var søgt {event.requested_on}"
    file = file_of(dossier)
    if not any(came_in_time(each, file) for each in file.write_offs):
        return ()
    return (ReverseWriteOff(cvr=event.cvr, reason=reason),)


def write_offs_reversed(
    event: on.DispensationGiven, dossier: Dossier, _: Circumstances
) -> Commands:
    """Sygedagpengeloven § 59, stk. 6: dispensation revives what was written off, or is refused."""
    if event.of not in DISPENSED:
        return ()
    lost = sorted({each.cvr for each in file_of(dossier).write_offs})
    return tuple(ReverseWriteOff(cvr=cvr, reason=event.reason) for cvr in lost)
