"""What must hold of decisions: none while a task blocks, nothing after the case was closed."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from application.invariants.tasks import OpenTasks
from application.invariants.violation import Invariant, Key
from domain.case.events import (
    AbsenceReported,
    BenefitGranted,
    BenefitRecalculated,
    CaseCancelled,
    ClaimRejected,
    FirstDayOfAbsenceCorrected,
)
from domain.dossier.dossier import Recorded
from domain.shared.blocks import Blocks

Absence = tuple[Key, date]  # of a citizen, from a day
DECISIONS = (BenefitGranted, BenefitRecalculated, ClaimRejected)


class NoDecisionWhileBlocked(Invariant):
    name = "decision-while-blocked"

    def __init__(self, tasks: OpenTasks) -> None:
        self.tasks = tasks

    def see(self, recorded: Recorded) -> Iterator[str]:
        if isinstance(recorded.event, DECISIONS):
            for task in self.tasks.blocking(recorded.envelope.case_id, Blocks.DECISION):
                yield f"an open task {task.type} blocks the decision"


class NothingAfterClose(Invariant):
    """Of a closed case its number is kept, and nothing else by anybody."""

    name = "event-after-close"

    def __init__(self) -> None:
        self.closed: set[Key] = set()

    def see(self, recorded: Recorded) -> Iterator[str]:
        if self.is_closed(recorded.envelope.case_id):
            yield "the case was closed before"

    def is_closed(self, case_id: UUID) -> bool:
        return case_id.int in self.closed

    def forget(self, case: Key) -> None:
        self.closed.add(case)


class OneCaseForAnAbsence(Invariant):
    """One open case for a citizen and a first day of absence."""

    name = "two-cases-for-one-absence"

    def __init__(self) -> None:
        self.citizen: dict[Key, Key] = {}
        self.absence: dict[Key, Absence] = {}  # of each open case
        self.taken: dict[Absence, Key] = {}

    def see(self, recorded: Recorded) -> Iterator[str]:
        case_id = recorded.envelope.case_id.int
        match recorded.event:
            case AbsenceReported() as reported:
                self.citizen[case_id] = reported.citizen_id.int
                yield from self.take(case_id, reported.first_day_of_absence)
            case FirstDayOfAbsenceCorrected() as corrected:
                self.give_back(case_id)
                yield from self.take(case_id, corrected.first_day_of_absence)
            case CaseCancelled():
                self.give_back(case_id)
            case _:
                pass

    def take(self, case_id: Key, first_day: date) -> Iterator[str]:
        absence = (self.citizen.get(case_id, case_id), first_day)
        if self.taken.get(absence, case_id) != case_id:
            yield "the citizen has an open case of this absence"
        self.absence[case_id] = absence
        self.taken.setdefault(absence, case_id)

    def give_back(self, case_id: Key) -> None:
        absence = self.absence.pop(case_id, None)
        if absence is not None and self.taken.get(absence) == case_id:
            del self.taken[absence]

    def forget(self, case: Key) -> None:
        self.give_back(case)
        self.citizen.pop(case, None)
