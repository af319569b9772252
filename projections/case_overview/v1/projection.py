"""Case overview: one row for each case, found by citizen, company, number, and worked-out state."""

from typing import get_args

from domain.case.events import (
    AbsenceReported,
    AutomationRefused,
    AutomationResumed,
    AutomationStopped,
    BenefitAppliedFor,
    BenefitConfirmed,
    BenefitEnded,
    BenefitExtended,
    BenefitGranted,
    BenefitRecalculated,
    CaseMarked,
    CircumstancesRegistered,
    DispensationGiven,
    EmploymentRegistered,
    EndWithdrawn,
    FirstDayOfAbsenceCorrected,
    HearingAnswered,
    HearingStarted,
    HolidayRegistered,
    InformationFormReceived,
    LackOfCooperationRegistered,
    MarkRemoved,
    NoteAdded,
    PartialResumptionRegistered,
    RecoveryExpected,
    RecoveryReported,
    RefundRequested,
    RefundWrittenOff,
    RegistrationWithdrawn,
    RemarksRegistered,
    ReportWithdrawn,
    RightOfRegretUsed,
    SicknessCauseAssessed,
    WageRegistered,
    WriteOffReversed,
)
from domain.municipality.events import MunicipalityEvent
from domain.payment.events import (
    PaymentApproved,
    PaymentExcluded,
    PaymentHeld,
    PaymentIncluded,
    PaymentOffset,
    PaymentReleased,
    RepaymentRegistered,
)
from domain.run.events import RunEvent
from domain.task.events import (
    TaskAssigned,
    TaskCancelled,
    TaskCommented,
    TaskHeld,
    TaskOpened,
    TaskReleased,
    TaskReopened,
    TaskResumed,
    TaskSolved,
)
from projections.case_overview.v1 import changes
from projections.case_overview.v1.payments import CASE_PAYMENT
from projections.case_overview.v1.tables import PROTECTED, CaseRow, case_overview, case_word
from projections.case_status import BECOMES
from projections.projection import Folded, Projection, by_case, on, search
from projections.words import beginnings, numbers, words_of_person


def words(row: CaseRow) -> frozenset[str]:
    return (
        words_of_person(row.citizen_name, row.cpr)
        | numbers(row.cvrs, "cvr")
        | numbers(row.p_numbers, "p")
        | (beginnings(row.companies, "company") if row.companies else frozenset[str]())
    )


CASE = Folded(
    case_overview,
    CaseRow,
    by_case,
    on=(
        on(AbsenceReported, changes.report),
        on(EmploymentRegistered, changes.employ),
        on(FirstDayOfAbsenceCorrected, changes.correct),
        on(RecoveryReported, changes.recover),
        on(BenefitGranted, changes.grant),
        on(BenefitRecalculated, changes.recalculate),
        on(RegistrationWithdrawn, changes.take_back),
        on(BenefitExtended, changes.extend),
        on(BenefitEnded, changes.end),
        on(EndWithdrawn, changes.go_on),
        *(on(kind, changes.move_on) for kind in BECOMES if kind is not BenefitGranted),
        on(CaseMarked, changes.mark),
        on(MarkRemoved, changes.unmark),
        on(AutomationStopped, changes.stop_automation),
        on(AutomationResumed, changes.resume_automation),
        on(TaskOpened, changes.one_task_more),
        on(TaskReopened, changes.one_task_more),
        on(TaskSolved, changes.one_task_less),
        on(TaskCancelled, changes.one_task_less),
        on(TaskAssigned, changes.assign),
    ),
    search=search(case_word, words),
)

CASE_OVERVIEW = Projection(
    name="case_overview",
    version=1,
    folded=(CASE, CASE_PAYMENT, PROTECTED),
    left_out=frozenset(
        {
            # of the case's own page, not of its line in a list
            WageRegistered,
            BenefitConfirmed,
            AutomationRefused,
            CircumstancesRegistered,
            RefundRequested,
            BenefitAppliedFor,
            InformationFormReceived,
            SicknessCauseAssessed,
            RemarksRegistered,
            RecoveryExpected,
            DispensationGiven,
            ReportWithdrawn,
            PartialResumptionRegistered,
            HolidayRegistered,
            HearingStarted,
            HearingAnswered,
            LackOfCooperationRegistered,
            RightOfRegretUsed,
            RefundWrittenOff,
            WriteOffReversed,
            NoteAdded,
            # an open task stays open
            TaskReleased,
            TaskHeld,
            TaskResumed,
            TaskCommented,
            # an ordered payment stays ordered until it is sent
            PaymentHeld,
            PaymentOffset,
            RepaymentRegistered,
            PaymentReleased,
            PaymentApproved,
            PaymentIncluded,
            PaymentExcluded,
            # neither a run nor a municipality is a case
            *get_args(RunEvent),
            *get_args(MunicipalityEvent),
        }
    ),
)
