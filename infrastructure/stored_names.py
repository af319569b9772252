"""What events are called in the log, for ever; the names of classes are free to change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from domain.case import events as case
from domain.dossier.dossier import DossierEvent
from domain.municipality import events as municipality
from domain.payment import events as payment
from domain.run import events as run
from domain.task import events as task
from infrastructure.postgres.unavailable import Unavailable
from infrastructure.upcasters import UPCASTERS, Payload

STORED_NAMES: Mapping[tuple[str, int], type[DossierEvent]] = {
    ("AbsenceReported", 1): case.AbsenceReported,
    ("EmploymentRegistered", 1): case.EmploymentRegistered,
    ("EmploymentRegistered", 2): case.EmploymentRegistered,
    ("WageRegistered", 1): case.WageRegistered,
    ("WageRegistered", 2): case.WageRegistered,
    ("WageRegistered", 3): case.WageRegistered,
    ("CircumstancesRegistered", 1): case.CircumstancesRegistered,
    ("RefundRequested", 1): case.RefundRequested,
    ("BenefitAppliedFor", 1): case.BenefitAppliedFor,
    ("InformationFormReceived", 1): case.InformationFormReceived,
    ("SicknessCauseAssessed", 1): case.SicknessCauseAssessed,
    ("RemarksRegistered", 1): case.RemarksRegistered,
    ("DispensationGiven", 1): case.DispensationGiven,
    ("FirstDayOfAbsenceCorrected", 1): case.FirstDayOfAbsenceCorrected,
    ("ReportWithdrawn", 1): case.ReportWithdrawn,
    ("RecoveryReported", 1): case.RecoveryReported,
    ("RecoveryExpected", 1): case.RecoveryExpected,
    ("PartialResumptionRegistered", 1): case.PartialResumptionRegistered,
    ("PartialResumptionRegistered", 2): case.PartialResumptionRegistered,
    ("HolidayRegistered", 1): case.HolidayRegistered,
    ("RegistrationWithdrawn", 1): case.RegistrationWithdrawn,
    ("HearingStarted", 1): case.HearingStarted,
    ("HearingAnswered", 1): case.HearingAnswered,
    ("LackOfCooperationRegistered", 1): case.LackOfCooperationRegistered,
    ("RightOfRegretUsed", 1): case.RightOfRegretUsed,
    ("BenefitExtended", 1): case.BenefitExtended,
    ("BenefitExtended", 2): case.BenefitExtended,
    ("BenefitGranted", 1): case.BenefitGranted,
    ("BenefitGranted", 2): case.BenefitGranted,
    ("ClaimRejected", 1): case.ClaimRejected,
    ("BenefitEnded", 1): case.BenefitEnded,
    ("EndWithdrawn", 1): case.EndWithdrawn,
    ("BenefitRecalculated", 1): case.BenefitRecalculated,
    ("BenefitRecalculated", 2): case.BenefitRecalculated,
    ("BenefitConfirmed", 1): case.BenefitConfirmed,
    ("RefundWrittenOff", 1): case.RefundWrittenOff,
    ("WriteOffReversed", 1): case.WriteOffReversed,
    ("CaseMarked", 1): case.CaseMarked,
    ("MarkRemoved", 1): case.MarkRemoved,
    ("AutomationStopped", 1): case.AutomationStopped,
    ("AutomationResumed", 1): case.AutomationResumed,
    ("AutomationRefused", 1): case.AutomationRefused,
    ("NoteAdded", 1): case.NoteAdded,
    ("CaseCancelled", 1): case.CaseCancelled,
    ("CaseClosed", 1): case.CaseClosed,
    ("TaskOpened", 1): task.TaskOpened,
    ("TaskOpened", 2): task.TaskOpened,
    ("TaskAssigned", 1): task.TaskAssigned,
    ("TaskReleased", 1): task.TaskReleased,
    ("TaskHeld", 1): task.TaskHeld,
    ("TaskResumed", 1): task.TaskResumed,
    ("TaskCommented", 1): task.TaskCommented,
    ("TaskSolved", 1): task.TaskSolved,
    ("TaskSolved", 2): task.TaskSolved,
    ("TaskCancelled", 1): task.TaskCancelled,
    ("TaskReopened", 1): task.TaskReopened,
    ("PaymentOrdered", 1): payment.PaymentOrdered,
    ("PaymentOrdered", 2): payment.PaymentOrdered,
    ("PaymentOffset", 1): payment.PaymentOffset,
    ("RepaymentRegistered", 1): payment.RepaymentRegistered,
    ("ClaimWaived", 1): payment.ClaimWaived,
    ("PaymentHeld", 1): payment.PaymentHeld,
    ("PaymentHeld", 2): payment.PaymentHeld,
    ("PaymentReleased", 1): payment.PaymentReleased,
    ("PaymentApproved", 1): payment.PaymentApproved,
    ("PaymentIncluded", 1): payment.PaymentIncluded,
    ("PaymentExcluded", 1): payment.PaymentExcluded,
    ("PaymentSent", 1): payment.PaymentSent,
    ("PaymentSettled", 1): payment.PaymentSettled,
    ("PaymentReturned", 1): payment.PaymentReturned,
    ("PaymentFailed", 1): payment.PaymentFailed,
    ("PaymentCancelled", 1): payment.PaymentCancelled,
    ("RunPrepared", 1): run.RunPrepared,
    ("RunClosed", 1): run.RunClosed,
    ("RunClosed", 2): run.RunClosed,
    ("RunApproved", 1): run.RunApproved,
    ("RunSent", 1): run.RunSent,
    ("RunReconciled", 1): run.RunReconciled,
    ("RunFinished", 1): run.RunFinished,
    ("TaskPrioritySet", 1): municipality.TaskPrioritySet,
    ("TaskWatchSet", 1): municipality.TaskWatchSet,
    ("CutOffSet", 1): municipality.CutOffSet,
    ("OffsetSet", 1): municipality.OffsetSet,
    ("FourEyesRequired", 1): municipality.FourEyesRequired,
    ("FourEyesLifted", 1): municipality.FourEyesLifted,
    ("SampleDrawn", 1): municipality.SampleDrawn,
    ("SampleResultRecorded", 1): municipality.SampleResultRecorded,
    ("MonthClosed", 1): municipality.MonthClosed,
}
NEWEST = {kind: name for name, kind in STORED_NAMES.items()}
PAYLOAD = TypeAdapter(Payload)


class UnknownEvent(Unavailable):
    """The log holds what this release does not know: stop, a newer release wrote it."""

    def __init__(self, name: str, version: int) -> None:
        text = f"the log holds {name} version {version}, which this release cannot read"
        super().__init__("newer-release", text)


@dataclass(frozen=True, slots=True)
class Stored:
    name: str
    version: int
    payload: bytes


def encode(event: DossierEvent) -> Stored:
    name, version = NEWEST[type(event)]
    return Stored(name, version, event.__pydantic_serializer__.to_json(event))


def decode(name: str, version: int, payload: bytes) -> DossierEvent:
    """Read a stored payload of any version ever released; raises UnknownEvent."""
    return reader(name, version)(payload)


@cache
def reader(name: str, version: int) -> Callable[[bytes], DossierEvent]:
    """Give what reads payloads of a stored name and version; raises UnknownEvent."""
    kind = STORED_NAMES.get((name, version))
    if kind is None:
        raise UnknownEvent(name, version)
    parse = kind.__pydantic_validator__.validate_json
    if (name, version) not in UPCASTERS:
        return parse
    return lambda payload: parse(upcast(Stored(name, version, payload)).payload)


def upcast(stored: Stored) -> Stored:
    """Make an old payload new before it is parsed; a payload of today is left untouched."""
    while step := UPCASTERS.get((stored.name, stored.version)):
        payload = PAYLOAD.dump_json(step(PAYLOAD.validate_json(stored.payload)))
        stored = Stored(stored.name, stored.version + 1, payload)
    return stored
