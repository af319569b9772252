"""What each way to solve each task does to the case, said once more: no row is lost unseen."""

from typing import NamedTuple

import pytest

from application.policies.solving import SOLVING
from domain.case import events as on
from domain.case.kinds import Dispensation, EndReason, RejectionReason, SicknessCause
from domain.dossier.dossier import DossierEvent
from domain.shared.messages import Message
from domain.task.events import TaskOpened, TaskSolved
from domain.task.outcomes import Outcome
from tests.application.policies.solutions import Row, history_of, solution
from tests.support.scenario import given

CALCULATED = (on.BenefitConfirmed, on.BenefitRecalculated)
APPROVED, NOT_APPROVED = Outcome.APPROVED, Outcome.NOT_APPROVED


class Effect(NamedTuple):
    """An event, and what it says that the row of the table is about."""

    kind: type[DossierEvent]
    field: str | None = None
    value: object = None


def task(key: str) -> Effect:
    return Effect(TaskOpened, "type", key)


def excused(of: Dispensation) -> tuple[Effect, ...]:
    return (Effect(on.DispensationGiven, "of", of),)


def rejected(reason: RejectionReason) -> tuple[Effect, ...]:
    return Effect(on.ClaimRejected, "reason", reason), LETTER


def right_until(reason: EndReason) -> tuple[Effect, ...]:
    return Effect(on.BenefitGranted), Effect(on.BenefitEnded, "reason", reason)


LETTER = task("rejection_letter_manual")
CAUSE = "cause"
DOES: dict[Row, tuple[Effect, ...]] = {
    ("party_hearing_answer_received", Outcome.ACCEPTED): excused(Dispensation.NOTIFICATION),
    ("party_hearing_answer_received", Outcome.NOT_ACCEPTED): (
        Effect(on.BenefitEnded, "reason", EndReason.HOLIDAY_NOT_AGREED),
    ),
    ("information_form_other_cause", APPROVED): (
        Effect(on.SicknessCauseAssessed, CAUSE, SicknessCause.OTHER_APPROVED),
    ),
    ("information_form_other_cause", NOT_APPROVED): (
        Effect(on.SicknessCauseAssessed, CAUSE, SicknessCause.OTHER_NOT_APPROVED),
        *rejected(RejectionReason.NOT_INCAPABLE_OF_WORK),
    ),
    ("check_case_blocking", NOT_APPROVED): rejected(RejectionReason.OTHER),
    ("emigrated", NOT_APPROVED): right_until(EndReason.EMIGRATION),
    ("employment_requirement_not_met", NOT_APPROVED): rejected(
        RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET
    ),
    ("cancel_absence_case", APPROVED): (Effect(on.CaseCancelled),),
    ("early_refund_application", NOT_APPROVED): (LETTER,),
    ("self_employed_requested_late", APPROVED): excused(Dispensation.NOTIFICATION),
    ("section_56_58a_assessment", NOT_APPROVED): (
        Effect(on.EmploymentRegistered, "section_56", value=False),
        LETTER,
    ),
    ("insured_employer_check", NOT_APPROVED): (
        Effect(on.EmploymentRegistered, "insured_section_55", value=False),
    ),
    ("voluntarily_insured_check", NOT_APPROVED): (Effect(on.CircumstancesRegistered),),
    ("refund_request_late", APPROVED): excused(Dispensation.REFUND_CLAIM),
    ("refund_request_late", NOT_APPROVED): (Effect(on.RefundWrittenOff),),
    ("moved_before_entitlement", Outcome.DONE): right_until(EndReason.MOVED),
    ("died_before_entitlement", APPROVED): (
        *right_until(EndReason.DEATH),
        task("dead_or_disappeared"),
    ),
    ("died_before_entitlement", NOT_APPROVED): rejected(RejectionReason.NOT_ENTITLED),
    ("unemployed_employment_requirement", NOT_APPROVED): rejected(
        RejectionReason.EMPLOYMENT_REQUIREMENT_NOT_MET
    ),
    ("start_stop_case_in_employer_period", NOT_APPROVED): rejected(RejectionReason.NOT_ENTITLED),
    ("notification_received_late", Outcome.ACCEPTED): excused(Dispensation.NOTIFICATION),
}


def said(event: Message, effect: Effect) -> object:
    return getattr(event, effect.field) if effect.field else None


@pytest.mark.parametrize("row", SOLVING, ids="/".join)
def test_it_does_this_and_nothing_else(row: Row) -> None:
    case = given(*history_of(row))
    solved = [one for one, each in case.dossier.open_tasks.items() if each.type == row[0]][-1]
    first, *after = case.when(solution(solved, row)).events()
    assert isinstance(first, TaskSolved)
    events = [event for event in after if not isinstance(event, CALCULATED)]
    effects = DOES.get(row, ())
    assert [type(event) for event in events] == [effect.kind for effect in effects]
    assert [said(*pair) for pair in zip(events, effects, strict=True)] == [
        effect.value for effect in effects
    ]


def test_only_what_can_be_solved_so_is_said_to_do_something() -> None:
    assert {row for row, found in SOLVING.items() if found.does} == set(DOES)
