"""What must hold of what leaves the house: a payment once, and with a run what the run says."""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from application.invariants.violation import Invariant, Key
from domain.dossier.dossier import Recorded
from domain.dossier.erased import Erased
from domain.payment.events import (
    PaymentCancelled,
    PaymentFailed,
    PaymentOffset,
    PaymentOrdered,
    PaymentReturned,
    PaymentSent,
    PaymentSettled,
)
from domain.run.events import RunSent

Sums = tuple[int, int]  # payments, and øre
LOW = (1 << 64) - 1  # half of a stream's number tells it from the others as well


class Due(NamedTuple):
    oere: int
    sent: bool


UNKNOWN = Due(0, sent=False)


class Answered:
    """Payments that NemKonto answered or that were cancelled: sixteen bytes each, for good."""

    def __init__(self) -> None:
        self.streams = array("Q")
        self.oere = array("q")  # twice, and one more where it was sent

    def add(self, stream: Key, due: Due) -> None:
        self.streams.append(stream & LOW)
        self.oere.append(2 * due.oere + due.sent)

    def find(self, stream: Key) -> Due:
        """Look through all; only what is sent after its answer is looked for."""
        try:
            kept = self.oere[self.streams.index(stream & LOW)]
        except ValueError:
            return UNKNOWN
        return Due(kept // 2, sent=kept % 2 == 1)


class Payments:
    """Every payment as it was before the event that is looked at, also of closed cases."""

    def __init__(self) -> None:
        self.waiting: dict[Key, Due] = {}  # for an answer
        self.answered = Answered()

    def see(self, recorded: Recorded) -> None:
        stream, event = recorded.envelope.stream_id.int, recorded.event
        match event:
            case PaymentOrdered():
                self.waiting[stream] = Due(
                    event.amount.oere - event.atp_of_citizen.oere, sent=False
                )
            case PaymentOffset():
                due = self.due(stream)
                self.waiting[stream] = due._replace(oere=due.oere - event.amount.oere)
            case PaymentSent():
                self.waiting[stream] = self.due(stream)._replace(sent=True)
            case PaymentSettled() | PaymentReturned() | PaymentFailed() | PaymentCancelled():
                if (due := self.waiting.pop(stream, None)) is not None:
                    self.answered.add(stream, due)
            case _:
                pass

    def due(self, stream: Key) -> Due:
        return self.waiting.get(stream) or self.answered.find(stream)


class SentOnce(Invariant):
    name = "payment-sent-twice"

    def __init__(self, payments: Payments) -> None:
        self.payments = payments

    def see(self, recorded: Recorded) -> Iterator[str]:
        sent = isinstance(recorded.event, PaymentSent)
        if sent and self.payments.due(recorded.envelope.stream_id.int).sent:
            yield "the payment was sent before"


class RunSumsAgree(Invariant):
    name = "run-sum-differs"

    def __init__(self, payments: Payments) -> None:
        self.payments = payments
        self.sent: defaultdict[UUID, Sums] = defaultdict(lambda: (0, 0))
        self.some_erased = False  # then less may be seen than was sent, never more

    def see(self, recorded: Recorded) -> Iterator[str]:
        event = recorded.event
        match event:
            case PaymentSent():
                payments, oere = self.sent[event.run_id]
                due = self.payments.due(recorded.envelope.stream_id.int)
                self.sent[event.run_id] = payments + 1, oere + due.oere
            case Erased():
                self.some_erased = True
            case RunSent():
                yield from self.compare(event, self.sent[recorded.envelope.case_id])
            case _:
                pass

    def compare(self, event: RunSent, seen: Sums) -> Iterator[str]:
        said = event.payments, event.total.oere
        if self.some_erased and seen[0] <= said[0] and seen[1] <= said[1]:
            return
        if said != seen:
            yield (
                f"the run says {event.payments} payments of {event.total.oere} øre, "
                f"{seen[0]} of {seen[1]} were sent with it"
            )
