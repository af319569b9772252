"""Small looks at a dossier that policies share."""

from collections.abc import Iterator
from datetime import date

from application.policies.policy import Commands
from domain.case.file import CaseFile
from domain.case.kinds import HearingAbout
from domain.case.states import Ended, Granted, NoCase, Ongoing
from domain.dossier.dossier import Dossier, DossierCommand
from domain.shared.dated import Law
from domain.task.commands import CancelTask, OpenTask
from domain.task.outcomes import AGAINST
from domain.task.states import OpenTask as Unsolved
from domain.task.states import SolvedTask

FELL_AWAY = "årsagen er faldet bort"


def law() -> Law:
    """Give the law as it is known now, with nothing read of it yet."""
    return Law()


def file_of(dossier: Dossier) -> CaseFile:
    if isinstance(dossier.case, NoCase):
        raise TypeError("a policy of cases was asked about a dossier without case")
    return dossier.case.file


def granted(dossier: Dossier) -> Granted | None:
    return dossier.case if isinstance(dossier.case, Ongoing | Ended) else None


def looked_at(  # noqa: PLR0913 - a task is named by its type, what it is about, and what was found
    dossier: Dossier,
    key: str,
    about: str,
    *,
    needed: bool,
    found: str | None = None,
    reason: str | None = None,
) -> Commands:
    """Have a person look at what was found about something, as long as it stands.

    What was asked before and is no longer so falls away; what a person judged already, and had
    nothing against, is not asked again when the same is reported once more.
    """
    cause = f"{about} {found}" if found else about
    opened = OpenTask(type=key, cause=cause, reason=reason)
    gone = tuple(fell_away(dossier, key, about, cause if needed else None))
    return (*gone, opened) if needed and not judged(dossier, key, cause) else gone


def fell_away(dossier: Dossier, key: str, about: str, cause: str | None) -> Iterator[CancelTask]:
    for task_id, task in dossier.open_tasks.items():
        if task.type == key and task.cause.startswith(about) and task.cause != cause:
            yield CancelTask(task_id=task_id, reason=FELL_AWAY)


def answer_about(about: HearingAbout, answered_on: date | None = None) -> str:
    """Name the cause of the task that judges an answer; without a day, how all of them begin."""
    return f"hearing about {about}, answered {answered_on or ''}"


def judged(dossier: Dossier, key: str, cause: str) -> bool:
    """Tell whether the last task for this cause was solved, and not against it."""
    last = judgements(dossier, key).get(cause)
    return last is not None and last.outcome not in AGAINST


def judgements(dossier: Dossier, key: str) -> dict[str, SolvedTask]:
    """Give the tasks of a type whose last word is a solution, by their causes."""
    last = dict[str, SolvedTask]()
    for task in dossier.tasks.values():
        if isinstance(task, SolvedTask) and task.was.type == key:
            last[task.was.cause] = task
        elif isinstance(task, Unsolved) and task.type == key:
            last.pop(task.cause, None)
    return last


def cause_fell_away(
    dossier: Dossier, key: str, cause: str | None = None
) -> Iterator[DossierCommand]:
    """Cancel the open tasks of a type (and a cause) whose reason is gone."""
    for task_id, task in dossier.open_tasks.items():
        if task.type == key and cause in {None, task.cause}:
            yield CancelTask(task_id=task_id, reason=FELL_AWAY)
