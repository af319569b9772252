"""Attempts that cannot be carried out and need a person: recorded as a task, not refused.

Each entry says which task an attempt opens, and why; where none applies, the command is decided.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from domain.benefit.calculate import LAW
from domain.case import commands as ask
from domain.case.file import CaseFile
from domain.case.kinds import EndReason
from domain.case.states import Granted, Ongoing, Rejected, UnderClarification, known, opened
from domain.dossier.state import Dossier, DossierCommand
from domain.rules.covid import carried_until
from domain.rules.extensions import follows_on, latest_end
from domain.shared.errors import NotEntitled
from domain.task import keys
from domain.task.commands import OpenTask

C = TypeVar("C", bound=ask.CaseCommand)
Attempt = Callable[[DossierCommand, Dossier], OpenTask | None]

BEFORE_ENTITLEMENT = {
    EndReason.DEATH: keys.DIED_BEFORE_ENTITLEMENT,
    EndReason.MOVED: keys.MOVED_BEFORE_ENTITLEMENT,
    EndReason.EMIGRATION: keys.EMIGRATED,
}


def attempted(command: DossierCommand, dossier: Dossier) -> OpenTask | None:
    attempt = ATTEMPTS.get(type(command))
    return attempt(command, dossier) if attempt else None


def when(
    kind: type[C], task: Callable[[C, Dossier], OpenTask | None]
) -> tuple[type[DossierCommand], Attempt]:
    def attempt(command: DossierCommand, dossier: Dossier) -> OpenTask | None:
        return task(command, dossier) if isinstance(command, kind) else None

    return kind, attempt


def close(_: ask.CloseCase, dossier: Dossier) -> OpenTask | None:
    known(dossier.case)
    others = (task for task in dossier.open_tasks.values() if task.type != keys.CANNOT_CLOSE)
    return OpenTask(type=keys.CANNOT_CLOSE, cause="closing") if any(others) else None


def grant_by_hand(command: ask.GrantBenefit, dossier: Dossier) -> OpenTask | None:
    """Ask for an end date: a grant made by hand must have one."""
    case = dossier.case
    undecided = isinstance(case, UnderClarification | Rejected)
    if command.by_rule or command.to_day or not undecided or case.file.last_day_of_absence:
        return None
    return OpenTask(type=keys.GRANT_WITHOUT_END, cause="grant by hand")


def end_before_entitlement(command: ask.EndBenefit, dossier: Dossier) -> OpenTask | None:
    key = BEFORE_ENTITLEMENT.get(command.reason)
    if key is None or not isinstance(dossier.case, UnderClarification):
        return None
    return OpenTask(type=key, cause=f"{command.reason} {command.last_day_with_right}")


def incomplete_resumption(
    command: ask.RegisterPartialResumption, dossier: Dossier
) -> OpenTask | None:
    opened(dossier.case)
    if command.capacity or command.hours_worked_per_week is not None:
        return None
    cause = f"resumption from {command.from_day}"
    return OpenTask(type=keys.RESUMPTION_INCOMPLETE, cause=cause)


def extend(command: ask.ExtendBenefit, dossier: Dossier) -> OpenTask | None:
    """Have the job centre told of what is against the rules; nothing changes here."""
    case = opened(dossier.case)
    reason = "der er ikke bevilget sygedagpenge, eller retten er ophørt"
    if isinstance(case, Ongoing):
        reason = against_the_rules(command, case)
    if reason is None:
        return None
    cause = f"extension {command.code} from {command.from_day}"
    return OpenTask(type=keys.INVALID_EXTENSION, cause=cause, reason=f"Forlængelse: {reason}")


def against_the_rules(command: ask.ExtendBenefit, case: Granted) -> str | None:
    reassessed = case.totals.reassessment_date or case.totals.calculated_until
    if command.to_day is not None and command.to_day < command.from_day:
        return "slutdatoen ligger før startdatoen"
    ended = right_until(case.file, reassessed)
    if ended < command.from_day and not follows_on(LAW, command.from_day, ended).output:
        return "den begynder senere end dagen efter den sidste dag med ret"
    try:
        latest = latest_end(
            LAW, command.code, command.from_day, reassessed, command.hospital_wait_days
        ).output
    except NotEntitled:
        return f"kode {command.code} findes ikke den dag"
    if latest and (command.to_day or date.max) > latest:
        return f"kode {command.code} kan højst nå til {latest}"
    return None


def covered_until(file: CaseFile, reassessed: date) -> date:
    return max([reassessed, *(each.to_day or date.max for each in file.extensions)])


def right_until(file: CaseFile, reassessed: date) -> date:
    """Add the months of chapter 8 a: an extension may follow on them as well."""
    covered = covered_until(file, reassessed)
    return covered if file.background.pension else carried_until(LAW, reassessed, covered)


ATTEMPTS: Mapping[type[DossierCommand], Attempt] = dict(
    (
        when(ask.CloseCase, close),
        when(ask.GrantBenefit, grant_by_hand),
        when(ask.EndBenefit, end_before_entitlement),
        when(ask.RegisterPartialResumption, incomplete_resumption),
        when(ask.ExtendBenefit, extend),
    )
)
