"""Where each way to solve a task is told: after this history, with a task of the type open."""

from collections.abc import Mapping

from domain.case.kinds import HearingAbout, RejectionReason
from domain.shared.envelope import TaskId
from domain.task.commands import SolveTask
from domain.task.outcomes import Outcome
from domain.task.particulars import Particulars
from domain.task.types import TASK_TYPES
from tests.application.policies.story import OWNER, History
from tests.support import examples as ask
from tests.support.errands import open_task, solve_task, task_id
from tests.support.examples import TODAY, business, day, report_absence
from tests.support.histories import GRANTED, READY, UNCLAIMED

Row = tuple[str, Outcome]
LATENESS = HearingAbout.LATE_NOTIFICATION
HOLIDAY_CHECK = task_id("check_case_blocking", "holiday from 2020-06-15")


def employed(**more: object) -> History:
    return (report_absence(), ask.register_employment(**more), *READY[2:])


INSURED = (OWNER, ask.register_circumstances(self_employed=business("third_day")), READY[-1])
# The types that are told of a case of their own; all others of one that is ready to be decided.
STARTS: Mapping[Row, History] = {
    ("party_hearing_answer_received", Outcome.ACCEPTED): (
        *READY,
        ask.start_hearing(LATENESS),
        ask.answer_hearing(LATENESS),
    ),
    ("party_hearing_answer_received", Outcome.NOT_ACCEPTED): (
        *GRANTED,
        ask.register_holiday(day("06-15"), day("06-21"), agreed=False),
        ask.answer_hearing(on=TODAY),
        solve_task(HOLIDAY_CHECK),
    ),
    ("section_56_58a_assessment", Outcome.NOT_APPROVED): employed(section_56=True),
    ("insured_employer_check", Outcome.NOT_APPROVED): employed(insured_section_55=True),
    ("voluntarily_insured_check", Outcome.NOT_APPROVED): INSURED,
    ("refund_request_late", Outcome.NOT_APPROVED): (*UNCLAIMED, open_task("refund_request_late")),
}


DAY, OTHER = day("06-14"), RejectionReason.OTHER
TOLD = {"last_day_with_right": DAY, "rejection_reason": OTHER}


def particulars_of(key: str, outcome: Outcome) -> Particulars | None:
    """Tell what an outcome needs."""
    needs = TASK_TYPES[key].needs_of(outcome)
    return Particulars.model_validate({name: TOLD[name] for name in needs}) if needs else None


def solution(task: TaskId, row: Row) -> SolveTask:
    return SolveTask(task_id=task, outcome=row[1], particulars=particulars_of(*row))


def history_of(row: Row) -> History:
    return STARTS.get(row, (*READY, open_task(row[0])))
