"""What must hold of decisions: none while a task blocks, nothing after the case was closed."""

from collections.abc import Iterator
from uuid import UUID

from application.invariants.tasks import OpenTasks
from domain.case.events import (
    AbsenceReported,
    BenefitGranted,
    BenefitRecalculated,
    CaseCancelled,
    CaseClosed,
    ClaimRejected,
    FirstDayOfAbsenceCorrected,
)
from domain.dossier.dossier import Recorded
from domain.shared.blocks import Blocks

DECISIONS = (BenefitGranted, BenefitRecalculated, ClaimRejected)


class NoDecisionWhileBlocked:
    name = "decision-while-blocked"

    def __init__(self) -> None:
        self.tasks = OpenTasks()

    def see(self, recorded: Recorded) -> Iterator[str]:
        if isinstance(recorded.event, DECISIONS):
            for task in self.tasks.blocking(recorded.envelope.case_id, Blocks.DECISION):
                yield f"an open task {task.type} blocks the decision"
        self.tasks.see(recorded)


class NothingAfterClose:
    name = "event-after-close"

    def __init__(self) -> None:
        self.closed: set[UUID] = set()

    def see(self, recorded: Recorded) -> Iterator[str]:
        if recorded.envelope.case_id in self.closed:
            yield "the case was closed before"
        if isinstance(recorded.event, CaseClosed):
            self.closed.add(recorded.envelope.case_id)


class OneCaseForAnAbsence:
    """One open case for a citizen and a first day of absence."""

    name = "two-cases-for-one-absence"

    def __init__(self) -> None:
        self.citizen: dict[UUID, UUID] = {}
        self.absence: dict[UUID, tuple[UUID, str]] = {}  # of each open case
        self.taken: dict[tuple[UUID, str], UUID] = {}

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id = recorded.envelope.case_id
        match recorded.event:
            case AbsenceReported() as reported:
                self.citizen[case_id] = reported.citizen_id
                yield from self.take(case_id, str(reported.first_day_of_absence))
            case FirstDayOfAbsenceCorrected() as corrected:
                self.give_back(case_id)
                yield from self.take(case_id, str(corrected.first_day_of_absence))
            case CaseClosed() | CaseCancelled():
                self.give_back(case_id)
            case _:
                pass

    def take(self, case_id: UUID, first_day: str) -> Iterator[str]:
        absence = (self.citizen.get(case_id, case_id), first_day)
        if self.taken.get(absence, case_id) != case_id:
            yield "the citizen has an open case of this absence"
        self.absence[case_id] = absence
        self.taken.setdefault(absence, case_id)

    def give_back(self, case_id: UUID) -> None:
        absence = self.absence.pop(case_id, None)
        if absence is not None and self.taken.get(absence) == case_id:
            del self.taken[absence]
