"""The sickness benefit case: what it may decide, and how events change it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from domain.case import commands as ask
from domain.case import deciding, ending, keeping, writing_off
from domain.case import events as on
from domain.case.concerning import concerned_from
from domain.case.file import CaseFile, opened
from domain.case.filing import counts, filed
from domain.case.registering import register, report_absence
from domain.case.states import (
    Begun,
    Cancelled,
    Case,
    Closed,
    Ended,
    NoCase,
    Ongoing,
    Rejected,
    UnderClarification,
)
from domain.case.surroundings import Surroundings

E = TypeVar("E", bound=on.CaseEvent)
CaseEvents = tuple[on.CaseEvent, ...]


def decide(command: ask.CaseCommand, case: Case, around: Surroundings) -> CaseEvents:
    match command:
        case ask.ReportAbsence():
            return report_absence(command, case, around)
        case (
            ask.GrantBenefit()
            | ask.RejectClaim()
            | ask.RecalculateBenefit()
            | ask.WriteOffRefund()
            | ask.ReverseWriteOff()
        ):
            return decide_benefit(command, case, around)
        case ask.EndBenefit() | ask.WithdrawEnd():
            return ending.decide(command, case, around)
        case ask.RecordRefusals() | ask.CancelCase() | ask.CloseCase():
            return keeping.leave(command, case, around)
        case (
            ask.MarkCase()
            | ask.RemoveMark()
            | ask.StopAutomation()
            | ask.ResumeAutomation()
            | ask.AddNote()
        ):
            return keeping.keep(command, case)
        case _:
            return register(command, case)


def decide_benefit(
    command: ask.GrantBenefit
    | ask.RejectClaim
    | ask.RecalculateBenefit
    | ask.WriteOffRefund
    | ask.ReverseWriteOff,
    case: Case,
    around: Surroundings,
) -> CaseEvents:
    match command:
        case ask.GrantBenefit():
            return deciding.grant(command, case, around)
        case ask.RejectClaim():
            return deciding.reject(command, case, around)
        case ask.RecalculateBenefit():
            return deciding.recalculate(command, case, around)
        case ask.WriteOffRefund():
            return writing_off.write_off(command, case, around)
        case ask.ReverseWriteOff():
            return writing_off.reverse(command, case, around)


def evolve(case: Case, event: on.CaseEvent) -> Case:
    """Take the fact as it is: what happened is never refused."""
    if isinstance(case, NoCase):
        return UnderClarification(opened(event)) if isinstance(event, on.AbsenceReported) else case
    file = filed(case.file, event)
    case = case if file is case.file else refiled(case, file, event)
    change = STATES.get(type(event))
    return change(case, event) if change else case


def refiled(case: Begun, file: CaseFile, event: on.CaseEvent) -> Begun:
    if isinstance(case, Ongoing | Ended) and counts(event):
        if ends_as_granted(case, event):
            return replace(case, file=file)
        since = concerned_from(event, file)
        return replace(case, file=file, stale_from=min(since, case.stale_from or since))
    return replace(case, file=file)


def ends_as_granted(case: Ongoing | Ended, event: on.CaseEvent) -> bool:
    """Tell whether it is the end on the last day of the grant, with which the account ends too."""
    if not (isinstance(case, Ongoing) and isinstance(event, on.BenefitEnded)):
        return False
    return event.last_day_with_right == case.granted_to


def when(
    kind: type[E], change: Callable[[Begun, E], Case]
) -> tuple[type[on.CaseEvent], Callable[[Begun, on.CaseEvent], Case]]:
    def changed(case: Begun, event: on.CaseEvent) -> Case:
        return change(case, event) if isinstance(event, kind) else case

    return kind, changed


def granted(case: Begun, event: on.BenefitGranted) -> Case:
    said = event.from_day, event.to_day, event.by_rule, event.totals
    return Ongoing(case.file, *said, weeks_elsewhere=event.weeks_elsewhere)


def rejected(case: Begun, event: on.ClaimRejected) -> Case:
    return Rejected(case.file, event.reason)


def recalculated(case: Begun, event: on.BenefitRecalculated) -> Case:
    """Keep in mind the facts that waited for days before the cut-off: those were left alone."""
    if isinstance(case, Ongoing | Ended):
        since, elsewhere = case.stale_from, event.weeks_elsewhere
        since = since if since and since < event.cut_off else None
        return replace(case, totals=event.totals, stale_from=since, weeks_elsewhere=elsewhere)
    return case


def confirmed(case: Begun, event: on.BenefitConfirmed) -> Case:
    if isinstance(case, Ongoing | Ended):
        return replace(case, stale_from=None, weeks_elsewhere=event.weeks_elsewhere)
    return case


def ended(case: Begun, event: on.BenefitEnded) -> Case:
    if not isinstance(case, Ongoing | Ended):
        return case
    return Ended(
        case.file,
        case.granted_from,
        case.granted_to,
        case.by_rule,
        case.totals,
        event.last_day_with_right,
        stale_from=case.stale_from,
        weeks_elsewhere=case.weeks_elsewhere,
    )


def going_on(case: Begun, event: on.EndWithdrawn) -> Case:
    if not isinstance(case, Ended):
        return case
    return Ongoing(
        case.file,
        case.granted_from,
        event.granted_to,
        case.by_rule,
        case.totals,
        stale_from=case.stale_from,
        weeks_elsewhere=case.weeks_elsewhere,
    )


def cancelled(case: Begun, _: on.CaseCancelled) -> Case:
    return Cancelled(case.file)


def closed(case: Begun, _: on.CaseClosed) -> Case:
    return Closed(case.file)


STATES = dict(
    (
        when(on.BenefitGranted, granted),
        when(on.ClaimRejected, rejected),
        when(on.BenefitRecalculated, recalculated),
        when(on.BenefitConfirmed, confirmed),
        when(on.BenefitEnded, ended),
        when(on.EndWithdrawn, going_on),
        when(on.CaseCancelled, cancelled),
        when(on.CaseClosed, closed),
    )
)
