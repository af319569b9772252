"""What reminds a person, when a claim or case of a citizen is closed, of those that go on."""

from collections.abc import Iterator
from datetime import date

from application.policies.looking import FELL_AWAY, file_of, judged
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.states import Ended, Ongoing, UnderClarification
from domain.dossier.dossier import Circumstances, Dossier
from domain.task import keys
from domain.task.commands import CancelTask, OpenTask

Told = on.RecoveryReported | on.EmploymentRegistered | on.RegistrationWithdrawn
OF_CLAIM = "closed claim of"  # how the causes begin
OF_CASE = "other cases at the last day"


def of_other_claims(_: Told, dossier: Dossier, __: Circumstances) -> Commands:
    """Ask whether the others are to be closed too; as long as one is closed and another is not."""
    if not isinstance(dossier.case, UnderClarification | Ongoing | Ended):
        return ()
    return reminded(dossier, OF_CLAIM, dict(closed_claims(file_of(dossier))))


def closed_claims(file: CaseFile) -> Iterator[tuple[str, str]]:
    """Give the claims that are closed beside one that goes on, each with what to ask about it."""
    going_on = sorted(cvr for cvr in file.employments if not closed(file, cvr))
    for cvr, work in file.employments.items():
        if going_on and work.last_day_of_absence:
            last, others = work.last_day_of_absence, ", ".join(going_on)
            reason = f"Kravet fra {cvr} er sluttet {last}: skal kravet fra {others} også sluttes?"
            yield f"{OF_CLAIM} {cvr}, {last}", reason


def closed(file: CaseFile, cvr: str) -> date | None:
    return file.employments[cvr].last_day_of_absence or file.last_day_of_absence


def of_other_cases(
    _: on.RecoveryReported | on.RegistrationWithdrawn, dossier: Dossier, around: Circumstances
) -> Commands:
    """Ask whether the citizen's other cases are to be closed too, when this absence ends."""
    last = file_of(dossier).last_day_of_absence
    asked = dict[str, str]()
    if last and around.absences_elsewhere:
        reason = f"Fraværet er sluttet {last}; borgeren har fravær uden sidste dag på en anden sag"
        asked = {f"{OF_CASE} {last}": reason}
    return reminded(dossier, OF_CASE, asked)


def reminded(dossier: Dossier, about: str, asked: dict[str, str]) -> Commands:
    """Open what is not asked yet, and cancel what need not be asked any more."""
    there = {
        task.cause: task_id
        for task_id, task in dossier.open_tasks.items()
        if task.type == keys.CHECK_NON_BLOCKING and task.cause.startswith(about)
    }
    gone = (CancelTask(task_id=there[cause], reason=FELL_AWAY) for cause in there.keys() - asked)
    new = (
        OpenTask(type=keys.CHECK_NON_BLOCKING, cause=cause, reason=reason)
        for cause, reason in asked.items()
        if cause not in there and not judged(dossier, keys.CHECK_NON_BLOCKING, cause)
    )
    return (*gone, *new)
