"""What can have happened to a payment run; the run is a dossier of its own."""

from datetime import date
from enum import StrEnum

from domain.shared.messages import Event
from domain.shared.money import Money


class RunKind(StrEnum):
    WEEKLY = "weekly"
    EXTRA = "extra"


class RunPrepared(Event):
    kind: RunKind
    prepared_on: date
    pay_until: date  # the Sunday that ends the last week that is paid
    four_eyes: bool


class RunClosed(Event):
    """The cut-off: what is included now is paid; control sums over the included payments.

    `four_eyes`: what the municipality has set by now; what it had set before stands as well.
    """

    payments: int
    total: Money
    control_sum: str  # SHA-256 over (payment id, payee, amount), in the order of payment ids
    four_eyes: bool


class RunApproved(Event):
    control_sum: str


class RunSent(Event):
    file: str
    payments: int
    total: Money
    control_sum: str


class RunReconciled(Event):
    settled: int
    returned: int
    failed: int
    total_settled: Money


class Refusals(Event):
    """How many orders of a run were refused for one reason."""

    code: str
    orders: int


class RunFinished(Event):
    """What a run did, without a citizen in it: orders carried out, and refused by code."""

    name: str  # of the run, as `sdp run` takes it
    day: date
    done: int
    refused: tuple[Refusals, ...]


RunEvent = RunPrepared | RunClosed | RunApproved | RunSent | RunReconciled | RunFinished
