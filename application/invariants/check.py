"""Checks the whole log, read once, for what must never have happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from application.invariants.claims import ClaimsComeBackOnce
from application.invariants.decisions import (
    NoDecisionWhileBlocked,
    NothingAfterClose,
    OneCaseForAnAbsence,
)
from application.invariants.payments import (
    NoPaymentWhileBlocked,
    NothingBeyondTheEnd,
    OrderedAsAccounted,
    PaidAsDecided,
    SentOnce,
)
from application.invariants.runs import FourEyesAreTwoPersons, RunSumsAgree
from application.invariants.tasks import OneOpenTaskForACause, OnlyOpenTasksAreSolved, OpenTasks
from application.invariants.versions import NoVersionGap
from application.invariants.violation import Invariant, Key, Violation, violations
from application.ports.journal import LogReader
from domain.case.events import CaseClosed
from domain.dossier.dossier import Recorded


class Watch:
    """Shows each event to every invariant; of a case that is closed none keeps anything.

    Of what follows in a closed case it is only said that it does.
    """

    def __init__(self) -> None:
        self.tasks, self.after_close = OpenTasks(), NothingAfterClose()
        self.invariants: tuple[Invariant, ...] = (
            NoPaymentWhileBlocked(self.tasks),
            NoDecisionWhileBlocked(self.tasks),
            SentOnce(),
            PaidAsDecided(),
            NothingBeyondTheEnd(),
            OrderedAsAccounted(),
            ClaimsComeBackOnce(),
            OneOpenTaskForACause(self.tasks),
            OnlyOpenTasksAreSolved(self.tasks),
            FourEyesAreTwoPersons(),
            NoVersionGap(),
            OneCaseForAnAbsence(),
            RunSumsAgree(),
            self.after_close,
        )

    def see(self, recorded: Recorded) -> Iterator[Violation]:
        case_id = recorded.envelope.case_id
        over = self.after_close.is_closed(case_id)
        for invariant in (self.after_close,) if over else self.invariants:
            yield from violations(invariant, recorded)
        self.tasks.see(recorded)
        if isinstance(recorded.event, CaseClosed):
            self.forget(case_id.int)

    def forget(self, case: Key) -> None:
        self.tasks.forget(case)
        for invariant in self.invariants:
            invariant.forget(case)


@dataclass(frozen=True, slots=True)
class Checked:
    checked_events: int
    head: int
    violations: tuple[Violation, ...]


async def check(log: LogReader) -> Checked:
    """Read the log from its first event to its present head; name each violation's position."""
    watch = Watch()
    events, head, found = 0, 0, list[Violation]()
    async for page in log.pages():
        events, head = events + len(page.recorded), page.head
        for recorded in page.recorded:
            found.extend(watch.see(recorded))
    return Checked(events, head, tuple(found))
