"""Old stored shapes made new, one step at a time; a step is never edited once released."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from pydantic import JsonValue

Payload = Mapping[str, JsonValue]

NORMAL_PRIORITY = 3  # of 1 to 5: what every task had before priorities were stored


def task_opened_1_to_2(payload: Payload) -> Payload:
    """2: a task keeps its priority, and whether a person opened it; before, only rules did."""
    return {**payload, "priority": NORMAL_PRIORITY, "by_hand": False}


def payment_ordered_1_to_2(payload: Payload) -> Payload:
    """2: a payment carries ATP and pension, and its day; before, none, and the Monday after."""
    nothing: dict[str, JsonValue] = {"oere": 0}
    week = timedelta(weeks=1)
    monday = date.fromisoformat(str(payload["monday"]))
    return {
        **payload,
        "atp_of_citizen": nothing,
        "atp_of_municipality": nothing,
        "pension": nothing,
        "due_on": (monday + week).isoformat(),
    }


def decided_1_to_2(payload: Payload) -> Payload:
    """2: a decision knows what other cases had decided of the weeks; before, each stood alone."""
    return {**payload, "weeks_elsewhere": []}


def employment_registered_1_to_2(payload: Payload) -> Payload:
    """2: also when it ended, whether there was one before, when an agreement was approved."""
    unknown: dict[str, JsonValue] = {"employed_until": None, "section_56_from": None}
    return {**payload, **unknown, "worked_here_before": False}


def wage_registered_1_to_2(payload: Payload) -> Payload:
    """2: also what the income register has of each month; before, an hourly wage alone."""
    return {**payload, "monthly_pay": None}


def wage_registered_2_to_3(payload: Payload) -> Payload:
    """3: the pay of a week of unknown hours, and what is paid in illness; before, whole wages."""
    return {**payload, "weekly_pay": None, "hourly_wage_paid": None}


def partial_resumption_registered_1_to_2(payload: Payload) -> Payload:
    """2: also why it takes nothing off the benefit; before, it always did."""
    return {**payload, "in_full_because": None}


def benefit_extended_1_to_2(payload: Payload) -> Payload:
    """2: also days of waiting for a public hospital; before, none were known."""
    return {**payload, "hospital_wait_days": 0}


def task_solved_1_to_2(payload: Payload) -> Payload:
    """2: a solution tells what its effect needs; before, none told anything but a comment."""
    return {**payload, "particulars": None}


def payment_held_1_to_2(payload: Payload) -> Payload:
    """2: also until when it is held; before, nobody said."""
    return {**payload, "until": None}


def run_closed_1_to_2(payload: Payload) -> Payload:
    """2: also whether four eyes are wanted by then; before, what was so when it was prepared."""
    return {**payload, "four_eyes": False}


UPCASTERS: Mapping[tuple[str, int], Callable[[Payload], Payload]] = {
    ("EmploymentRegistered", 1): employment_registered_1_to_2,
    ("WageRegistered", 1): wage_registered_1_to_2,
    ("WageRegistered", 2): wage_registered_2_to_3,
    ("PartialResumptionRegistered", 1): partial_resumption_registered_1_to_2,
    ("BenefitExtended", 1): benefit_extended_1_to_2,
    ("TaskOpened", 1): task_opened_1_to_2,
    ("TaskSolved", 1): task_solved_1_to_2,
    ("BenefitGranted", 1): decided_1_to_2,
    ("BenefitRecalculated", 1): decided_1_to_2,
    ("PaymentOrdered", 1): payment_ordered_1_to_2,
    ("PaymentHeld", 1): payment_held_1_to_2,
    ("RunClosed", 1): run_closed_1_to_2,
}
