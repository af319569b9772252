"""Small looks at a dossier that policies share."""

from collections.abc import Iterator

from domain.case.file import CaseFile
from domain.case.states import Ended, Granted, NoCase, Ongoing
from domain.dossier.dossier import Dossier, DossierCommand
from domain.shared.dated import Law
from domain.task.commands import CancelTask

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


def cause_fell_away(
    dossier: Dossier, key: str, cause: str | None = None
) -> Iterator[DossierCommand]:
    """Cancel the open tasks of a type (and a cause) whose reason is gone."""
    for task_id, task in dossier.open_tasks.items():
        if task.type == key and cause in {None, task.cause}:
            yield CancelTask(task_id=task_id, reason=FELL_AWAY)
