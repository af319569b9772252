"""Every endpoint of the system, as data. Read this file to know the API."""

from api.arranged import Arranged, Samples, SamplesAsked, samples
from api.arranged import municipality as municipality_answer
from api.dossiers import account_answer, by_day, view
from api.kroner import shape_in_kroner
from api.late import Overdue
from api.lists import listed, page_of
from api.overdue import OverdueAsked, overdue
from api.parameters import AppliesOn, Fresh
from api.reports import (
    Projections,
    UnfinishedAsked,
    UnfinishedTasks,
    projections,
    unfinished_tasks,
)
from api.route import CommandRoute, QueryRoute
from api.tables import lines_shape, report
from api.views.absence import absence
from api.views.account import AccountShape
from api.views.duration import duration
from api.views.entitlement import entitlement
from api.views.explanation import explanations
from api.views.hearings import hearings
from api.views.history import history
from api.views.journal import journal
from api.views.overview import overview
from api.views.payments import payments
from api.views.tasks import tasks
from api.waiting import Undecided, UndecidedAsked, undecided
from api.work_route import WorkRoute
from api.working import (
    AllDone,
    AssignTasks,
    ReleaseTasks,
    Taken,
    TakeNextTask,
    assign_many,
    release_many,
    take_next,
)
from domain.case import commands as case
from domain.dossier import commands as whole
from domain.municipality import commands as municipality
from domain.payment import commands as payment
from domain.run import commands as run
from domain.task import commands as task
from projections.case_file.v1.query import CaseFile, Entry
from projections.case_overview.v1.query import CaseLine, OneCase, SearchCases
from projections.payment_list.v1.query import PaymentLine, PaymentList
from projections.payment_list.v1.reports import (
    Correction,
    Corrections,
    KeptBack,
    PaymentsKeptBack,
)
from projections.payment_list.v1.runs_query import RunLine, RunList
from projections.run_summaries.v1.query import RunSummaries, SummaryLine
from projections.statistics.v1.reports import (
    Automated,
    Automation,
    AutomationStops,
    NewCase,
    NewCases,
    PaidWeek,
    PaymentsByWeek,
    Stop,
    TasksDone,
    TaskStatistics,
    TaskWork,
)
from projections.task_queue.v1.counts import CountTasks, TaskCounts
from projections.task_queue.v1.query import TaskLine, TaskQueue
from projections.task_queue.v1.unfinished import (
    UnfinishedByMonth,
    UnfinishedByType,
    UnfinishedInMonth,
    UnfinishedOfType,
)
from projections.write_offs.v1.query import WriteOff, WriteOffs

CASE, TASK = "/cases/{case_id}", "/cases/{case_id}/tasks/{task_id}"
PAYMENT, RUN = "/cases/{case_id}/payments/{payment_id}", "/runs/{run_id}"

