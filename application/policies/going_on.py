"""What follows when an end was wrong: benefit goes on, and what the end brought falls away."""

from collections.abc import Mapping
from datetime import date, timedelta

from application.policies.looking import FELL_AWAY, file_of
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.commands import EndBenefit, WithdrawEnd
from domain.case.file import CaseFile
from domain.case.kinds import HEARD_ABOUT, EndReason, Registration
from domain.case.replaced_ends import WITH_ABSENCE, stands_again
from domain.case.states import Ended, Ongoing
from domain.dossier.dossier import Circumstances, Dossier
from domain.dossier.watching import reassessment_due
from domain.task import keys
from domain.task.commands import CancelTask, OpenTask

A_DAY = timedelta(days=1)
# Ends that stand on a registration alone.
STOOD_ON: Mapping[Registration, frozenset[EndReason]] = {
    Registration.RECOVERY: WITH_ABSENCE,
    Registration.HOLIDAY: frozenset({EndReason.HOLIDAY_NOT_AGREED}),
    Registration.LACK_OF_COOPERATION: frozenset({EndReason.LACK_OF_COOPERATION}),
}


def ended_for_nothing(
    event: on.RegistrationWithdrawn, dossier: Dossier, _: Circumstances
) -> Commands:
    """Take back the end that stood on what never was."""
    if not isinstance(dossier.case, Ended) or not stood_on(event, dossier.case.file):
        return ()
    return (WithdrawEnd(reason=event.reason),)


def stood_on(event: on.RegistrationWithdrawn, file: CaseFile) -> bool:
    end = file.ended
    if end is None or end.reason not in STOOD_ON.get(event.of, frozenset()):
        return False
    if event.of is Registration.RECOVERY:
        return end.last_day_with_right == absence_ended(event, file) != file.last_day_of_absence
    return end.last_day_with_right + A_DAY == event.day


def absence_ended(event: on.RegistrationWithdrawn, file: CaseFile) -> date | None:
    """Say when the absence ended by the recovery that is taken back, if it did."""
    others = {cvr: work.last_day_of_absence for cvr, work in file.employments.items()}
    if event.cvr is None:
        return event.day
    lasts = [event.day, *(last for cvr, last in others.items() if cvr != event.cvr)]
    return max((last for last in lasts if last), default=None) if all(lasts) else None


def ends_with_absence(_: on.EndWithdrawn, dossier: Dossier, __: Circumstances) -> Commands:
    """End it with the last day of absence that was told, as it would have ended."""
    last, stands = file_of(dossier).last_day_of_absence, stands_again(file_of(dossier))
    if last is None or (stands and stands.last_day_with_right <= last):
        return ()
    return (EndBenefit(last_day_with_right=last, reason=EndReason.LAST_DAY_OF_ABSENCE),)


def asked_no_more(event: on.EndWithdrawn, dossier: Dossier, _: Circumstances) -> Commands:
    """Ask nobody to judge what the party was heard about before the end, nor about a death."""
    hearings = file_of(dossier).hearings
    over = {about for about in HEARD_ABOUT.values() if about in hearings}
    groundless = (f"hearing about {about}" for about in over if hearings[about].groundless)
    causes = (f"died {event.last_day_with_right}", *groundless)
    return tuple(
        CancelTask(task_id=task_id, reason=FELL_AWAY)
        for task_id, task in dossier.open_tasks.items()
        if task.cause.startswith(causes)
    )


def end_date_missing(_: on.EndWithdrawn, dossier: Dossier, __: Circumstances) -> Commands:
    """Ask for the end date that a grant by hand must have, where the end was it."""
    case = dossier.case
    if not isinstance(case, Ongoing) or case.by_rule or case.granted_to:
        return ()
    if stands_again(case.file):
        return ()
    return (OpenTask(type=keys.GRANT_WITHOUT_END, cause="end withdrawn"),)


def reassessed_after_all(_: on.EndWithdrawn, dossier: Dossier, around: Circumstances) -> Commands:
    """Ask again for an extension or an end, where the day for it has come (§ 24)."""
    case = dossier.case
    if not isinstance(case, Ongoing) or case.totals.reassessment_date is None:
        return ()
    if stands_again(case.file):
        return ()
    return tuple(reassessment_due(case.file, dossier, case.totals.reassessment_date, around.today))
