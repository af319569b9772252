"""The dossier as it stands: case, tasks, payments (or a run, or a municipality's own), folded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple, TypeAlias, cast, get_args
from uuid import UUID

from domain.case import case
from domain.case.commands import CaseCommand
from domain.case.events import (
    BenefitConfirmed,
    BenefitGranted,
    BenefitRecalculated,
    CaseEvent,
    WeekElsewhere,
)
from domain.case.states import Case, NoCase
from domain.dossier.commands import WatchCommand
from domain.dossier.erased import Erased
from domain.municipality import municipality
from domain.municipality.commands import MunicipalityCommand
from domain.municipality.events import MunicipalityEvent
from domain.municipality.states import Arrangements
from domain.payment import payment
from domain.payment.commands import PaymentCommand
from domain.payment.events import PaymentEvent
from domain.payment.states import KnownPayment, NoPayment
from domain.run import run
from domain.run.commands import RunCommand
from domain.run.events import RunEvent
from domain.run.states import NoRun, Run
from domain.shared.blocks import HOLD_BACK_PAYMENT, Blocks
from domain.shared.envelope import (
    Actor,
    ActorId,
    CaseId,
    CitizenId,
    Envelope,
    PaymentId,
    RunId,
    TaskId,
)
from domain.shared.period import Period
from domain.task import task
from domain.task.commands import TaskCommand
from domain.task.events import TaskEvent
from domain.task.states import NoTask, OpenTask, Task

DossierCommand: TypeAlias = (
    CaseCommand | TaskCommand | PaymentCommand | RunCommand | MunicipalityCommand | WatchCommand
)
DossierEvent: TypeAlias = CaseEvent | TaskEvent | PaymentEvent | RunEvent | MunicipalityEvent
CASE_EVENTS: frozenset[type] = frozenset(get_args(CaseEvent))
ACCOUNTS: frozenset[type] = frozenset({BenefitGranted, BenefitRecalculated, BenefitConfirmed})
TASK_EVENTS: frozenset[type] = frozenset(get_args(TaskEvent))
PAYMENT_EVENTS: frozenset[type] = frozenset(get_args(PaymentEvent))
MUNICIPALITY_EVENTS: frozenset[type] = frozenset(get_args(MunicipalityEvent))
Taken: TypeAlias = tuple[UUID, DossierEvent | Erased, ActorId]
NO_TASK, NO_PAYMENT, UNARRANGED = NoTask(), NoPayment(), Arrangements()


@dataclass(frozen=True, slots=True)
class Fact:
    """An event and its stream; `follows` is the place, in one decision, of what it follows from."""

    stream_id: UUID
    event: DossierEvent
    follows: int | None = None


class Recorded(NamedTuple):
    """A tuple, since one is made of every event that is read."""

    event: DossierEvent | Erased
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What arrives with a command and is not in the dossier: time, who asks, other cases."""

    today: date  # in Denmark
    now: datetime
    actor: Actor
    citizen_id: CitizenId | None = None  # of the CPR number in a report; new when unknown
    weeks_elsewhere: tuple[WeekElsewhere, ...] = ()  # decided in the citizen's other cases
    earlier_benefit: tuple[Period, ...] = field(default=())  # folded from the citizen's other cases
    other_open_cases: int = 0  # of the same citizen
    absences_elsewhere: int = 0  # in other cases of the same citizen, with no last day yet
    accounts_elsewhere: int | None = None  # decided in the other cases; none: there are none
    four_eyes: bool = False  # whether what they do to a run is approved by somebody else
    four_eyes_lifted_by: ActorId | None = None  # in the municipality, while they are not wanted
    offset_percent: int | None = None  # what it has set to keep of a payment against claims
    run_id: RunId | None = None  # the payment run that is being prepared
    run_approved_by: tuple[ActorId, ...] = ()  # of the run sent from, where it needs two persons


@dataclass(frozen=True, slots=True)
class Dossier:
    case_id: CaseId
    case: Case = field(default_factory=NoCase)
    tasks: Mapping[TaskId, Task] = field(default_factory=dict[TaskId, Task])
    payments: Mapping[PaymentId, KnownPayment] = field(
        default_factory=dict[PaymentId, KnownPayment]
    )
    run: Run = field(default_factory=NoRun)
    arrangements: Arrangements = UNARRANGED
    accounts: int = 0  # decided so far

    @property
    def open_tasks(self) -> Mapping[TaskId, OpenTask]:
        return {key: one for key, one in self.tasks.items() if isinstance(one, OpenTask)}

    @property
    def blocked(self) -> tuple[Blocks, ...]:
        return tuple([one.blocks for one in self.tasks.values() if isinstance(one, OpenTask)])

    @property
    def payment_blocked(self) -> bool:
        return not HOLD_BACK_PAYMENT.isdisjoint(self.blocked)


def evolve(dossier: Dossier, fact: Fact, actor: ActorId) -> Dossier:
    """Take one fact; `actor` is who it was recorded for."""
    return take(dossier, (fact,), actor)


def take(dossier: Dossier, facts: Iterable[Fact], actor: ActorId) -> Dossier:
    """Take several facts of one decision."""
    return _fold(dossier, ((fact.stream_id, fact.event, actor) for fact in facts))


def fold(case_id: CaseId, recorded: Iterable[Recorded]) -> Dossier:
    """Replay what was recorded, in order; of an erased dossier nothing is known any more."""
    facts = ((each.envelope.stream_id, each.event, each.envelope.actor) for each in recorded)
    return _fold(Dossier(case_id), facts)


def _fold(dossier: Dossier, facts: Iterable[Taken]) -> Dossier:
    """Let each aggregate fold its own events; a look-up by type is faster than asking unions."""
    case_now, run_now, arrangements = dossier.case, dossier.run, dossier.arrangements
    tasks, payments, accounts = dict(dossier.tasks), dict(dossier.payments), dossier.accounts
    for stream, event, actor in facts:
        kind = type(event)
        if kind in CASE_EVENTS:
            case_now = case.evolve(case_now, cast("CaseEvent", event))
            accounts += kind in ACCOUNTS
        elif kind in TASK_EVENTS:
            task_id = TaskId(stream)
            tasks[task_id] = task.evolve(tasks.get(task_id, NO_TASK), cast("TaskEvent", event))
        elif kind in PAYMENT_EVENTS:
            payment_id, before = PaymentId(stream), payments.get(PaymentId(stream), NO_PAYMENT)
            evolved = payment.evolve(before, cast("PaymentEvent", event), actor)
            if isinstance(evolved, KnownPayment):
                payments[payment_id] = evolved
        elif kind in MUNICIPALITY_EVENTS:
            arrangements = municipality.evolve(
                arrangements, cast("MunicipalityEvent", event), actor
            )
        elif kind is Erased:
            return Dossier(dossier.case_id)
        else:
            run_now = run.evolve(run_now, cast("RunEvent", event), actor)
    return Dossier(
        dossier.case_id, case_now, tasks, payments, run_now, arrangements, accounts=accounts
    )
