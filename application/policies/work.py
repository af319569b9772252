"""What follows from work on tasks: answers change the case, blocking tasks stop payments."""

from uuid import UUID

from application.policies.acts import ACTS, Solved
from application.policies.looking import answer_about, cause_fell_away, fell_away, granted
from application.policies.policy import Commands
from application.policies.solving import SOLVING
from domain.case import commands as ask
from domain.case import events as on
from domain.case.kinds import HearingAbout, RecalculationCause
from domain.dossier.dossier import Circumstances, Dossier
from domain.dossier.watching import no_answer
from domain.payment.commands import ExcludePayment
from domain.payment.states import Stage
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId, TaskId
from domain.task import keys
from domain.task.commands import AssignTask, OpenTask
from domain.task.events import (
    TaskAssigned,
    TaskCancelled,
    TaskOpened,
    TaskReopened,
    TaskSolved,
)
from domain.task.states import SolvedTask

BLOCKED = "en blokerende opgave er åben"


def hearing_answered(event: on.HearingAnswered, dossier: Dossier, _: Circumstances) -> Commands:
    """Have a person judge the answer, and no earlier one to the same hearing."""
    cause = answer_about(event.about, event.answered_on)
    earlier = fell_away(dossier, keys.HEARING_ANSWER, answer_about(event.about), cause)
    of_claim = event.about is HearingAbout.REPAYMENT  # the citizen is paid meanwhile
    answer = OpenTask(type=keys.HEARING_ANSWER, cause=cause, reason=event.remark, of_claim=of_claim)
    return (*earlier, answer)


def answered_after_all(event: on.HearingAnswered, dossier: Dossier, __: Circumstances) -> Commands:
    cause = no_answer(event.about)
    kinds = (keys.CHECK_BLOCKING, keys.CHECK_NON_BLOCKING)
    return tuple(one for kind in kinds for one in cause_fell_away(dossier, kind, cause))


def stop_payments(_: TaskOpened | TaskReopened, dossier: Dossier, __: Circumstances) -> Commands:
    """Take payments out of their run that a task opened before they were sent."""
    if not dossier.payment_blocked:
        return ()
    return tuple(
        ExcludePayment(payment_id=payment_id, run_id=payment.run_id, reason=BLOCKED)
        for payment_id, payment in dossier.payments.items()
        if payment.stage is Stage.INCLUDED and payment.run_id
    )


def to_who_has_the_case(_: TaskOpened, dossier: Dossier, __: Circumstances) -> Commands:
    """Give a new task to the one person who works on the case already."""
    workers = {one.assigned_to for one in dossier.open_tasks.values() if one.assigned_to}
    return nobodys_to(workers.pop(), dossier) if len(workers) == 1 else ()


def the_whole_case(event: TaskAssigned, dossier: Dossier, _: Circumstances) -> Commands:
    """Who takes a task takes the case: all its open tasks that are nobody's."""
    return nobodys_to(event.to, dossier)


def nobodys_to(worker: ActorId, dossier: Dossier) -> Commands:
    return tuple(
        AssignTask(task_id=task_id, to=worker)
        for task_id, one in dossier.open_tasks.items()
        if one.assigned_to is None
    )


def act_on_outcome(event: TaskSolved, task_id: UUID, dossier: Dossier) -> Commands:
    """Change the case as the task was solved."""
    does, task = SOLVING[event.type, event.outcome].does, dossier.tasks[TaskId(task_id)]
    if does is None or not isinstance(task, SolvedTask):
        return ()
    return tuple(ACTS[does](Solved(event, task.was.cause), dossier))


def decide_again(_: TaskSolved | TaskCancelled, dossier: Dossier, __: Circumstances) -> Commands:
    """Decide an ongoing case at once, on the facts that waited for its last blocking task."""
    case = granted(dossier)
    if case is None or not (case.stale and case.file.automatic):
        return ()
    if Blocks.DECISION in dossier.blocked:
        return ()
    return (ask.RecalculateBenefit(cause=RecalculationCause.FACTS_CHANGED),)
