"""Ordinary commands about Anne's tasks, payments and their run."""

from datetime import date
from uuid import uuid5

from domain.case.commands import WithdrawEnd
from domain.payment import commands as pay
from domain.run import commands as run
from domain.run.events import RunKind
from domain.run.states import run_id
from domain.shared.envelope import ActorId, CaseId, PaymentId, TaskId
from domain.shared.money import Money
from domain.task import commands as work
from domain.task.outcomes import Outcome
from tests.support.examples import CASE, CVR, MUNICIPALITY, TODAY, day

WEEKS = tuple(date(2020, 6, monday) for monday in (1, 8, 15, 22))  # paid in June
RUN = run_id(MUNICIPALITY, TODAY, RunKind.WEEKLY)
RUN_DOSSIER = CaseId(RUN)
SUM = "0" * 64


def task_id(type_: str, cause: str, number: int = 0) -> TaskId:
    return TaskId(uuid5(CASE, f"{type_}/{cause}/{number}"))


CHECK = "check_case_blocking"
CHECK_ID = task_id(CHECK, "a neighbour called")
FORM_ID = task_id("information_form_other_cause", "form of 2020-05-06")


def open_task(type_: str = CHECK, cause: str = "a neighbour called") -> work.OpenTask:
    return work.OpenTask(type=type_, cause=cause)


def assign_task(to: str = "berit", task: TaskId = CHECK_ID) -> work.AssignTask:
    return work.AssignTask(task_id=task, to=ActorId(to))


def release_task(task: TaskId = CHECK_ID) -> work.ReleaseTask:
    return work.ReleaseTask(task_id=task)


def hold_task(until: date = date(2020, 7, 10), task: TaskId = CHECK_ID) -> work.HoldTask:
    return work.HoldTask(task_id=task, until=until, reason="venter på lægen")


def resume_task(task: TaskId = CHECK_ID) -> work.ResumeTask:
    return work.ResumeTask(task_id=task)


def comment_task(text: str = "ringet", task: TaskId = CHECK_ID) -> work.CommentTask:
    return work.CommentTask(task_id=task, text=text)


def solve_task(task: TaskId = CHECK_ID, outcome: Outcome = Outcome.DONE) -> work.SolveTask:
    return work.SolveTask(task_id=task, outcome=outcome)


def cancel_task(task: TaskId = CHECK_ID) -> work.CancelTask:
    return work.CancelTask(task_id=task, reason="ikke nødvendig")


def reopen_task(task: TaskId = CHECK_ID) -> work.ReopenTask:
    return work.ReopenTask(task_id=task, reason="ny oplysning")


def payment_id(monday: date = WEEKS[0], payee: str = CVR, number: int = 0) -> PaymentId:
    return PaymentId(uuid5(CASE, f"{payee}/{monday}/{number}"))


FIRST_PAYMENT = payment_id()


def order_payment(until: date = date(2020, 6, 28)) -> pay.OrderPayment:
    return pay.OrderPayment(until=until)


def hold_payment(payment: PaymentId = FIRST_PAYMENT, until: date | None = None) -> pay.HoldPayment:
    return pay.HoldPayment(payment_id=payment, reason="undersøges", until=until)


def release_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.ReleasePayment:
    return pay.ReleasePayment(payment_id=payment)


def approve_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.ApprovePayment:
    return pay.ApprovePayment(payment_id=payment)


def include_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.IncludePayment:
    return pay.IncludePayment(payment_id=payment, run_id=RUN)


def exclude_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.ExcludePayment:
    return pay.ExcludePayment(payment_id=payment, run_id=RUN, reason="venter")


def send_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.SendPayment:
    return pay.SendPayment(payment_id=payment, run_id=RUN, file="run.csv")


def settle_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.SettlePayment:
    return pay.SettlePayment(payment_id=payment, settled_on=TODAY)


def return_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.ReturnPayment:
    return pay.ReturnPayment(payment_id=payment, returned_on=TODAY, reason="konto lukket")


def fail_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.FailPayment:
    return pay.FailPayment(payment_id=payment, failed_on=TODAY, reason="ukendt konto")


def cancel_payment(payment: PaymentId = FIRST_PAYMENT) -> pay.CancelPayment:
    return pay.CancelPayment(payment_id=payment, reason="fejl")


def prepare_run(*, four_eyes: bool = False) -> run.PrepareRun:
    return run.PrepareRun(
        kind=RunKind.WEEKLY, prepared_on=TODAY, pay_until=day("06-28"), four_eyes=four_eyes
    )


def close_run(control_sum: str = SUM, payments: int = 4) -> run.CloseRun:
    return run.CloseRun(payments=payments, total=Money(1_552_224), control_sum=control_sum)


def approve_run(control_sum: str = SUM) -> run.ApproveRun:
    return run.ApproveRun(control_sum=control_sum)


def send_run() -> run.SendRun:
    return run.SendRun(file="run.csv")


def reconcile_run(settled: int = 4) -> run.ReconcileRun:
    return run.ReconcileRun(
        control_sum=SUM, settled=settled, returned=0, failed=0, total_settled=Money(1_552_224)
    )


def finish_run(name: str = "nightly", on: date = TODAY, done: int = 3) -> run.FinishRun:
    return run.FinishRun(name=name, day=on, done=done)


def withdraw_end() -> WithdrawEnd:
    return WithdrawEnd(reason="en anden end hende")
