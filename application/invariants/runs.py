"""What must hold of runs: what was sent is what the run says, and two persons where two must."""

from collections import defaultdict
from collections.abc import Iterator
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
from domain.run.events import RunApproved, RunClosed, RunPrepared, RunSent
from domain.shared.envelope import same_person

Sums = tuple[int, int]  # payments, and øre


class RunSumsAgree(Invariant):
    name = "run-sum-differs"

    def __init__(self) -> None:
        self.amounts: dict[Key, int] = {}  # of payments that NemKonto has not answered
        self.sent: defaultdict[UUID, Sums] = defaultdict(lambda: (0, 0))
        self.some_erased = False  # then less may be seen than was sent, never more

    def see(self, recorded: Recorded) -> Iterator[str]:
        stream, event = recorded.envelope.stream_id.int, recorded.event
        match event:
            case PaymentOrdered():
                self.amounts[stream] = event.amount.oere - event.atp_of_citizen.oere
            case PaymentOffset():
                self.amounts[stream] = self.amounts.get(stream, 0) - event.amount.oere
            case PaymentSent():
                payments, oere = self.sent[event.run_id]
                self.sent[event.run_id] = payments + 1, oere + self.amounts.get(stream, 0)
            case PaymentSettled() | PaymentReturned() | PaymentFailed() | PaymentCancelled():
                self.amounts.pop(stream, None)
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


class FourEyesAreTwoPersons(Invariant):
    name = "same-person-four-eyes"

    def __init__(self) -> None:
        self.prepared_by: dict[UUID, set[str]] = {}

    def see(self, recorded: Recorded) -> Iterator[str]:
        envelope, event = recorded.envelope, recorded.event
        if isinstance(event, RunPrepared) and event.four_eyes:
            self.prepared_by[envelope.case_id] = {envelope.actor}
        if isinstance(event, RunClosed) and envelope.case_id in self.prepared_by:
            self.prepared_by[envelope.case_id].add(envelope.actor)
        made = self.prepared_by.get(envelope.case_id, set())
        same = any(same_person(envelope.actor, maker) for maker in made)
        if isinstance(event, RunApproved) and same:
            yield "the run was approved by the one who prepared or closed it"
