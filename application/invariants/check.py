"""Checks the whole log, read once, for what must never have happened."""

from collections.abc import Callable
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
from application.invariants.tasks import OneOpenTaskForACause, OnlyOpenTasksAreSolved
from application.invariants.versions import NoVersionGap
from application.invariants.violation import Invariant, Violation, violations
from application.ports.journal import LogReader

INVARIANTS: tuple[Callable[[], Invariant], ...] = (
    NoPaymentWhileBlocked,
    NoDecisionWhileBlocked,
    SentOnce,
    PaidAsDecided,
    NothingBeyondTheEnd,
    OrderedAsAccounted,
    ClaimsComeBackOnce,
    OneOpenTaskForACause,
    OnlyOpenTasksAreSolved,
    NothingAfterClose,
    FourEyesAreTwoPersons,
    NoVersionGap,
    OneCaseForAnAbsence,
    RunSumsAgree,
)


@dataclass(frozen=True, slots=True)
class Checked:
    checked_events: int
    head: int
    violations: tuple[Violation, ...]


async def check(log: LogReader) -> Checked:
    """Read the log from its first event to its present head; name each violation's position."""
    invariants = [invariant() for invariant in INVARIANTS]
    events, head, found = 0, 0, list[Violation]()
    async for page in log.pages():
        events, head = events + len(page.recorded), page.head
        for recorded in page.recorded:
            for invariant in invariants:
                found.extend(violations(invariant, recorded))
    return Checked(events, head, tuple(found))
