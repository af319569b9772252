"""The dossier: everything with one case id, loaded, decided over and changed together."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from domain.case.commands import CaseCommand
from domain.case.events import CaseEvent
from domain.payment.commands import PaymentCommand
from domain.payment.events import PaymentEvent
from domain.run.commands import RunCommand
from domain.run.events import RunEvent
from domain.shared.envelope import Actor, CaseId, CitizenId, Envelope
from domain.shared.period import Period
from domain.task.commands import TaskCommand
from domain.task.events import TaskEvent

DossierCommand = CaseCommand | TaskCommand | PaymentCommand | RunCommand
DossierEvent = CaseEvent | TaskEvent | PaymentEvent | RunEvent


@dataclass(frozen=True, slots=True)
class Fact:
    """An event and its stream; `follows` is the place, in one decision, of what it follows from."""

    stream_id: UUID
    event: DossierEvent
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    event: DossierEvent
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What arrives with a command and is not in the dossier: time, who asks, other cases."""

    today: date  # in Denmark
    now: datetime
    actor: Actor
    citizen_id: CitizenId | None = None  # of the CPR number in a report; new when unknown
    earlier_benefit: tuple[Period, ...] = field(default=())  # folded from the citizen's other cases