COMMANDS = (
    CommandRoute("/cases", case.ReportAbsence, status=201),
    CommandRoute(f"{CASE}/employments", case.RegisterEmployment),
    CommandRoute(f"{CASE}/wages", case.RegisterWage),
    CommandRoute(f"{CASE}/circumstances", case.RegisterCircumstances),
    CommandRoute(f"{CASE}/refund-requests", case.RequestRefund),
    CommandRoute(f"{CASE}/applications", case.ApplyForBenefit),
    CommandRoute(f"{CASE}/information-forms", case.ReceiveInformationForm),
    CommandRoute(f"{CASE}/assessed-causes", case.AssessSicknessCause),
    CommandRoute(f"{CASE}/remarks", case.RegisterRemarks),
    CommandRoute(f"{CASE}/dispensations", case.GiveDispensation),
    CommandRoute(f"{CASE}/first-day-of-absence", case.CorrectFirstDayOfAbsence),
    CommandRoute(f"{CASE}/withdrawal", case.WithdrawReport),
    CommandRoute(f"{CASE}/recovery", case.ReportRecovery),
    CommandRoute(f"{CASE}/expected-recovery", case.RegisterExpectedRecovery),
    CommandRoute(f"{CASE}/partial-resumptions", case.RegisterPartialResumption),
    CommandRoute(f"{CASE}/holidays", case.RegisterHoliday),
    CommandRoute(f"{CASE}/withdrawn-registrations", case.WithdrawRegistration),
    CommandRoute(f"{CASE}/hearings", case.StartHearing),
    CommandRoute(f"{CASE}/hearing-answers", case.RegisterHearingAnswer),
    CommandRoute(f"{CASE}/lack-of-cooperation", case.RegisterLackOfCooperation),
    CommandRoute(f"{CASE}/right-of-regret", case.UseRightOfRegret),
    CommandRoute(f"{CASE}/extensions", case.ExtendBenefit),
    CommandRoute(f"{CASE}/grant", case.GrantBenefit),
    CommandRoute(f"{CASE}/rejection", case.RejectClaim),
    CommandRoute(f"{CASE}/end", case.EndBenefit),
    CommandRoute(f"{CASE}/end-withdrawal", case.WithdrawEnd),
    CommandRoute(f"{CASE}/recalculation", case.RecalculateBenefit),
    CommandRoute(f"{CASE}/write-offs", case.WriteOffRefund),
    CommandRoute(f"{CASE}/write-off-reversals", case.ReverseWriteOff),
    CommandRoute(f"{CASE}/marks", case.MarkCase),
    CommandRoute(f"{CASE}/mark-removals", case.RemoveMark),
    CommandRoute(f"{CASE}/automation-stop", case.StopAutomation),
    CommandRoute(f"{CASE}/automation-resumption", case.ResumeAutomation),
    CommandRoute(f"{CASE}/automation-refusals", case.RecordRefusals),
    CommandRoute(f"{CASE}/notes", case.AddNote),
    CommandRoute(f"{CASE}/cancellation", case.CancelCase),
    CommandRoute(f"{CASE}/closure", case.CloseCase),
    CommandRoute(f"{CASE}/passed-deadlines", whole.WatchDeadlines),
    CommandRoute(f"{CASE}/reassessment", whole.WatchReassessment),
    CommandRoute(f"{CASE}/tasks", task.OpenTask),
    CommandRoute(f"{TASK}/assignment", task.AssignTask),
    CommandRoute(f"{TASK}/release", task.ReleaseTask),
    CommandRoute(f"{TASK}/hold", task.HoldTask),
    CommandRoute(f"{TASK}/resumption", task.ResumeTask),
    CommandRoute(f"{TASK}/comments", task.CommentTask),
    CommandRoute(f"{TASK}/solution", task.SolveTask),
    CommandRoute(f"{TASK}/cancellation", task.CancelTask),
    CommandRoute(f"{TASK}/reopening", task.ReopenTask),
    CommandRoute(f"{CASE}/payments", payment.OrderPayment),
    CommandRoute(f"{PAYMENT}/offset", payment.OffsetPayment),
    CommandRoute(f"{PAYMENT}/repayment", payment.RegisterRepayment),
    CommandRoute(f"{PAYMENT}/waiver", payment.WaiveClaim),
    CommandRoute(f"{PAYMENT}/hold", payment.HoldPayment),
    CommandRoute(f"{PAYMENT}/release", payment.ReleasePayment),
    CommandRoute(f"{PAYMENT}/approval", payment.ApprovePayment),
    CommandRoute(f"{PAYMENT}/inclusion", payment.IncludePayment),
    CommandRoute(f"{PAYMENT}/exclusion", payment.ExcludePayment),
    CommandRoute(f"{PAYMENT}/sending", payment.SendPayment),
    CommandRoute(f"{PAYMENT}/settlement", payment.SettlePayment),
    CommandRoute(f"{PAYMENT}/return", payment.ReturnPayment),
    CommandRoute(f"{PAYMENT}/failure", payment.FailPayment),
    CommandRoute(f"{PAYMENT}/cancellation", payment.CancelPayment),
    CommandRoute("/runs", run.PrepareRun, status=201),
    CommandRoute(f"{RUN}/closure", run.CloseRun),
    CommandRoute(f"{RUN}/approval", run.ApproveRun),
    CommandRoute(f"{RUN}/sending", run.SendRun),
    CommandRoute(f"{RUN}/reconciliation", run.ReconcileRun),
    CommandRoute(f"{RUN}/summaries", run.FinishRun),
    CommandRoute("/municipality/task-priority", municipality.SetTaskPriority),
    CommandRoute("/municipality/task-watches", municipality.SetTaskWatch),
    CommandRoute("/municipality/cut-off", municipality.SetCutOff),
    CommandRoute("/municipality/offset", municipality.SetOffset),
    CommandRoute("/municipality/four-eyes", municipality.RequireFourEyes),
    CommandRoute("/municipality/four-eyes-lifting", municipality.LiftFourEyes),
    CommandRoute("/municipality/samples", municipality.DrawSample),
    CommandRoute("/municipality/sample-results", municipality.RecordSampleResult),
    CommandRoute("/municipality/closed-months", municipality.CloseMonth),
)

