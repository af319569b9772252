"""How each fact changes the case file: a table of event → change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from domain.case import events as on
from domain.case.file import Background, CaseFile, Hearing
from domain.case.kinds import Registration
from domain.case.replaced_ends import replaced_by
from domain.case.withdrawing import end_taken_back, last_of_all, taken_back, without
from domain.shared.altered import altered

E = TypeVar("E", bound=on.CaseEvent)
Change = Callable[[CaseFile, on.CaseEvent], CaseFile]


def filed(file: CaseFile, event: on.CaseEvent) -> CaseFile:
    """Put one fact into the file; what says the same again leaves it as it is."""
    change = CHANGES.get(type(event))
    return change(file, event) if change else file


def when(
    kind: type[E], change: Callable[[CaseFile, E], CaseFile]
) -> tuple[type[on.CaseEvent], Change]:
    def changed(file: CaseFile, event: on.CaseEvent) -> CaseFile:
        return change(file, event) if isinstance(event, kind) else file

    return kind, changed


def employed(file: CaseFile, event: on.EmploymentRegistered) -> CaseFile:
    works = {**file.employments, event.cvr: event}
    return altered(file, employments=works, fit_in=without(event.cvr, file.fit_in))


def wage_known(file: CaseFile, event: on.WageRegistered) -> CaseFile:
    return altered(file, wages={**file.wages, event.cvr: event})


def background_known(file: CaseFile, event: on.CircumstancesRegistered) -> CaseFile:
    """Keep what a later registration leaves out."""
    said = Background.model_validate_json(event.circumstances)
    update = {name: getattr(said, name) for name in said.model_fields_set}
    return altered(file, background=file.background.model_copy(update=update))


def refund_requested(file: CaseFile, event: on.RefundRequested) -> CaseFile:
    others = tuple(each for each in file.refund_requests if each != event)
    return altered(file, refund_requests=(*others, event))


def applied_for(file: CaseFile, event: on.BenefitAppliedFor) -> CaseFile:
    return altered(file, applied_on=min(event.applied_on, file.applied_on or event.applied_on))


def form_received(file: CaseFile, event: on.InformationFormReceived) -> CaseFile:
    return altered(file, form=event, cause=event.cause)


def cause_assessed(file: CaseFile, event: on.SicknessCauseAssessed) -> CaseFile:
    return altered(file, cause=event.cause)


def remarked(file: CaseFile, event: on.RemarksRegistered) -> CaseFile:
    others = tuple(each for each in file.remarks if each != event)
    return altered(file, remarks=(*others, event))


def dispensed(file: CaseFile, event: on.DispensationGiven) -> CaseFile:
    return altered(file, dispensations=file.dispensations | {event.of})


def first_day_corrected(file: CaseFile, event: on.FirstDayOfAbsenceCorrected) -> CaseFile:
    return altered(file, first_day_of_absence=event.first_day_of_absence)


def withdrawn(file: CaseFile, event: on.ReportWithdrawn) -> CaseFile:
    return altered(file, withdrawn_on=event.withdrawn_on)


def recovered(file: CaseFile, event: on.RecoveryReported) -> CaseFile:
    if event.cvr is None:
        told = event.last_day_of_absence
        return altered(file, last_day_of_absence=told, last_day_told=told)
    work = file.employments.get(event.cvr)
    if work is None:
        return file
    before = work.last_day_of_absence
    work = work.model_copy(update={"last_day_of_absence": event.last_day_of_absence})
    works = {**file.employments, event.cvr: work}
    last = last_of_all(works) or file.last_day_of_absence
    fit_in = {event.cvr: before, **file.fit_in}
    return altered(file, employments=works, fit_in=fit_in, last_day_of_absence=last)


def expected(file: CaseFile, event: on.RecoveryExpected) -> CaseFile:
    return altered(file, expected_recovery=event)


def resumed(file: CaseFile, event: on.PartialResumptionRegistered) -> CaseFile:
    """Let a later word on the same employment and first day replace the earlier one."""
    others = tuple(
        each
        for each in file.resumptions
        if (each.cvr, each.from_day) != (event.cvr, event.from_day)
    )
    return altered(file, resumptions=(*others, event))


def on_holiday(file: CaseFile, event: on.HolidayRegistered) -> CaseFile:
    others = tuple(each for each in file.holidays if each.from_day != event.from_day)
    return altered(file, holidays=(*others, event))


def hearing_started(file: CaseFile, event: on.HearingStarted) -> CaseFile:
    hearing = Hearing(event.started_on, event.deadline)
    return altered(file, hearings={**file.hearings, event.about: hearing})


def hearing_answered(file: CaseFile, event: on.HearingAnswered) -> CaseFile:
    started = file.hearings.get(event.about) or Hearing(event.answered_on, event.answered_on)
    hearing = replace(started, answered_on=event.answered_on)
    return altered(file, hearings={**file.hearings, event.about: hearing})


def did_not_cooperate(file: CaseFile, event: on.LackOfCooperationRegistered) -> CaseFile:
    others = tuple(each for each in file.lacks if each.from_day != event.from_day)
    return altered(file, lacks=(*others, event))


def regretted(file: CaseFile, event: on.RightOfRegretUsed) -> CaseFile:
    """End the lack of cooperation with the day on which the second chance was used."""
    lacks = tuple(
        each.model_copy(update={"to_day": event.used_on})
        if each.from_day == event.lapsed_on
        else each
        for each in file.lacks
    )
    return altered(file, lacks=lacks, regret=event)


def extended(file: CaseFile, event: on.BenefitExtended) -> CaseFile:
    others = tuple(each for each in file.extensions if each.from_day != event.from_day)
    return altered(file, extensions=(*others, event))


def ended(file: CaseFile, event: on.BenefitEnded) -> CaseFile:
    return altered(file, ended=event, replaced_ends=replaced_by(event, file))


def written_off(file: CaseFile, event: on.RefundWrittenOff) -> CaseFile:
    return altered(file, write_offs=(*file.write_offs, event))


def write_off_reversed(file: CaseFile, event: on.WriteOffReversed) -> CaseFile:
    standing = tuple(
        each for each in file.write_offs if (each.cvr, each.period) != (event.cvr, event.period)
    )
    return altered(file, write_offs=standing)


def marked(file: CaseFile, event: on.CaseMarked) -> CaseFile:
    return altered(file, marks=file.marks | {event.mark})


def mark_removed(file: CaseFile, event: on.MarkRemoved) -> CaseFile:
    return altered(file, marks=file.marks - {event.mark})


def by_hand(file: CaseFile, _: on.AutomationStopped) -> CaseFile:
    return altered(file, automatic=False)


def by_itself(file: CaseFile, _: on.AutomationResumed) -> CaseFile:
    return altered(file, automatic=True)


def refused(file: CaseFile, event: on.AutomationRefused) -> CaseFile:
    return altered(file, refused=event.refusals)


CHANGES: Mapping[type[on.CaseEvent], Change] = dict(
    (
        when(on.EmploymentRegistered, employed),
        when(on.WageRegistered, wage_known),
        when(on.CircumstancesRegistered, background_known),
        when(on.RefundRequested, refund_requested),
        when(on.BenefitAppliedFor, applied_for),
        when(on.InformationFormReceived, form_received),
        when(on.SicknessCauseAssessed, cause_assessed),
        when(on.RemarksRegistered, remarked),
        when(on.DispensationGiven, dispensed),
        when(on.FirstDayOfAbsenceCorrected, first_day_corrected),
        when(on.ReportWithdrawn, withdrawn),
        when(on.RecoveryReported, recovered),
        when(on.RecoveryExpected, expected),
        when(on.PartialResumptionRegistered, resumed),
        when(on.HolidayRegistered, on_holiday),
        when(on.RegistrationWithdrawn, taken_back),
        when(on.HearingStarted, hearing_started),
        when(on.HearingAnswered, hearing_answered),
        when(on.LackOfCooperationRegistered, did_not_cooperate),
        when(on.RightOfRegretUsed, regretted),
        when(on.BenefitExtended, extended),
        when(on.BenefitEnded, ended),
        when(on.EndWithdrawn, end_taken_back),
        when(on.RefundWrittenOff, written_off),
        when(on.WriteOffReversed, write_off_reversed),
        when(on.CaseMarked, marked),
        when(on.MarkRemoved, mark_removed),
        when(on.AutomationStopped, by_hand),
        when(on.AutomationResumed, by_itself),
        when(on.AutomationRefused, refused),
    )
)

# Facts that an account depends on; the others are about how the case is handled.
COUNTS: frozenset[type[on.CaseEvent]] = frozenset(CHANGES) - {
    on.InformationFormReceived,
    on.SicknessCauseAssessed,
    on.RemarksRegistered,
    on.ReportWithdrawn,
    on.RecoveryExpected,
    on.HearingStarted,
    on.HearingAnswered,
    on.RefundWrittenOff,
    on.WriteOffReversed,
    on.CaseMarked,
    on.MarkRemoved,
    on.AutomationStopped,
    on.AutomationResumed,
    on.AutomationRefused,
}


def counts(event: on.CaseEvent) -> bool:
    """Tell whether an account depends on it: on what was only expected, none does."""
    if isinstance(event, on.RegistrationWithdrawn) and event.of is Registration.EXPECTED_RECOVERY:
        return False
    return type(event) in COUNTS
