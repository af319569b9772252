"""What simulated case workers do about a task: take it, look at it, solve it some days later."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from application.ports.clock import danish_day
from application.simulation.registered import FULL_TIME
from application.simulation.story import Asked, Moment, moment
from domain.case import commands as ask
from domain.case.file import CaseFile
from domain.case.states import NoCase
from domain.dossier.dossier import Dossier, DossierCommand
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId, Role, TaskId
from domain.shared.rejection_reason import RejectionReason
from domain.task import keys
from domain.task.commands import AssignTask, CommentTask, HoldTask, SolveTask
from domain.task.outcomes import AGAINST, Outcome
from domain.task.particulars import Particulars
from domain.task.states import OpenTask
from domain.task.types import TASK_TYPES

# Shares and delays are ours.
LEFT_OPEN, TAKEN, HELD, COMMENTED, FAVOURABLE = 0.03, 0.6, 0.05, 0.1, 0.85
DELAYS: Mapping[Blocks, tuple[int, int]] = {
    Blocks.DECISION: (0, 6),
    Blocks.PAYMENT: (0, 5),
    Blocks.NOTIFICATION_LETTER: (0, 3),
    Blocks.NOTHING: (1, 25),
}
COLLEAGUES = 12
SATURDAY, A_WEEK = 5, 7
OUR_WAGE = Decimal("151.25")


def work_on(task_id: TaskId, task: OpenTask, opened_at: datetime, seed: int) -> Iterator[Moment]:
    """Plan what will be done about a task; the same task is always treated in the same way."""
    name = f"{task_id} of {opened_at.astimezone(UTC).isoformat()}"
    rng = Random(f"{seed}/{name}")  # noqa: S311  (a seed)
    opened_on = danish_day(opened_at)
    solved_on = working_day(opened_on + timedelta(days=rng.randint(*DELAYS[task.blocks]) + 1))
    taken_on = working_day(opened_on + timedelta(days=1))

    def at(day: date, what: str, asked: Asked) -> Moment:
        return moment(day, Role.CASE_WORKER, asked, f"{name}: {what}", rng)

    if rng.random() < TAKEN:
        colleague = ActorId(f"colleague-{rng.randrange(COLLEAGUES)}")
        yield at(taken_on, "taken", if_nobodys(task_id, AssignTask(task_id=task_id, to=colleague)))
    if rng.random() < HELD:
        held = HoldTask(
            task_id=task_id, until=solved_on + timedelta(days=1), reason="Afventer svar"
        )
        yield at(taken_on, "held", if_open(task_id, held))
    if rng.random() < COMMENTED:
        comment = CommentTask(task_id=task_id, text="Ringet til borgeren")
        yield at(solved_on, "comment", if_open(task_id, comment))
    if rng.random() < LEFT_OPEN:
        return
    yield at(solved_on, "remedy", remedy(task_id, task.type))
    chosen = outcome(task.type, rng)
    told = particulars(task.type, chosen, solved_on)
    solution = SolveTask(task_id=task_id, outcome=chosen, particulars=told)
    yield at(solved_on, "solved", if_open(task_id, solution))


def working_day(day: date) -> date:
    return day if day.weekday() < SATURDAY else day + timedelta(days=A_WEEK - day.weekday())


def outcome(key: str, rng: Random) -> Outcome:
    """Choose mostly what is in favour of the citizen, where there is a choice."""
    outcomes = sorted(TASK_TYPES[key].outcomes)
    kind = [each for each in outcomes if each not in AGAINST]
    return rng.choice(kind if rng.random() < FAVOURABLE else outcomes)


def particulars(key: str, chosen: Outcome, day: date) -> Particulars | None:
    """Tell what the outcome needs: a right until today, a reason that no list has."""
    told = {"last_day_with_right": day, "rejection_reason": RejectionReason.OTHER}
    needs = TASK_TYPES[key].needs_of(chosen)
    return Particulars.model_validate({name: told[name] for name in needs}) if needs else None


def if_open(task_id: TaskId, command: DossierCommand) -> Asked:
    def asked(dossier: Dossier) -> DossierCommand | None:
        return command if isinstance(dossier.tasks.get(task_id), OpenTask) else None

    return asked


def if_nobodys(task_id: TaskId, command: AssignTask) -> Asked:
    """Take it unless the case's own case worker has it."""

    def asked(dossier: Dossier) -> DossierCommand | None:
        task = dossier.tasks.get(task_id)
        return command if isinstance(task, OpenTask) and task.assigned_to is None else None

    return asked


def remedy(task_id: TaskId, key: str) -> Asked:
    """Register what the task says is missing, before it is solved."""

    def asked(dossier: Dossier) -> DossierCommand | None:
        if key not in REMEDIES or isinstance(dossier.case, NoCase):
            return None
        if not isinstance(dossier.tasks.get(task_id), OpenTask):
            return None
        return next(REMEDIES[key](dossier.case.file), None)

    return asked


def hours(file: CaseFile) -> Iterator[DossierCommand]:
    for work in file.employments.values():
        if not work.week and not work.rota:
            said = dict(work) | {"week": FULL_TIME}
            yield ask.RegisterEmployment.model_validate(said)


def wages(file: CaseFile) -> Iterator[DossierCommand]:
    for cvr in sorted(file.employments.keys() - file.wages.keys()):
        yield ask.RegisterWage(cvr=cvr, hourly_wage=OUR_WAGE)


def flexjob(file: CaseFile) -> Iterator[DossierCommand]:
    if not file.background.flexjob_granted_on:
        yield ask.RegisterCircumstances(flexjob_granted_on=date(2017, 3, 1))


REMEDIES: Mapping[str, Callable[[CaseFile], Iterator[DossierCommand]]] = {
    keys.WAGE_NOT_COMPUTABLE: hours,
    keys.INCOME_UNAVAILABLE: wages,
    keys.EXAMINE_FLEXJOB: flexjob,
}
