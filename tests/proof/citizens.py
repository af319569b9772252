"""Invented citizens and what is told about each of them."""

from collections.abc import Iterator
from itertools import count

from domain.shared.envelope import Role
from tests.proof.sending import Command, Sender
from tests.support import bodies

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def nobody(number: int) -> str:
    """Write a CPR number that belongs to nobody: its check digit fails, no birth on 1 January."""
    day, month, year = number % 27 + 2, number // 27 % 12 + 1, 60 + number // 324 % 30
    for serial in count(1000 + number):
        cpr = f"{day:02}{month:02}{year:02}{serial:04}"
        if sum(int(digit) * weight for digit, weight in zip(cpr, WEIGHTS, strict=True)) % 11:
            return cpr
    raise AssertionError


def told(sender: Sender, number: int) -> str:
    """Tell of an absence all that its decision needs; every third cause has to be looked at."""
    report = bodies.absence(cpr=nobody(number), name=f"Borger {number}")
    case = str(sender.do(Command("/cases", report, Role.NEMREFUSION))["case_id"])
    for command in facts(case, number):
        sender.do(command)
    if number % 3 == 0:
        solve(sender, case)
    return case


def facts(case: str, number: int) -> Iterator[Command]:
    cause = "other" if number % 3 == 0 else "broken_limb"
    refund = {"cvr": bodies.EMPLOYER, "requested_on": "2020-05-06"}
    yield Command(f"/cases/{case}/employments", bodies.employment(), Role.NEMREFUSION)
    yield Command(f"/cases/{case}/wages", bodies.wage(), Role.NEMREFUSION)
    yield Command(f"/cases/{case}/notes", {"text": "Før formular"}, Role.CASE_WORKER)
    yield Command(
        f"/cases/{case}/information-forms", bodies.form(cause=cause), Role.CITIZEN_SERVICE
    )
    yield Command(f"/cases/{case}/refund-requests", refund, Role.NEMREFUSION)


def solve(sender: Sender, case: str) -> None:
    """Approve the cause; the task that held the decision back is solved."""
    (task,) = sender.get(f"/cases/{case}/tasks")["tasks"]
    path = f"/cases/{case}/tasks/{task['task_id']}/solution"
    sender.do(Command(path, {"outcome": "approved"}, Role.CASE_WORKER, sight=case))


def worked_on(sender: Sender, case: str) -> None:
    """Work on a case while its payments leave: a note that may stay lost, a task, a comment."""
    sender.leave(Command(f"/cases/{case}/notes", {"text": "Undervejs"}, Role.CASE_WORKER))
    opening = bodies.task(type="check_case_non_blocking")
    opened = sender.do(Command(f"/cases/{case}/tasks", opening, Role.CASE_WORKER))
    task = f"/cases/{case}/tasks/{opened['task_id']}"
    sender.do(Command(f"{task}/comments", {"text": "Set på"}, Role.CASE_WORKER))
    sender.do(Command(f"{task}/solution", {"outcome": "done"}, Role.CASE_WORKER, sight=case))


# What each case must hold in the end, of the commands that were sent for it.
ONCE = {
    "AbsenceReported": 1,
    "EmploymentRegistered": 1,
    "WageRegistered": 1,
    "InformationFormReceived": 1,
    "RefundRequested": 1,
    "NoteAdded": 2,
    "TaskCommented": 1,
    "BenefitGranted": 1,
}
