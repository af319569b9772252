"""The dossier: everything with one case id, loaded, decided over and changed together."""

from collections.abc import Iterable
from itertools import chain
from typing import cast, get_args
from uuid import uuid5

from domain.case import case
from domain.case.commands import (
    CaseCommand,
    CloseCase,
    EndBenefit,
    GrantBenefit,
    ReportAbsence,
)
from domain.case.refusals import refusals as case_refusals
from domain.case.states import Cancelled, NoCase, Ongoing, known, opened
from domain.case.surroundings import Surroundings
from domain.dossier.attempts import attempted
from domain.dossier.commands import WatchCommand, WatchDeadlines
from domain.dossier.ordering import order, renew
from domain.dossier.paying import PaymentChange, decide_payment
from domain.dossier.state import (
    UNARRANGED,
    Circumstances,
    Dossier,
    DossierCommand,
    DossierEvent,
    Fact,
    Recorded,
    evolve,
    fold,
    take,
)
from domain.dossier.watching import (
    claims_unanswered,
    deadlines_passed,
    held_no_longer,
    reassessment_due,
    unasked,
)
from domain.municipality import municipality
from domain.municipality.commands import MunicipalityCommand, SetTaskPriority, SetTaskWatch
from domain.municipality.states import municipality_id
from domain.payment.commands import OrderPayment
from domain.payment.states import LEFT, UNSENT, Stage
from domain.run import run
from domain.run.commands import CloseRun, PrepareRun, RunCommand, SendRun
from domain.run.states import NoRun
from domain.shared.envelope import TaskId
from domain.shared.errors import Impossible, NotAllowedNow, NotFound
from domain.task import keys, task
from domain.task.commands import CancelTask, OpenTask, ReopenTask, TaskCommand
from domain.task.states import FinishedTask, NoTask
from domain.task.states import OpenTask as Unsolved
from domain.task.types import TASK_TYPES

__all__ = [
    "Circumstances",
    "Dossier",
    "DossierCommand",
    "DossierEvent",
    "Fact",
    "Recorded",
    "decide",
    "evolve",
    "fold",
    "refusals",
    "take",
]

Facts = tuple[Fact, ...]
ON_ITS_WAY = UNSENT | {Stage.SENT}
OF_RUNS: frozenset[type] = frozenset(get_args(RunCommand))
OF_MUNICIPALITIES: frozenset[type] = frozenset(get_args(MunicipalityCommand))
OF_CASES: frozenset[type] = frozenset(get_args(CaseCommand))
OF_TASKS: frozenset[type] = frozenset(get_args(TaskCommand))


def decide(command: DossierCommand, dossier: Dossier, circumstances: Circumstances) -> Facts:
    """Let one aggregate decide; what it must know of the others is told it."""
    kind = type(command)  # a look-up by type is faster than asking unions
    if kind in OF_RUNS:
        return decide_run(cast("RunCommand", command), dossier, circumstances)
    if kind in OF_MUNICIPALITIES:
        return decide_municipality(cast("MunicipalityCommand", command), dossier, circumstances)
    if not isinstance(dossier.run, NoRun) or dossier.arrangements is not UNARRANGED:
        raise NotFound("there is no such case")
    return decide_of_case(command, dossier, circumstances)


def decide_of_case(
    command: DossierCommand, dossier: Dossier, circumstances: Circumstances
) -> Facts:
    kind = type(command)
    if kind in OF_CASES:
        return decide_case(cast("CaseCommand", command), dossier, circumstances)
    known(dossier.case)
    if kind in OF_TASKS:
        return decide_task(cast("TaskCommand", command), dossier, circumstances)
    if isinstance(command, WatchCommand):
        return watch(command, dossier, circumstances)
    if isinstance(command, OrderPayment):
        return order(command, dossier, surroundings(dossier, circumstances))
    return decide_payment(cast("PaymentChange", command), dossier, circumstances)


def refusals(dossier: Dossier, circumstances: Circumstances) -> tuple[NotAllowedNow, ...]:
    """List all that stands in the way of a decision by rule, each with its code."""
    return case_refusals(opened(dossier.case).file, surroundings(dossier, circumstances))


def decide_case(command: CaseCommand, dossier: Dossier, circumstances: Circumstances) -> Facts:
    if not isinstance(command, ReportAbsence):
        known(dossier.case)
    if needed := attempted(command, dossier):
        return decide_task(needed, dossier, circumstances)
    before = overtaken(command, dossier, circumstances)
    for fact in before:
        dossier = evolve(dossier, fact, circumstances.actor.id)
    decided = case.decide(command, dossier.case, surroundings(dossier, circumstances))
    return (*before, *(Fact(dossier.case_id, event) for event in decided)) if decided else ()


