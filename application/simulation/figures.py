"""What a played log comes to: counts, sums, and a digest that is the same wherever it is played."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from domain.case.events import AbsenceReported, BenefitGranted, ClaimRejected
from domain.dossier.dossier import Recorded
from domain.payment.events import (
    PaymentFailed,
    PaymentOffset,
    PaymentOrdered,
    PaymentReturned,
    PaymentSent,
)
from domain.shared.envelope import Role
from domain.shared.money import Money
from domain.task.events import TaskCancelled, TaskOpened, TaskReopened, TaskSolved

HUMANS = {Role.CASE_WORKER, Role.MANAGER}
Place = tuple[datetime, UUID, int]  # where a stream appeared first


@dataclass
class Figures:
    """Folded over the log in order of position; of each event only its hash is kept.

    The digest is SHA-256 over the hashes of the events in order of (ordinal of stream, version).
    Streams are numbered by their first appearance: by applied instant, then case, then version of
    the dossier, since positions depend on how several programs shared the log.
    """

    events: int = 0
    cases: int = 0
    tasks_opened: int = 0
    payments: int = 0
    total: int = 0
    municipalities: set[int] = field(default_factory=set[int])
    open_tasks: set[UUID] = field(default_factory=set[UUID])
    amounts: dict[UUID, int] = field(default_factory=dict[UUID, int])
    decided: set[UUID] = field(default_factory=set[UUID])
    touched: set[UUID] = field(default_factory=set[UUID])
    first: dict[UUID, Place] = field(default_factory=dict[UUID, Place])
    hashes: defaultdict[UUID, bytearray] = field(
        default_factory=lambda: defaultdict[UUID, bytearray](bytearray)
    )

    def see(self, recorded: Recorded, told: bytes) -> None:
        """Take one event; `told` is what the digest knows of it."""
        envelope = recorded.envelope
        self.events += 1
        self.municipalities.add(envelope.municipality)
        if envelope.stream_id not in self.first:
            place = envelope.received_at, envelope.case_id, envelope.dossier_version
            self.first[envelope.stream_id] = place
        self.hashes[envelope.stream_id] += sha256(told).digest()
        self.count(recorded)

    def count(self, recorded: Recorded) -> None:
        envelope, stream = recorded.envelope, recorded.envelope.stream_id
        match recorded.event:
            case AbsenceReported():
                self.cases += 1
            case TaskOpened() | TaskReopened() as event:
                self.tasks_opened += isinstance(event, TaskOpened)
                self.open_tasks.add(stream)
            case TaskSolved() | TaskCancelled():
                self.open_tasks.discard(stream)
            case PaymentOrdered() as ordered:
                self.amounts[stream] = ordered.amount.oere - ordered.atp_of_citizen.oere
            case PaymentOffset(amount=kept):
                self.amounts[stream] -= kept.oere
            case PaymentSent():
                self.payments += 1
                self.total += self.amounts[stream]
            case PaymentReturned() | PaymentFailed():
                self.total -= self.amounts[stream]
            case BenefitGranted() | ClaimRejected():
                self.decided.add(envelope.case_id)
            case _:
                pass
        if envelope.role in HUMANS and envelope.case_id not in self.decided:
            self.touched.add(envelope.case_id)

    @property
    def without_human_touch(self) -> float:
        """The share of decided cases that nobody had worked on when they were decided."""
        untouched = len(self.decided - self.touched)
        return round(untouched / len(self.decided), 4) if self.decided else 0.0

    @property
    def paid(self) -> Money:
        """What was sent and did not come back."""
        return Money(self.total)

    def digest(self) -> str:
        return digest(
            self.hashes[stream] for stream in sorted(self.first, key=self.first.__getitem__)
        )


def digest(streams: Iterable[bytes | bytearray]) -> str:
    found = sha256()
    for hashes in streams:
        found.update(hashes)
    return found.hexdigest()
