"""The states of a payment: ordered ⇄ held → approved → included ⇄ excluded → sent → answered."""

from dataclasses import dataclass
from enum import StrEnum

from domain.payment.events import PaymentOrdered
from domain.shared.envelope import RunId


class Stage(StrEnum):
    ORDERED = "ordered"
    HELD = "held"
    APPROVED = "approved"
    INCLUDED = "included"
    SENT = "sent"
    SETTLED = "settled"
    RETURNED = "returned"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNSENT = frozenset({Stage.ORDERED, Stage.HELD, Stage.APPROVED, Stage.INCLUDED})
LEFT = frozenset({Stage.SENT, Stage.SETTLED})  # the money is out of the house
VOID = frozenset({Stage.RETURNED, Stage.FAILED, Stage.CANCELLED})  # nobody has the money


@dataclass(frozen=True, slots=True)
class NoPayment:
    pass


@dataclass(frozen=True, slots=True)
class KnownPayment:
    """`run_id` is the run it is included in, or was sent with."""

    order: PaymentOrdered
    stage: Stage
    run_id: RunId | None = None


Payment = NoPayment | KnownPayment
