"""What must hold of runs: two persons where two must."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from application.invariants.violation import Invariant
from domain.dossier.dossier import Recorded
from domain.run.events import RunApproved, RunClosed, RunPrepared, RunSent
from domain.shared.envelope import same_person


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
