"""Marks, notes, automation, and the two ways a case leaves the desk: cancelled or closed."""

from datetime import date

from domain.case import commands as ask
from domain.case import events as on
from domain.case.refusals import blocks_rule, codes, refusals
from domain.case.states import Cancelled, Case, Ended, Rejected, UnderClarification, known, opened
from domain.case.surroundings import Surroundings
from domain.shared.errors import NotAllowedNow, PaymentOutstanding

CaseEvents = tuple[on.CaseEvent, ...]
Keeping = ask.MarkCase | ask.RemoveMark | ask.StopAutomation | ask.ResumeAutomation | ask.AddNote


def keep(command: Keeping, case: Case) -> CaseEvents:
    """Put marks and notes on any case that is not closed."""
    file = known(case).file
    match command:
        case ask.MarkCase(mark=mark):
            new = mark not in file.marks
            return (on.CaseMarked(**dict(command)),) if new else ()
        case ask.RemoveMark(mark=mark):
            return (on.MarkRemoved(**dict(command)),) if mark in file.marks else ()
        case ask.StopAutomation():
            return (on.AutomationStopped(reason=command.reason),) if file.automatic else ()
        case ask.ResumeAutomation():
            return () if file.automatic else (on.AutomationResumed(reason=command.reason),)
        case ask.AddNote():
            return (on.NoteAdded(text=command.text),)


def leave(
    command: ask.RecordRefusals | ask.CancelCase | ask.CloseCase, case: Case, around: Surroundings
) -> CaseEvents:
    """Say why the case stays, or let it leave the desk."""
    match command:
        case ask.RecordRefusals():
            return record_refusals(case, around)
        case ask.CancelCase():
            return cancel(command, case, around)
        case ask.CloseCase():
            return close(command, case, around)


def record_refusals(case: Case, around: Surroundings) -> CaseEvents:
    """Record every reason of a case that waits for its first decision, when they are others."""
    case = opened(case)
    if not isinstance(case, UnderClarification):
        return ()
    found = codes(refusals(case.file, around))
    return (on.AutomationRefused(refusals=found),) if found != case.file.refused else ()


def cancel(command: ask.CancelCase, case: Case, around: Surroundings) -> CaseEvents:
    if isinstance(case, Cancelled):
        return ()
    opened(case)
    if around.paid:
        raise NotAllowedNow("benefit was paid: end it and claim it back first")
    return (on.CaseCancelled(reason=command.reason),)


def close(command: ask.CloseCase, case: Case, around: Surroundings) -> CaseEvents:
    """Close what is ended, rejected, cancelled, or was never applied for (shelved)."""
    case = known(case)
    if not is_over(case, around.today):
        raise NotAllowedNow("the case is not over")
    if around.on_its_way:
        raise PaymentOutstanding("a payment is not sent, or not answered yet")
    return (on.CaseClosed(closed_on=around.today, reason=command.reason),)


def is_over(case: Case, today: date) -> bool:
    match case:
        case Ended(last_day_with_right=last):
            return last < today
        case UnderClarification(file=file):
            return any(each.code == "nothing-applied-for" for each in blocks_rule(file))
        case _:
            return isinstance(case, Rejected | Cancelled)
