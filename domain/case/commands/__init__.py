"""What can be asked of a case; each command is the event it asks for, in the imperative."""

from domain.case.commands.decisions import (
    AssessSicknessCause,
    EndBenefit,
    ExtendBenefit,
    GiveDispensation,
    GrantBenefit,
    RecalculateBenefit,
    RegisterHearingAnswer,
    RegisterLackOfCooperation,
    RejectClaim,
    ReverseWriteOff,
    StartHearing,
    WithdrawEnd,
    WriteOffRefund,
)
from domain.case.commands.keeping import (
    AddNote,
    CancelCase,
    CloseCase,
    MarkCase,
    RecordRefusals,
    RemoveMark,
    ResumeAutomation,
    StopAutomation,
)
from domain.case.commands.reports import (
    ApplyForBenefit,
    CorrectFirstDayOfAbsence,
    ReceiveInformationForm,
    RegisterCircumstances,
    RegisterEmployment,
    RegisterExpectedRecovery,
    RegisterHoliday,
    RegisterPartialResumption,
    RegisterRemarks,
    RegisterWage,
    ReportAbsence,
    ReportRecovery,
    RequestRefund,
    UseRightOfRegret,
    WithdrawRegistration,
    WithdrawReport,
)

CaseCommand = (
    ReportAbsence
    | RegisterEmployment
    | RegisterWage
    | RegisterCircumstances
    | RequestRefund
    | ApplyForBenefit
    | ReceiveInformationForm
    | AssessSicknessCause
    | RegisterRemarks
    | UseRightOfRegret
    | GiveDispensation
    | CorrectFirstDayOfAbsence
    | WithdrawReport
    | ReportRecovery
    | RegisterExpectedRecovery
    | RegisterPartialResumption
    | RegisterHoliday
    | WithdrawRegistration
    | StartHearing
    | RegisterHearingAnswer
    | RegisterLackOfCooperation
    | ExtendBenefit
    | GrantBenefit
    | RejectClaim
    | EndBenefit
    | WithdrawEnd
    | RecalculateBenefit
    | WriteOffRefund
    | ReverseWriteOff
    | MarkCase
    | RemoveMark
    | RecordRefusals
    | StopAutomation
    | ResumeAutomation
    | AddNote
    | CancelCase
    | CloseCase
)
