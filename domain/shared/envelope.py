"""What is known about a recorded event beside the event itself: where, when, by whom, why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType
from uuid import UUID

CaseId = NewType("CaseId", UUID)  # identifies a dossier; a payment run is a dossier of its own
TaskId = NewType("TaskId", UUID)
PaymentId = NewType("PaymentId", UUID)
RunId = NewType("RunId", UUID)
CitizenId = NewType("CitizenId", UUID)
ActorId = NewType("ActorId", str)
ClientId = NewType("ClientId", str)
Municipality = NewType("Municipality", int)


class Role(StrEnum):
    NEMREFUSION = "nemrefusion"  # the portal where employers report and ask for refund
    CITIZEN_SERVICE = "citizen_service"  # Mit Sygefravær: what the citizen answers
    JOB_CENTRE = "job_centre"  # Fasit
    MACHINE = "machine"  # the runs of the night, of the week, of the clock
    CASE_WORKER = "case_worker"
    MANAGER = "manager"
    LOCAL_ADMINISTRATOR = "local_administrator"
    INFORMATION_SEEKER = "information_seeker"


class Purpose(StrEnum):
    """Why the dossier was touched: a closed code, never free text."""

    CASE_WORK = "case_work"
    REPORT = "report"  # somebody outside reported, answered or asked
    RUN = "run"  # a scheduled run
    COMPLAINT = "complaint"
    CONTROL = "control"
    OPERATIONS = "operations"


@dataclass(frozen=True)
class Actor:
    """Who asks: from the token, never from the body; `id` is a pseudonym, never a CPR number.

    `through` is the program that asks for him, where the token names one.
    """

    id: ActorId
    role: Role
    municipality: Municipality
    through: ClientId | None = None

    @property
    def client(self) -> ClientId:
        """Whose idempotency keys these are: the program's, else his own."""
        return ClientId(self.id) if self.through is None else self.through


def same_person(one: str, other: str) -> bool:
    """Tell two pseudonyms of one person, whatever role, letter case or spaces they come with.

    Where four eyes are wanted, whom we cannot tell apart is one person.
    """
    return written_plainly(one) == written_plainly(other)


def written_plainly(pseudonym: str) -> str:
    return "".join(pseudonym.split()).casefold()


class Envelope(NamedTuple):
    """Written by the journal; a tuple, since nothing is made as often.

    `causation` is the position of the event this one follows from; `version` counts the events
    of the stream, `dossier_version` those of the dossier; all instants are UTC.
    """

    position: int
    case_id: CaseId
    stream_id: UUID
    version: int
    dossier_version: int
    recorded_at: datetime
    received_at: datetime
    municipality: Municipality
    actor: ActorId
    role: Role
    purpose: Purpose
    correlation: UUID
    causation: int | None
    command_id: UUID
    release: str
