"""What can have happened to a case; who, when and why stand on the envelope."""

from domain.case.events.account import AccountTotals as AccountTotals
from domain.case.events.account import Ruling as Ruling
from domain.case.events.account import WeekElsewhere as WeekElsewhere
from domain.case.events.account import WeekTotal as WeekTotal
from domain.case.events.decisions import (
    BenefitConfirmed,
    BenefitEnded,
    BenefitExtended,
    BenefitGranted,
    BenefitRecalculated,
    ClaimRejected,
    DispensationGiven,
    EndWithdrawn,
    HearingAnswered,
    HearingStarted,
    LackOfCooperationRegistered,
    RefundWrittenOff,
    SicknessCauseAssessed,
    WriteOffReversed,
)
from domain.case.events.keeping import (
    AutomationRefused,
    AutomationResumed,
    AutomationStopped,
    CaseCancelled,
    CaseClosed,
    CaseMarked,
    MarkRemoved,
    NoteAdded,
)
from domain.case.events.reports import (
    AbsenceReported,
    BenefitAppliedFor,
    CircumstancesRegistered,
    EmploymentRegistered,
    FirstDayOfAbsenceCorrected,
    HolidayRegistered,
    InformationFormReceived,
    PartialResumptionRegistered,
    RecoveryExpected,
    RecoveryReported,
    RefundRequested,
    RegistrationWithdrawn,
    RemarksRegistered,
    ReportWithdrawn,
    RightOfRegretUsed,
    WageRegistered,
)

CaseEvent = (
    AbsenceReported
    | EmploymentRegistered
    | WageRegistered
    | CircumstancesRegistered
    | RefundRequested
    | BenefitAppliedFor
    | InformationFormReceived
    | SicknessCauseAssessed
    | RemarksRegistered
    | RightOfRegretUsed
    | DispensationGiven
    | FirstDayOfAbsenceCorrected
    | ReportWithdrawn
    | RecoveryReported
    | RecoveryExpected
    | PartialResumptionRegistered
    | HolidayRegistered
    | RegistrationWithdrawn
    | HearingStarted
    | HearingAnswered
    | LackOfCooperationRegistered
    | BenefitExtended
    | BenefitGranted
    | ClaimRejected
    | BenefitEnded
    | EndWithdrawn
    | BenefitRecalculated
    | BenefitConfirmed
    | RefundWrittenOff
    | WriteOffReversed
    | CaseMarked
    | MarkRemoved
    | AutomationRefused
    | AutomationStopped
    | AutomationResumed
    | NoteAdded
    | CaseCancelled
    | CaseClosed
)
