"""What each type of event does to the overview of a case."""

from dataclasses import replace
from datetime import date

from domain.case.events import (
    AbsenceReported,
    AutomationResumed,
    AutomationStopped,
    BenefitEnded,
    BenefitExtended,
    BenefitGranted,
    BenefitRecalculated,
    CaseMarked,
    EmploymentRegistered,
    EndWithdrawn,
    FirstDayOfAbsenceCorrected,
    MarkRemoved,
    RecoveryReported,
    RegistrationWithdrawn,
)
from domain.case.kinds import Registration
from domain.dossier.dossier import DossierEvent
from domain.shared.envelope import Envelope, Role
from domain.task.events import TaskAssigned
from projections.case_absence import after_recovery, of_employment, without_registration
from projections.case_overview.v1.tables import CaseRow
from projections.case_status import (
    BECOMES,
    CaseStatus,
    earliest,
    with_one,
    without,
)

WITHOUT_END = "-"


def report(row: CaseRow | None, event: AbsenceReported, envelope: Envelope) -> CaseRow:
    """Begin the row; another report of the same absence says anew what a report says."""
    started = row or CaseRow(
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        citizen_id=event.citizen_id,
        citizen_name=None,
        cpr=None,
        companies=None,
        kind=event.kind.value,
        status=CaseStatus.UNDER_CLARIFICATION.value,
        reported_at=envelope.recorded_at,
        first_day_of_absence=event.first_day_of_absence,
        last_day_of_absence=None,
    )
    return until(
        started,
        envelope,
        citizen_name=event.name,
        cpr=event.cpr,
        kind=event.kind.value,
        first_day_of_absence=event.first_day_of_absence,
        last_day_of_absence=event.last_day_of_absence,
        last_day_told=event.last_day_of_absence,
    )


def employ(row: CaseRow | None, event: EmploymentRegistered, envelope: Envelope) -> CaseRow:
    case = known(row)
    names = [] if case.companies is None else case.companies.split("\n")
    return worked_on(
        case,
        envelope,
        cvrs=with_one(case.cvrs, event.cvr),
        p_numbers=with_one(case.p_numbers, event.p_number),
        companies="\n".join(with_one(tuple(names), event.name)) or None,
        **of_employment(case, event),
    )


def take_back(row: CaseRow | None, event: RegistrationWithdrawn, envelope: Envelope) -> CaseRow:
    """Leave an employer out that was none; the last one takes the names of companies with him."""
    cvrs = without(known(row).cvrs, event)
    names = {} if cvrs else {"companies": None, "p_numbers": ()}
    told = without_registration(known(row), event)
    changed = until(known(row), envelope, cvrs=cvrs, **names, **told)
    if event.of is Registration.EXTENSION:
        left = without_extension(changed, event.day)
        return reassessed(replace(changed, extensions=left))
    return changed


def correct(row: CaseRow | None, event: FirstDayOfAbsenceCorrected, envelope: Envelope) -> CaseRow:
    return worked_on(known(row), envelope, first_day_of_absence=event.first_day_of_absence)


def recover(row: CaseRow | None, event: RecoveryReported, envelope: Envelope) -> CaseRow:
    case = known(row)
    return until(case, envelope, **after_recovery(case, event))


def grant(row: CaseRow | None, event: BenefitGranted, envelope: Envelope) -> CaseRow:
    granted = worked_on(known(row), envelope, granted_from=event.from_day, granted_to=event.to_day)
    moved = replace(granted, status=BECOMES[BenefitGranted].value, last_day_with_right=None)
    dated = replace(moved, date_of_account=event.totals.reassessment_date)
    return until(reassessed(dated), envelope)


def recalculate(row: CaseRow | None, event: BenefitRecalculated, envelope: Envelope) -> CaseRow:
    account_says = event.totals.reassessment_date
    return reassessed(worked_on(known(row), envelope, date_of_account=account_says))


def extend(row: CaseRow | None, event: BenefitExtended, envelope: Envelope) -> CaseRow:
    """Put the reassessment off until the last day of the extension; a later word replaces it."""
    spell = f"{event.from_day}/{event.to_day or WITHOUT_END}"
    others = without_extension(known(row), event.from_day)
    return reassessed(worked_on(known(row), envelope, extensions=(*others, spell)))


def without_extension(row: CaseRow, first: date | None) -> tuple[str, ...]:
    return tuple(one for one in row.extensions if not one.startswith(f"{first}/"))


def reassessed(row: CaseRow) -> CaseRow:
    """Say by when somebody extends or ends, as the case itself does; none where nobody need."""
    lasts = {one.partition("/")[2] for one in row.extensions}
    if row.date_of_account is None or WITHOUT_END in lasts:
        return replace(row, reassessment_date=None)
    last = max([row.date_of_account, *map(date.fromisoformat, lasts)])
    return replace(row, reassessment_date=last)


def end(row: CaseRow | None, event: BenefitEnded, envelope: Envelope) -> CaseRow:
    return until(known(row), envelope, last_day_with_right=event.last_day_with_right)


def go_on(row: CaseRow | None, event: EndWithdrawn, envelope: Envelope) -> CaseRow:
    """Go on until the day the grant ends with, if there is one."""
    going_on = worked_on(known(row), envelope, granted_to=event.granted_to)
    return until(going_on, envelope, last_day_with_right=None)


def move_on(row: CaseRow | None, event: DossierEvent, envelope: Envelope) -> CaseRow:
    return worked_on(known(row), envelope, status=BECOMES[type(event)].value)


def mark(row: CaseRow | None, event: CaseMarked, envelope: Envelope) -> CaseRow:
    case = known(row)
    return worked_on(case, envelope, marks=with_one(case.marks, event.mark.value))


def unmark(row: CaseRow | None, event: MarkRemoved, envelope: Envelope) -> CaseRow:
    case = known(row)
    left = tuple(one for one in case.marks if one != event.mark.value)
    return worked_on(case, envelope, marks=left)


def stop_automation(row: CaseRow | None, _: AutomationStopped, envelope: Envelope) -> CaseRow:
    return worked_on(known(row), envelope, automation_stopped=True)


def resume_automation(row: CaseRow | None, _: AutomationResumed, envelope: Envelope) -> CaseRow:
    return worked_on(known(row), envelope, automation_stopped=False)


def one_task_more(row: CaseRow | None, _: DossierEvent, envelope: Envelope) -> CaseRow:
    case = known(row)
    return worked_on(case, envelope, open_tasks=case.open_tasks + 1)


def one_task_less(row: CaseRow | None, _: DossierEvent, envelope: Envelope) -> CaseRow:
    case = known(row)
    return worked_on(case, envelope, open_tasks=case.open_tasks - 1)


def assign(row: CaseRow | None, event: TaskAssigned, _: Envelope) -> CaseRow:
    return replace(known(row), case_worker=event.to)


def known(row: CaseRow | None) -> CaseRow:
    if row is None:
        raise LookupError("the case was never reported")
    return row


def worked_on(row: CaseRow, envelope: Envelope, **changes: object) -> CaseRow:
    """Change the row, and remember the person who did it."""
    if envelope.role is Role.CASE_WORKER:
        changes["case_worker"] = envelope.actor
    return replace(row, **changes) if changes else row


def until(row: CaseRow, envelope: Envelope, **changes: object) -> CaseRow:
    """Change the row, and compute again until when there can be a right."""
    changed = worked_on(row, envelope, **changes)
    days = (changed.last_day_of_absence, changed.last_day_with_right)
    return replace(changed, right_until=earliest(*days))
