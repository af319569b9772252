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
)
from application.invariants.runs import (
    BothApprovalsAreTwoPersons,
    FourEyesAreTwoPersons,
    LifterIsNotAlone,
)
from application.invariants.sending import Payments, RunSumsAgree, SentOnce
from application.invariants.tasks import OneOpenTaskForACause, OnlyOpenTasksAreSolved, OpenTasks
from application.invariants.versions import NoVersionGap
from application.invariants.violation import Invariant, Key, Violation, violations
from application.ports.journal import LogReader
from domain.case.events import CaseClosed
from domain.dossier.dossier import Recorded


class Watch:
    """Shows each event to every invariant; of a closed case a few numbers are kept.

    Of what follows in it is said that it does, and what money leaves the house that should not.
    """

    def __init__(self) -> None:
        self.tasks, self.payments, self.after_close = OpenTasks(), Payments(), NothingAfterClose()
        self.of_closed: tuple[Invariant, ...] = (
            NoPaymentWhileBlocked(self.tasks),
            SentOnce(self.payments),
            RunSumsAgree(self.payments),
            self.after_close,
        )
        self.invariants: tuple[Invariant, ...] = (
            *self.of_closed,
            NoDecisionWhileBlocked(self.tasks),
            PaidAsDecided(),
            NothingBeyondTheEnd(),
            OrderedAsAccounted(),
            ClaimsComeBackOnce(),
            OneOpenTaskForACause(self.tasks),
            OnlyOpenTasksAreSolved(self.tasks),
            FourEyesAreTwoPersons(),
            BothApprovalsAreTwoPersons(),
            LifterIsNotAlone(),
            NoVersionGap(),
            OneCaseForAnAbsence(),
        )

    def see(self, recorded: Recorded) -> Iterator[Violation]:
        case_id = recorded.envelope.case_id
        over = self.after_close.is_closed(case_id)
        for invariant in self.of_closed if over else self.invariants:
            yield from violations(invariant, recorded)
        self.tasks.see(recorded)
        self.payments.see(recorded)
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
