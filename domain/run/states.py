"""The states of a payment run, and how a run is named."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid5

from domain.run.events import RunFinished, RunKind
from domain.shared.envelope import ActorId, Municipality, RunId
from domain.shared.money import Money

RUNS = UUID("6f1b2b0e-6d5c-4f0a-9d0b-3a5b8c0d7e21")  # the name space of runs; never changed
NOTHING = Money(0)


class RunStage(StrEnum):
    PREPARED = "prepared"
    CLOSED = "closed"
    APPROVED = "approved"
    SENT = "sent"
    RECONCILED = "reconciled"


@dataclass(frozen=True, slots=True)
class NoRun:
    pass


@dataclass(frozen=True, slots=True)
class PlainRun:
    """A run that pays nothing by itself: decisions of a night, deadlines, write-offs."""

    finished: tuple[RunFinished, ...]


@dataclass(frozen=True, slots=True)
class KnownRun:
    """`made_by` prepared or closed it, and may not approve it where four eyes are set."""

    kind: RunKind
    prepared_on: date
    pay_until: date
    four_eyes: bool
    stage: RunStage
    made_by: frozenset[ActorId]
    payments: int = 0
    total: Money = NOTHING
    control_sum: str | None = None
    approved_by: tuple[ActorId, ...] = ()  # with the sums it has
    finished: tuple[RunFinished, ...] = ()

    @property
    def approved(self) -> bool:
        return bool(self.approved_by)

    @property
    def second_persons(self) -> tuple[ActorId, ...]:
        """Give whose approval it needed and has."""
        return self.approved_by if self.four_eyes else ()


Run = NoRun | PlainRun | KnownRun


def run_id(municipality: Municipality, day: date, kind: RunKind | str) -> RunId:
    """Give the same run the same id wherever it is asked for; a plain run is known by its name."""
    return RunId(uuid5(RUNS, f"{municipality}/{day}/{kind}"))
