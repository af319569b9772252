"""What must hold of runs and what is in them: two persons where two must."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from application.invariants.violation import Invariant, Key
from domain.dossier.dossier import Recorded
from domain.municipality.events import FourEyesLifted, FourEyesRequired
from domain.payment.events import (
    PaymentApproved,
    PaymentCancelled,
    PaymentIncluded,
    PaymentReleased,
    PaymentSent,
    PaymentSettled,
)
from domain.run.events import RunApproved, RunClosed, RunPrepared, RunSent
from domain.shared.envelope import ActorId, Municipality, same_person


class FourEyesAreTwoPersons(Invariant):
    name = "same-person-four-eyes"

    def __init__(self) -> None:
        self.made_by: defaultdict[UUID, set[str]] = defaultdict(set)
        self.wanted: set[UUID] = set()  # runs that a second person approves
        self.approved: set[UUID] = set()

    def see(self, recorded: Recorded) -> Iterator[str]:
        envelope, event = recorded.envelope, recorded.event
        run = envelope.case_id
        match event:
            case RunPrepared() | RunClosed():
                self.made_by[run].add(envelope.actor)
                self.approved.discard(run)
                if event.four_eyes:
                    self.wanted.add(run)
            case RunApproved():
                self.approved.add(run)
                made = any(same_person(envelope.actor, maker) for maker in self.made_by[run])
                if run in self.wanted and made:
                    yield "the run was approved by the one who prepared or closed it"
            case RunSent() if run in self.wanted - self.approved:
                yield "the run was sent without its approval by a second person"
            case _:
                pass


class BothApprovalsAreTwoPersons(Invariant):
    """Who approved a payment by hand is not the only person that approved its run, where wanted."""

    name = FourEyesAreTwoPersons.name

    def __init__(self) -> None:
        self.approved_by: dict[Key, tuple[ActorId, ...]] = {}  # by hand, of what is not sent
        self.wanted: set[UUID] = set()
        self.run_by: dict[UUID, tuple[ActorId, ...]] = {}

    def see(self, recorded: Recorded) -> Iterator[str]:
        envelope, event = recorded.envelope, recorded.event
        stream, run = envelope.stream_id.int, envelope.case_id
        match event:
            case PaymentApproved(by_rule=False):
                self.approved_by[stream] = (*self.approved_by.get(stream, ()), envelope.actor)
            case PaymentReleased() | PaymentCancelled():
                self.approved_by.pop(stream, None)
            case RunPrepared() | RunClosed():
                self.run_by.pop(run, None)
                if event.four_eyes:
                    self.wanted.add(run)
            case RunApproved() if run in self.wanted:
                self.run_by[run] = (*self.run_by.get(run, ()), envelope.actor)
            case PaymentSent() if persons := self.approved_by.pop(stream, None):
                second = self.run_by.get(event.run_id, ())
                if second and all(same_person(persons[0], one) for one in (*persons, *second)):
                    yield "the payment and its run were approved by nobody but one person"
            case _:
                pass


class LifterIsNotAlone(Invariant):
    """Who lifted four eyes is not the only person that approved a payment in a run."""

    name = FourEyesAreTwoPersons.name

    def __init__(self) -> None:
        self.lifted_by: dict[Municipality, ActorId] = {}
        self.approved_by: dict[Key, tuple[ActorId, ...]] = {}  # by hand, of what is not sent

    def see(self, recorded: Recorded) -> Iterator[str]:
        envelope, stream = recorded.envelope, recorded.envelope.stream_id.int
        match recorded.event:
            case FourEyesLifted():
                self.lifted_by[envelope.municipality] = envelope.actor
            case FourEyesRequired():
                self.lifted_by.pop(envelope.municipality, None)
            case PaymentApproved(by_rule=False):
                self.approved_by[stream] = (*self.approved_by.get(stream, ()), envelope.actor)
            case PaymentReleased() | PaymentSent() | PaymentCancelled() | PaymentSettled():
                self.approved_by.pop(stream, None)
            case PaymentIncluded() if self.alone(envelope.municipality, stream):
                yield "the payment was approved by nobody but the one who lifted four eyes"
            case _:
                pass

    def alone(self, municipality: Municipality, stream: Key) -> bool:
        lifted_by, persons = self.lifted_by.get(municipality), self.approved_by.get(stream)
        if lifted_by is None or not persons:
            return False
        return all(same_person(person, lifted_by) for person in persons)