def overtaken(command: CaseCommand, dossier: Dossier, circumstances: Circumstances) -> Facts:
    """Cancel the task that an earlier attempt opened, now that the command can be carried out."""
    wanted = keys.CANNOT_CLOSE if isinstance(command, CloseCase) else None
    if isinstance(command, EndBenefit) or (
        isinstance(command, GrantBenefit) and not command.by_rule
    ):
        wanted = keys.GRANT_WITHOUT_END
    if wanted is None:
        return ()
    cancelled: list[Fact] = []
    for task_id, found in dossier.open_tasks.items():
        if found.type == wanted:
            cancel = CancelTask(task_id=task_id, reason="årsagen er faldet bort")
            cancelled += decide_task(cancel, dossier, circumstances)
    return tuple(cancelled)


def surroundings(dossier: Dossier, circumstances: Circumstances) -> Surroundings:
    payments = dossier.payments.values()
    return Surroundings(
        today=circumstances.today,
        citizen_id=circumstances.citizen_id,
        earlier_benefit=circumstances.earlier_benefit,
        weeks_elsewhere=circumstances.weeks_elsewhere,
        blocked=dossier.blocked,
        paid=any(one.stage in LEFT and not one.is_claim for one in payments),
        on_its_way=any(one.stage in ON_ITS_WAY for one in payments),
    )


def decide_task(command: TaskCommand, dossier: Dossier, circumstances: Circumstances) -> Facts:
    task_id = task_meant(command, dossier)
    if isinstance(command, ReopenTask):
        check_cause(task_id, dossier)
    found = task.decide(command, dossier.tasks.get(task_id, NoTask()), circumstances.today)
    return tuple(Fact(task_id, event) for event in found)


def task_meant(command: TaskCommand, dossier: Dossier) -> TaskId:
    """Name a new task by its type, its cause, and how many there were of both."""
    if not isinstance(command, OpenTask):
        return command.task_id
    for task_id, found in dossier.open_tasks.items():
        if (found.type, found.cause) == (command.type, command.cause):
            return task_id
    was = [each if isinstance(each, Unsolved) else each.was for each in known_tasks(dossier)]
    times = sum((each.type, each.cause) == (command.type, command.cause) for each in was)
    return TaskId(uuid5(dossier.case_id, f"{command.type}/{command.cause}/{times}"))


def watch(command: WatchCommand, dossier: Dossier, circumstances: Circumstances) -> Facts:
    """See what the days that passed call for; what was asked once is not asked again."""
    today, case = circumstances.today, known(dossier.case)
    if isinstance(case, Cancelled):
        return ()
    if isinstance(command, WatchDeadlines):
        wanted = (*held_no_longer(dossier, today), *deadlines_passed(dossier, case, today))
        asked = asked_once(wanted, dossier, circumstances)
        claimed = claims_unanswered(dossier, case, today)
        stand = (decide_payment(one, dossier, circumstances) for one in claimed)
        return (*asked, *chain.from_iterable(stand))
    if not isinstance(case, Ongoing) or case.totals.reassessment_date is None:
        return ()
    due = reassessment_due(case.file, dossier, case.totals.reassessment_date, today)
    around = surroundings(dossier, circumstances)
    renewed = (Fact(dossier.case_id, event) for event in renew(case, today, around))
    return (*asked_once(due, dossier, circumstances), *renewed)


def asked_once(
    wanted: Iterable[TaskCommand], dossier: Dossier, circumstances: Circumstances
) -> Facts:
    new = unasked(wanted, dossier)
    return tuple(fact for each in new for fact in decide_task(each, dossier, circumstances))


def known_tasks(dossier: Dossier) -> list[Unsolved | FinishedTask]:
    return [each for each in dossier.tasks.values() if not isinstance(each, NoTask)]


def check_cause(task_id: TaskId, dossier: Dossier) -> None:
    """One open task for each type and cause, also when an old one is opened again."""
    found = dossier.tasks.get(task_id, NoTask())
    if isinstance(found, NoTask | Unsolved):
        return
    for other in dossier.open_tasks.values():
        if (other.type, other.cause) == (found.was.type, found.was.cause):
            raise NotAllowedNow("a task of this type is open for the same cause")


def decide_run(command: RunCommand, dossier: Dossier, circumstances: Circumstances) -> Facts:
    if not isinstance(dossier.case, NoCase) or dossier.arrangements is not UNARRANGED:
        raise NotFound("there is no such run")
    if isinstance(command, PrepareRun | CloseRun) and circumstances.four_eyes:
        command = command.model_copy(update={"four_eyes": True})  # nobody who prepares turns it off
    if isinstance(command, SendRun) and circumstances.four_eyes:
        run.check_four_eyes(dossier.run)
    decided = run.decide(command, dossier.run, circumstances.actor.id, circumstances.today)
    return tuple(Fact(dossier.case_id, event) for event in decided)


def decide_municipality(
    command: MunicipalityCommand, dossier: Dossier, circumstances: Circumstances
) -> Facts:
    """Let a municipality arrange its own work, in the dossier that is named after it."""
    if dossier.case_id != municipality_id(circumstances.actor.municipality):
        raise NotFound("there is no such municipality")
    if isinstance(command, SetTaskPriority | SetTaskWatch) and set(command.types) - set(TASK_TYPES):
        raise Impossible("there is no such type of task")
    decided = municipality.decide(command, dossier.arrangements, circumstances.today)
    return tuple(Fact(dossier.case_id, event) for event in decided)
