"""A story in which every command succeeds, told over HTTP by those who may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from httpx2 import Response

from api.routes import COMMANDS
from application.access import ON_SIGHT, PEOPLE
from domain.shared.envelope import Role
from tests.support import bodies

ROUTES = {route.name: route for route in COMMANDS}
Send = Callable[[str, str, Mapping[str, object], str, str | None], Response]
Body = dict[str, object]
MACHINE, MANAGER, WORKER = Role.MACHINE, Role.MANAGER, Role.CASE_WORKER
NEMREFUSION, CITIZEN = Role.NEMREFUSION, Role.CITIZEN_SERVICE
CONTROL_SUM = "sum"
MONTHS = ("2019-10", "2019-11", "2019-12", "2020-01", "2020-02", "2020-03")


@dataclass
class Story:
    """`send`: operation, path, body, role and If-Match to an answer; `get`: a view as JSON."""

    send: Send
    get: Callable[[str], Any]
    versions: dict[str, int] = field(default_factory=dict[str, int])  # of runs, as answered
    done: list[str] = field(default_factory=list[str])

    def do(self, name: str, role: str = WORKER, body: Body | None = None, /, **ids: str) -> Any:  # noqa: ANN401 the answer as JSON
        route = ROUTES[name]
        sight = self.sight(ids) if route.command in ON_SIGHT and role in PEOPLE else None
        sent = bodies.EXAMPLES[name] if body is None else body
        answer = self.send(name, route.path.format(**ids), sent, role, sight)
        assert answer.status_code < 300, f"{name}: {answer.text}"
        self.done.append(name)
        told = answer.json()
        if route.dossier == "run_id":
            self.versions[told["run_id"]] = told["version"]
        return told

    def sight(self, ids: Mapping[str, str]) -> str:
        """Give what a person has seen: the version of the case, or of the run."""
        if "case_id" not in ids:
            return f'"{self.versions[ids["run_id"]]}"'
        case = self.get("/cases/" + ids["case_id"])
        return f'"{case["version"]}"'

    def report(self, cpr: str) -> str:
        told = self.do("ReportAbsence", NEMREFUSION, bodies.absence(cpr=cpr))
        return str(told["case_id"])


def tell(story: Story) -> str:
    """Play cases that are reported, worked on, granted, paid, refused, cancelled and closed.

    Gives the id of the one that went all the way.
    """
    case = story.report(bodies.CPR)
    inform(story, case)
    keep(story, case)
    work(story, case)
    decide(story, case)
    pay(story, case)
    claim_back(story, case)
    finish(story, case)
    arrange(story)
    return case


def inform(story: Story, case: str) -> None:
    for name in ("RegisterEmployment", "RegisterWage", "RequestRefund"):
        story.do(name, NEMREFUSION, case_id=case)
    story.do("CorrectFirstDayOfAbsence", NEMREFUSION, case_id=case)
    for name in ("ApplyForBenefit", "ReceiveInformationForm", "RegisterRemarks"):
        story.do(name, CITIZEN, case_id=case)
    story.do("RegisterExpectedRecovery", CITIZEN, case_id=case)
    months: Body = {"monthly_hours": [{"month": month, "hours": "160"} for month in MONTHS]}
    story.do("RegisterCircumstances", WORKER, months, case_id=case)
    for name in ("AssessSicknessCause", "GiveDispensation"):
        story.do(name, case_id=case)


def keep(story: Story, case: str) -> None:
    story.do("RecordRefusals", MACHINE, case_id=case)
    for name in ("MarkCase", "RemoveMark", "StopAutomation", "ResumeAutomation", "AddNote"):
        story.do(name, case_id=case)


def work(story: Story, case: str) -> None:
    opened = story.do("OpenTask", case_id=case)
    ids = {"case_id": case, "task_id": str(opened["task_id"])}
    for name in ("AssignTask", "HoldTask", "ResumeTask", "CommentTask", "ReleaseTask"):
        story.do(name, **ids)
    story.do("SolveTask", WORKER, {"outcome": "done"}, **ids)
    story.do("ReopenTask", **ids)
    story.do("CancelTask", **ids)
    solve_all(story, case)


def solve_all(story: Story, case: str) -> None:
    """Solve what is open, so that nothing holds the case back."""
    for task in story.get(f"/cases/{case}/tasks")["tasks"]:
        if task["status"] == "open":
            story.do("CancelTask", case_id=case, task_id=task["task_id"])


def decide(story: Story, case: str) -> None:
    story.do("GrantBenefit", case_id=case)
    for name in ("RegisterHoliday", "RegisterPartialResumption"):
        story.do(name, case_id=case)
    for name in ("WithdrawRegistration", "RegisterHoliday"):
        story.do(name, case_id=case)
    for name in ("StartHearing", "RegisterHearingAnswer", "RegisterLackOfCooperation"):
        story.do(name, case_id=case)
    story.do("RegisterLackOfCooperation", WORKER, {"from_day": "2020-07-06"}, case_id=case)
    story.do("UseRightOfRegret", case_id=case)
    story.do("ExtendBenefit", case_id=case)
    solve_all(story, case)
    for name in ("RecalculateBenefit", "WriteOffRefund", "ReverseWriteOff"):
        story.do(name, case_id=case)
    for name in ("WatchDeadlines", "WatchReassessment"):
        story.do(name, MACHINE, case_id=case)


def pay(story: Story, case: str) -> None:
    story.do("OrderPayment", WORKER, {"until": "2020-07-05"}, case_id=case)
    solve_all(story, case)
    found = story.get(f"/cases/{case}/payments")["payments"]
    payments = [{"case_id": case, "payment_id": one["payment_id"]} for one in found]
    for name in ("HoldPayment", "ReleasePayment", "ApprovePayment"):
        story.do(name, **payments[0])
    story.do("CancelPayment", **payments[3])
    run = str(story.do("PrepareRun", MACHINE)["run_id"])
    send(story, run, payments[:3])
    answers = ("SettlePayment", "ReturnPayment", "FailPayment")
    for name, payment in zip(answers, payments[:3], strict=True):
        story.do(name, MACHINE, **payment)
    story.do("ReconcileRun", MACHINE, reconciled(), run_id=run)
    story.do("FinishRun", MACHINE, run_id=run)


def claim_back(story: Story, case: str) -> None:
    """Hear about what was paid too much; keep some of a payment, take some back, waive the rest."""
    story.do("SetOffset", MANAGER)
    lower: Body = {**bodies.EXAMPLES["RegisterWage"], "hourly_wage": "80.00"}
    story.do("RegisterWage", NEMREFUSION, lower, case_id=case)
    story.do("OrderPayment", WORKER, {"until": "2020-07-05"}, case_id=case)
    heard: Body = {"about": "repayment", "started_on": "2020-07-05", "deadline": "2020-07-05"}
    story.do("StartHearing", WORKER, heard, case_id=case)
    answer: Body = {"about": "repayment", "answered_on": "2020-07-05", "accepted": False}
    story.do("RegisterHearingAnswer", WORKER, answer, case_id=case)
    solve_all(story, case)
    found = story.get(f"/cases/{case}/payments")["payments"]
    claim = next(one for one in found if one["kind"] == "repayment_claim")
    ids = {"case_id": case, "payment_id": str(claim["payment_id"])}
    story.do("ApprovePayment", WORKER, {}, **ids)
    coming = next(one for one in found if one["status"] == "approved")
    kept: Body = {"claim_id": claim["payment_id"]}
    story.do("OffsetPayment", WORKER, kept, case_id=case, payment_id=str(coming["payment_id"]))
    story.do("RegisterRepayment", **ids)
    story.do("WaiveClaim", **ids)
    solve_all(story, case)


def send(story: Story, run: str, payments: list[dict[str, str]]) -> None:
    one: Body = {"run_id": run}
    for payment in payments[1:]:
        story.do("ApprovePayment", **payment)
    for payment in payments:
        story.do("IncludePayment", MACHINE, one, **payment)
    story.do("ExcludePayment", MANAGER, {**one, "reason": "kontrol"}, **payments[0])
    story.do("IncludePayment", MACHINE, one, **payments[0])
    closing: Body = {"payments": 3, "total": {"oere": 1}, "control_sum": CONTROL_SUM}
    story.do("CloseRun", MACHINE, closing, run_id=run)
    story.do("ApproveRun", MANAGER, {"control_sum": CONTROL_SUM}, run_id=run)
    for payment in payments:
        story.do("SendPayment", MACHINE, {**one, "file": "fil"}, **payment)
    story.do("SendRun", MACHINE, run_id=run)


def reconciled() -> Body:
    answered: Body = {"settled": 1, "returned": 1, "failed": 1, "total_settled": {"oere": 1}}
    return {**answered, "control_sum": CONTROL_SUM}


def finish(story: Story, case: str) -> None:
    story.do("ReportRecovery", NEMREFUSION, case_id=case)
    story.do("WithdrawReport", NEMREFUSION, case_id=case)
    story.do("EndBenefit", case_id=case)
    earlier: Body = {"last_day_with_right": "2020-06-08", "reason": "job_centre"}
    story.do("EndBenefit", WORKER, earlier, case_id=case)
    story.do("WithdrawEnd", case_id=case)
    story.do("RejectClaim", case_id=story.report("1605731234"))
    cancelled = story.report("1705731234")
    story.do("CancelCase", case_id=cancelled)
    solve_all(story, cancelled)
    story.do("CloseCase", case_id=cancelled)


def arrange(story: Story) -> None:
    for name in ("SetTaskPriority", "SetTaskWatch", "SetCutOff", "SetOffset"):
        story.do(name, MANAGER)
    for name in ("RequireFourEyes", "LiftFourEyes"):
        story.do(name, Role.LOCAL_ADMINISTRATOR)
    story.do("DrawSample", MACHINE)
    story.do("RecordSampleResult", WORKER)
    story.do("CloseMonth", MACHINE)