WORK = (
    WorkRoute("/tasks/next", TakeNextTask, Taken, take_next),
    WorkRoute("/tasks/assignments", AssignTasks, AllDone, assign_many),
    WorkRoute("/tasks/releases", ReleaseTasks, AllDone, release_many),
)

QUERIES = (
    listed("/cases", "SearchCases", SearchCases, page_of(CaseLine)),
    listed("/tasks", "Tasks", TaskQueue, page_of(TaskLine)),
    listed("/tasks/counts", "TaskCounts", CountTasks, TaskCounts, personal=False),
    listed("/payments", "Payments", PaymentList, page_of(PaymentLine)),
    listed("/runs", "Runs", RunList, page_of(RunLine), personal=False),
    listed("/run-summaries", "RunSummaries", RunSummaries, page_of(SummaryLine), personal=False),
    QueryRoute(
        "/reports/unfinished-tasks",
        "UnfinishedTasks",
        unfinished_tasks,
        UnfinishedTasks,
        UnfinishedAsked,
        read_model=True,
        personal=False,
    ),
    QueryRoute(
        "/municipality", "Municipality", municipality_answer, Arranged, Fresh, personal=False
    ),
    QueryRoute(
        "/samples", "Samples", samples, Samples, SamplesAsked, read_model=True, personal=False
    ),
    report(
        "/reports/unfinished-tasks/by-month",
        "UnfinishedByMonth",
        UnfinishedByMonth,
        UnfinishedInMonth,
    ),
    report(
        "/reports/unfinished-tasks/by-type", "UnfinishedByType", UnfinishedByType, UnfinishedOfType
    ),
    QueryRoute(
        "/reports/undecided-cases",
        "UndecidedCases",
        undecided,
        lines_shape(Undecided, paged=True),
        UndecidedAsked,
        read_model=True,
        csv=True,
    ),
    QueryRoute(
        "/reports/overdue",
        "Overdue",
        overdue,
        lines_shape(Overdue, paged=True),
        OverdueAsked,
        read_model=True,
        csv=True,
    ),
    report("/reports/kept-back", "PaymentsKeptBack", PaymentsKeptBack, KeptBack, personal=True),
    report("/reports/write-offs", "WriteOffs", WriteOffs, WriteOff, personal=True),
    report("/reports/corrections", "Corrections", Corrections, Correction),
    report("/reports/new-cases", "NewCases", NewCases, NewCase),
    report("/reports/tasks", "TasksDone", TasksDone, TaskWork),
    report("/reports/task-statistics", "TaskStatistics", TaskStatistics, TaskWork),
    report("/reports/automation", "Automation", Automation, Automated),
    report("/reports/automation-stops", "AutomationStops", AutomationStops, Stop),
    report("/reports/payments", "PaymentsByWeek", PaymentsByWeek, PaidWeek),
    QueryRoute("/projections", "Projections", projections, Projections, Fresh, personal=False),
    listed(f"{CASE}/line", "CaseLine", OneCase, shape_in_kroner(CaseLine)),
    listed(f"{CASE}/timeline", "Timeline", CaseFile, page_of(Entry)),
    by_day(view(CASE, "CaseOverview", overview)),
    by_day(view(f"{CASE}/overview", "Overview", overview)),
    by_day(view(f"{CASE}/absence", "Absence", absence)),
    by_day(view(f"{CASE}/entitlement", "Entitlement", entitlement)),
    by_day(view(f"{CASE}/duration", "Duration", duration, computes=True)),
    QueryRoute(f"{CASE}/account", "Account", account_answer, AccountShape, AppliesOn),
    by_day(view(f"{CASE}/explanation", "Explanation", explanations, computes=True)),
    by_day(view(f"{CASE}/payments", "CasePayments", payments)),
    view(f"{CASE}/tasks", "CaseTasks", tasks),
    by_day(view(f"{CASE}/hearings", "Hearings", hearings)),
    view(f"{CASE}/journal", "Journal", journal),
    view(f"{CASE}/history", "History", history, even_erased=True),
)
