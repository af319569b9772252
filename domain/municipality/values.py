"""Plain values of a municipality's own dossier: measures of a month, samples and their results."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.shared.messages import Message

TypeKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,80}$")]  # of a type of task
TypeKeys = Annotated[tuple[TypeKey, ...], Field(max_length=500)]
Hour = Annotated[int, Field(ge=0, le=23)]  # of a Danish day
Percent = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]
Label = Annotated[str, StringConstraints(pattern=r"^[\w/. -]{0,80}$")]


class Controller(StrEnum):
    """Who looked at a report that was drawn."""

    CASE_WORKER = "case_worker"
    CONTROL_UNIT = "control_unit"
    JOB_CENTRE = "job_centre"


class SampleResult(StrEnum):
    IN_ORDER = "in_order"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    REPAYMENT_CLAIMED = "repayment_claimed"


class Measure(StrEnum):
    """What is counted of a month, by the day it was recorded; no name is ever used again."""

    CASES_REPORTED = "cases_reported"  # of: day, kind, form, who reported
    CASES_DECIDED = "cases_decided"  # of: how it was decided; untouched or touched
    CASES_STOPPED = "cases_stopped"  # of: type of task that held a decided case back
    TASKS_OPENED = "tasks_opened"  # of: type
    TASKS_SOLVED = "tasks_solved"  # of: type; amount: seconds from opened to solved, summed
    TASKS_CANCELLED = "tasks_cancelled"  # of: type
    PAYMENTS_SENT = "payments_sent"  # of: Monday, payee, kind, account; amount: øre


class MonthTotal(Message):
    """One figure of a month: never a person, never a case."""

    measure: Measure
    of: tuple[Label, ...]
    count: Count
    amount: int = 0  # what it is counted in, the measure says
