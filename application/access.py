"""Who may do what: the competence that each command needs, and how it may be asked."""

from collections.abc import Collection, Mapping, Sequence

from application.competences import MAY, Competence
from domain.case import commands as case
from domain.case.events import AbsenceReported, CaseMarked, MarkRemoved
from domain.case.kinds import EndReason, Mark
from domain.dossier import commands as whole
from domain.dossier.dossier import DossierCommand, Recorded
from domain.municipality import commands as municipality
from domain.payment import commands as payment
from domain.run import commands as run
from domain.shared.envelope import Actor, Role
from domain.shared.errors import NotAuthorised
from domain.task import commands as task
from domain.task.types import TASK_TYPES, Created

NEEDS: Mapping[type[DossierCommand], Competence] = {
    case.ReportAbsence: Competence.NOTIFY,
    case.RegisterEmployment: Competence.NOTIFY,
    case.RegisterWage: Competence.NOTIFY,
    case.RegisterCircumstances: Competence.TELL,
    case.RequestRefund: Competence.NOTIFY,
    case.ApplyForBenefit: Competence.ANSWER,
    case.ReceiveInformationForm: Competence.ANSWER,
    case.AssessSicknessCause: Competence.DECIDE,
    case.RegisterRemarks: Competence.ANSWER,
    case.GiveDispensation: Competence.DECIDE,
    case.CorrectFirstDayOfAbsence: Competence.NOTIFY,
    case.WithdrawReport: Competence.NOTIFY,
    case.ReportRecovery: Competence.TELL,
    case.RegisterExpectedRecovery: Competence.TELL,
    case.RegisterPartialResumption: Competence.TELL,
    case.RegisterHoliday: Competence.TELL,
    case.WithdrawRegistration: Competence.DECIDE,
    case.StartHearing: Competence.FOLLOW_UP,
    case.RegisterHearingAnswer: Competence.TELL,
    case.RegisterLackOfCooperation: Competence.FOLLOW_UP,
    case.UseRightOfRegret: Competence.TELL,
    case.ExtendBenefit: Competence.FOLLOW_UP,
    case.GrantBenefit: Competence.DECIDE,
    case.RejectClaim: Competence.DECIDE,
    case.EndBenefit: Competence.END,
    case.WithdrawEnd: Competence.DECIDE,
    case.RecalculateBenefit: Competence.DECIDE,
    case.WriteOffRefund: Competence.DECIDE,
    case.ReverseWriteOff: Competence.DECIDE,
    case.MarkCase: Competence.KEEP,
    case.RemoveMark: Competence.KEEP,
    case.StopAutomation: Competence.STEER,
    case.ResumeAutomation: Competence.STEER,
    case.RecordRefusals: Competence.RUN,
    case.AddNote: Competence.KEEP,
    case.CancelCase: Competence.DECIDE,
    case.CloseCase: Competence.CLOSE,
    task.OpenTask: Competence.OPEN_TASKS,
    task.AssignTask: Competence.WORK_ON_TASKS,
    task.ReleaseTask: Competence.WORK_ON_TASKS,
    task.HoldTask: Competence.WORK_ON_TASKS,
    task.ResumeTask: Competence.WORK_ON_TASKS,
    task.CommentTask: Competence.WORK_ON_TASKS,
    task.SolveTask: Competence.WORK_ON_TASKS,
    task.CancelTask: Competence.WORK_ON_TASKS,
    task.ReopenTask: Competence.WORK_ON_TASKS,
    payment.OrderPayment: Competence.PAY,
    payment.OffsetPayment: Competence.PAY,
    payment.RegisterRepayment: Competence.PAY,
    payment.WaiveClaim: Competence.PAY,
    payment.HoldPayment: Competence.PAY,
    payment.ReleasePayment: Competence.PAY,
    payment.ApprovePayment: Competence.PAY,
    payment.CancelPayment: Competence.PAY,
    payment.IncludePayment: Competence.RUN,
    payment.ExcludePayment: Competence.PAY,
    payment.SendPayment: Competence.RUN,
    payment.SettlePayment: Competence.RUN,
    payment.ReturnPayment: Competence.RUN,
    payment.FailPayment: Competence.RUN,
    whole.WatchDeadlines: Competence.RUN,
    whole.WatchReassessment: Competence.RUN,
    run.PrepareRun: Competence.PREPARE_RUNS,
    run.CloseRun: Competence.RUN,
    run.ApproveRun: Competence.APPROVE_RUNS,
    run.SendRun: Competence.RUN,
    run.ReconcileRun: Competence.RUN,
    run.FinishRun: Competence.RUN,
    municipality.SetTaskPriority: Competence.ARRANGE,
    municipality.SetTaskWatch: Competence.ARRANGE,
    municipality.SetCutOff: Competence.ARRANGE,
    municipality.SetOffset: Competence.ARRANGE,
    municipality.RequireFourEyes: Competence.ARRANGE,
    municipality.LiftFourEyes: Competence.ARRANGE,
    municipality.DrawSample: Competence.RUN,
    municipality.RecordSampleResult: Competence.WORK_ON_TASKS,
    municipality.CloseMonth: Competence.RUN,
}

