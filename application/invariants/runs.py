"""What must hold of runs: two persons where two must."""

from collections.abc import Iterator
from uuid import UUID

from application.invariants.violation import Invariant
from domain.dossier.dossier import Recorded
from domain.run.events import RunApproved, RunClosed, RunPrepared
from domain.shared.envelope import same_person


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
