"""The states of a payment: ordered ⇄ held → approved → included ⇄ excluded → sent → answered."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.payment.events import PaymentKind, PaymentOrdered
from domain.shared.envelope import ActorId, PaymentId, RunId
from domain.shared.money import Money


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
UNDECIDED = frozenset({Stage.ORDERED, Stage.HELD})  # of a claim: the party may still be heard
DECIDED = frozenset({Stage.APPROVED, Stage.SETTLED})  # of a claim: it is to come back, or has


@dataclass(frozen=True, slots=True)
class NoPayment:
    pass


@dataclass(frozen=True, slots=True)
class KnownPayment:
    """`run_id` is the run it is included in, or was sent with.

    `held_until` is of a payment that is held.
    `offsets` are claims for which less of it is sent, with the øre; `collected` are the øre of a
    claim that were repaid or waived, `repaid` what of them was repaid.
    `approved_by` are the people who approved it by hand, since it was ordered or released.
    """

    order: PaymentOrdered
    stage: Stage
    run_id: RunId | None = None
    offsets: tuple[tuple[PaymentId, int], ...] = ()
    collected: int = 0
    repaid: Money = Money(0)  # noqa: RUF009 a value, never changed
    held_until: date | None = None
    approved_by: tuple[ActorId, ...] = ()

    @property
    def is_claim(self) -> bool:
        return self.order.kind is PaymentKind.REPAYMENT_CLAIM

    @property
    def stands(self) -> bool:
        """Tell whether it is a claim that was decided on, or that somebody gave money back for."""
        return self.is_claim and (self.stage in DECIDED or self.collected > 0)

    @property
    def net(self) -> Money:
        """Give what is sent: less the citizen's share of ATP, and what is kept for claims."""
        kept = sum(oere for _, oere in self.offsets)
        return Money(self.order.amount.oere - self.order.atp_of_citizen.oere - kept)


Payment = NoPayment | KnownPayment
