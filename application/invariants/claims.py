"""What must hold of claims: never more is kept, repaid or waived than was paid too much."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from application.invariants.violation import Invariant
from domain.dossier.dossier import Recorded
from domain.payment.events import (
    ClaimWaived,
    PaymentCancelled,
    PaymentFailed,
    PaymentKind,
    PaymentOffset,
    PaymentOrdered,
    PaymentReturned,
    RepaymentRegistered,
)


class ClaimsComeBackOnce(Invariant):
    """An offset names a claim; of what never arrived nothing was kept. Claims are few."""

    name = "amount-differs-from-account"

    def __init__(self) -> None:
        self.left: dict[UUID, int] = {}  # of each claim, in øre
        self.kept: defaultdict[UUID, list[tuple[UUID, int]]] = defaultdict(list)

    def see(self, recorded: Recorded) -> Iterator[str]:
        stream, event = recorded.envelope.stream_id, recorded.event
        match event:
            case PaymentOrdered(kind=PaymentKind.REPAYMENT_CLAIM):
                self.left[stream] = event.atp_of_citizen.oere - event.amount.oere
            case PaymentOffset():
                self.kept[stream].append((event.claim_id, event.amount.oere))
                yield from self.take(event.claim_id, event.amount.oere)
            case RepaymentRegistered() | ClaimWaived():
                yield from self.take(stream, event.amount.oere)
            case PaymentCancelled() | PaymentReturned() | PaymentFailed():
                for claim, oere in self.kept.pop(stream, []):
                    self.left[claim] = self.left.get(claim, 0) + oere
            case _:
                pass

    def take(self, claim: UUID, oere: int) -> Iterator[str]:
        before = self.left.get(claim, 0)
        self.left[claim] = before - oere
        if oere > before:
            yield f"{oere} øre are taken of a claim of which {before} øre are left"