# Decisions of a person, made on what the person saw: they carry If-Match.
ON_SIGHT: frozenset[type[DossierCommand]] = frozenset(
    {
        case.GrantBenefit,
        case.RejectClaim,
        case.EndBenefit,
        case.WithdrawEnd,
        case.RecalculateBenefit,
        case.WriteOffRefund,
        case.ReverseWriteOff,
        case.AssessSicknessCause,
        case.GiveDispensation,
        case.WithdrawRegistration,
        case.CancelCase,
        case.CloseCase,
        task.SolveTask,
        task.CancelTask,
        task.ReopenTask,
        payment.OffsetPayment,
        payment.WaiveClaim,
        payment.ReleasePayment,
        payment.ApprovePayment,
        payment.CancelPayment,
        run.ApproveRun,
    }
)
HIDING = frozenset({Mark.OWN_EMPLOYEE, Mark.PROTECTED_IDENTITY})
PEOPLE = frozenset({Role.CASE_WORKER, Role.MANAGER, Role.LOCAL_ADMINISTRATOR})

# Queries without a citizen in them; every other query needs SEE.
SEES: Mapping[str, Competence] = {
    "Projections": Competence.OPERATE,
    "TaskStatistics": Competence.OPERATE,
}


def require(actor: Actor, competence: Competence) -> None:
    if competence not in MAY[actor.role]:
        raise NotAuthorised(f"this needs the competence {competence}")


def require_for(actor: Actor, command: type[DossierCommand]) -> None:
    require(actor, NEEDS[command])


def require_to_see(actor: Actor, query: str) -> None:
    require(actor, SEES.get(query, Competence.SEE))


def require_sight_of(actor: Actor, recorded: Sequence[Recorded]) -> None:
    """Show a hidden case only to those who may see it; `recorded` is all of its dossier."""
    standing: set[Mark] = set()
    for each in recorded:
        match each.event:
            case AbsenceReported(protected=True):
                standing.add(Mark.PROTECTED_IDENTITY)
            case CaseMarked(mark=mark):
                standing.add(mark)
            case MarkRemoved(mark=mark):
                standing.discard(mark)
            case _:
                pass
    require_sight_through(actor, standing)


def require_sight_through(actor: Actor, marks: Collection[Mark]) -> None:
    if HIDING.intersection(marks):
        require(actor, Competence.SEE_OWN_EMPLOYEES)


def as_asked(command: DossierCommand, actor: Actor) -> DossierCommand:
    """Give the command as this actor may ask it: who asks decides what is by hand and by rule."""
    require_for(actor, type(command))
    match command:
        case task.OpenTask():
            return opening(command, actor)
        case case.GrantBenefit(by_rule=True) | payment.ApprovePayment(by_rule=True):
            if actor.role is not Role.MACHINE:
                raise NotAuthorised("by rule decides the machine")
        case payment.OrderPayment() if command.run_id:
            require(actor, Competence.RUN)
        case case.EndBenefit() if actor.role is Role.JOB_CENTRE:
            if command.reason is not EndReason.JOB_CENTRE:
                raise NotAuthorised("the job centre ends benefit for its own reason")
        case _:
            pass
    return command


def opening(command: task.OpenTask, actor: Actor) -> task.OpenTask:
    """People open by hand; other systems open what their messages are about, nothing else."""
    if actor.role in PEOPLE:
        return command.model_copy(update={"by_hand": True, "of_claim": False})
    kind = TASK_TYPES.get(command.type)
    if kind and actor.role is not Role.MACHINE and Created.INBOUND not in kind.created:
        raise NotAuthorised("another system does not open this type of task")
    return command.model_copy(update={"by_hand": False, "of_claim": False})
