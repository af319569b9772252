"""Fravær: what was reported of the absence, its employments, pauses and partial resumptions."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from api.views.view import Hours, Kroner, Seen, View
from application.policies.looking import file_of
from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.kinds import CitizenKind, Dispensation, Form, SicknessCause, WageSource
from domain.dossier.dossier import fold
from domain.shared.envelope import CaseId


class Employment(View):
    cvr: str
    name: str | None
    p_number: str | None
    week: tuple[Hours, ...] | None
    rota: tuple[tuple[Hours, ...], ...] | None
    pays_wage: bool
    wage_paid_until: date | None
    hourly_wage: Kroner | None
    hourly_wage_paid: Kroner | None
    weekly_pay: Kroner | None
    wage_source: WageSource | None
    first_day_of_absence: date | None
    last_day_of_absence: date | None


class Resumption(View):
    from_day: date
    to_day: date | None
    cvr: str | None
    hours_worked_per_week: Hours | None
    capacity: str | None


class Holiday(View):
    from_day: date
    to_day: date | None
    reported_on: date
    agreed: bool


class RefundRequest(View):
    cvr: str
    requested_on: date
    from_day: date | None
    to_day: date | None


class Absence(View):
    case_id: UUID
    version: int
    kind: CitizenKind
    form: Form
    first_day_of_absence: date
    first_day_reported: date
    last_day_of_absence: date | None
    expected_recovery: date | None  # what somebody thinks; nothing is decided by it
    cause: SicknessCause | None
    notified_on: date
    applied_on: date | None
    information_form_received_on: date | None
    remark: str | None
    withdrawn_on: date | None
    right_of_regret_used_on: date | None
    dispensations: tuple[Dispensation, ...]
    employments: tuple[Employment, ...]
    partial_resumptions: tuple[Resumption, ...]
    holidays: tuple[Holiday, ...]
    refund_requests: tuple[RefundRequest, ...]


def absence(seen: Seen) -> Absence:
    (report, *_) = seen.all(on.AbsenceReported)
    file = file_of(fold(CaseId(seen.case_id), seen.recorded))  # without what was taken back
    corrected = seen.last(on.FirstDayOfAbsenceCorrected)
    form = seen.last(on.InformationFormReceived)
    applied, withdrawn = seen.last(on.BenefitAppliedFor), seen.last(on.ReportWithdrawn)
    return Absence(
        case_id=seen.case_id,
        version=seen.version,
        kind=report.kind,
        form=report.form,
        first_day_of_absence=(corrected or report).first_day_of_absence,
        first_day_reported=report.first_day_of_absence,
        last_day_of_absence=file.last_day_of_absence,
        expected_recovery=file.expected_recovery and file.expected_recovery.expected_recovery,
        cause=cause(seen, report),
        notified_on=report.notified_on,
        applied_on=applied and applied.applied_on,
        information_form_received_on=form and form.received_on,
        remark=form and form.remark,
        withdrawn_on=withdrawn and withdrawn.withdrawn_on,
        right_of_regret_used_on=file.regret and file.regret.used_on,
        dispensations=tuple(one.of for one in seen.all(on.DispensationGiven)),
        employments=employments(file, seen),
        partial_resumptions=resumptions(file, seen),
        holidays=holidays(file, seen),
        refund_requests=refund_requests(file, seen),
    )


def cause(seen: Seen, report: on.AbsenceReported) -> SicknessCause | None:
    """Give the newest word on the cause: assessed, answered or reported."""
    assessed, form = seen.last(on.SicknessCauseAssessed), seen.last(on.InformationFormReceived)
    newest = assessed or form
    return newest.cause if newest else report.cause


def employments(file: CaseFile, seen: Seen) -> tuple[Employment, ...]:
    """Give those there are; of a day, those that had begun and in which absence is not over."""
    works = sorted(file.employments.items())
    return tuple(
        employment(work, file.wages.get(cvr))
        for cvr, work in works
        if seen.applies(work.employed_since, None)
        and seen.applies(work.first_day_of_absence, work.last_day_of_absence)
    )


def employment(work: on.EmploymentRegistered, wage: on.WageRegistered | None) -> Employment:
    return Employment(
        cvr=work.cvr,
        name=work.name,
        p_number=work.p_number,
        week=work.week,
        rota=work.rota,
        pays_wage=work.pays_wage,
        wage_paid_until=work.wage_paid_until,
        hourly_wage=wage and wage.hourly_wage,
        hourly_wage_paid=wage and wage.hourly_wage_paid,
        weekly_pay=wage and wage.weekly_pay,
        wage_source=wage and wage.source,
        first_day_of_absence=work.first_day_of_absence,
        last_day_of_absence=work.last_day_of_absence,
    )


def resumptions(file: CaseFile, seen: Seen) -> tuple[Resumption, ...]:
    registered = file.resumptions
    shown = registered if seen.applies_on is None else in_force(file, seen)
    return tuple(
        Resumption(
            from_day=one.from_day,
            to_day=one.to_day,
            cvr=one.cvr,
            hours_worked_per_week=one.hours_worked_per_week,
            capacity=one.capacity,
        )
        for one in shown
    )


def in_force(file: CaseFile, seen: Seen) -> tuple[on.PartialResumptionRegistered, ...]:
    """Let the latest rule for each employer, as the account does (domain/benefit/hours.py)."""
    covering = [one for one in file.resumptions if seen.applies(one.from_day, one.to_day)]
    covering.sort(key=lambda one: (one.from_day, one.cvr is not None))
    ruling = {cvr: one for cvr in away_from(file) for one in covering if concerns(one, cvr)}
    return tuple(one for one in covering if one in ruling.values())


def away_from(file: CaseFile) -> Iterable[str | None]:
    """Give the employers; and none for the business or the unemployment benefit, where one is."""
    beside = file.kind in {CitizenKind.SELF_EMPLOYED, CitizenKind.UNEMPLOYED}
    return [*file.employments, None] if beside or not file.employments else [*file.employments]


def concerns(one: on.PartialResumptionRegistered, cvr: str | None) -> bool:
    """Apply what names no employer to all; but a capacity is that of the business alone."""
    if one.cvr is None and one.capacity is not None:
        return cvr is None
    return one.cvr in {None, cvr}


def holidays(file: CaseFile, seen: Seen) -> tuple[Holiday, ...]:
    return tuple(
        Holiday(
            from_day=one.from_day, to_day=one.to_day, reported_on=one.reported_on, agreed=one.agreed
        )
        for one in file.holidays
        if seen.applies(one.from_day, one.to_day)
    )


def refund_requests(file: CaseFile, seen: Seen) -> tuple[RefundRequest, ...]:
    return tuple(
        RefundRequest(
            cvr=one.cvr, requested_on=one.requested_on, from_day=one.from_day, to_day=one.to_day
        )
        for one in file.refund_requests
        if seen.applies(one.from_day, one.to_day)
    )
