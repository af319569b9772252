"""What does not fall away: another cause, another employer, what is still so."""

import pytest

from domain.case.kinds import CitizenKind, Dispensation, Form
from domain.case.states import opened
from domain.dossier.dossier import DossierCommand
from domain.shared.errors import NotAllowedNow
from domain.task.commands import SolveTask
from domain.task.outcomes import Outcome
from tests.application.policies.solutions import solution
from tests.application.policies.story import OWNER, ROTA
from tests.support import examples as ask
from tests.support.errands import open_task, reopen_task, solve_task, task_id
from tests.support.examples import CVR, OTHER_CVR, business, day, report_absence
from tests.support.histories import ENDED, GRANTED, READY, REPORTED
from tests.support.scenario import Given, given

INSURED = ask.register_employment(insured_section_55=True)
OF_CVR = task_id("insured_employer_check", f"employer {CVR}")
ROTA_HALF = tuple(hours / 2 for hours in ROTA[0])
LATE = report_absence(notified_on=day("06-02"))
LATE_OWNER = LATE.model_copy(update={"kind": CitizenKind.SELF_EMPLOYED, "form": Form.DP200C})


def open_types(case: Given) -> set[str]:
    return {task.type for task in case.dossier.open_tasks.values()}


def renamed(command: DossierCommand) -> DossierCommand:
    return command.model_copy(update={"name": "Nyt navn"})


def test_what_was_approved_is_not_asked_again_but_what_was_not_is() -> None:
    for outcome, asked in ((Outcome.APPROVED, set[str]()), (Outcome.NOT_APPROVED, {"insured"})):
        case = given(report_absence(), INSURED, SolveTask(task_id=OF_CVR, outcome=outcome))
        again = case.and_then(renamed(INSURED))
        assert {kind.partition("_")[0] for kind in open_types(again)} == asked


def test_what_was_opened_again_is_judged_by_nobody_until_it_is_solved_again() -> None:
    other = ask.register_employment(OTHER_CVR, insured_section_55=True)
    case = given(
        report_absence(),
        INSURED,
        SolveTask(task_id=OF_CVR, outcome=Outcome.NOT_APPROVED),
        INSURED,  # asked again, as a second task of the same cause
        other,
    )
    theirs = task_id("insured_employer_check", f"employer {OTHER_CVR}")
    solved = case.and_then(SolveTask(task_id=theirs, outcome=Outcome.NOT_APPROVED))
    works = opened(solved.dossier.case).file.employments
    assert works[CVR].insured_section_55
    assert not works[OTHER_CVR].insured_section_55


def test_an_agreement_that_is_not_approved_is_taken_out_where_it_was_judged_only() -> None:
    both = (
        ask.register_employment(section_56=True, week=ROTA_HALF),
        ask.register_employment(OTHER_CVR, section_56=True, week=ROTA_HALF),
    )
    judged = task_id("section_56_58a_assessment", f"employer {CVR}")
    solve = SolveTask(task_id=judged, outcome=Outcome.NOT_APPROVED)
    works = opened(given(report_absence(), *both, solve).dossier.case).file.employments
    assert {cvr: work.section_56 for cvr, work in works.items()} == {CVR: False, OTHER_CVR: True}


def test_an_agreement_of_a_business_that_is_not_approved_is_taken_out() -> None:
    history = (OWNER, ask.register_circumstances(self_employed=business(section_58a=True)))
    judged = task_id("section_56_58a_assessment", "section 58 a")
    case = given(*history, SolveTask(task_id=judged, outcome=Outcome.NOT_APPROVED))
    found = opened(case.dossier.case).file.background.self_employed
    assert found == business(section_58a=False)
    assert open_types(case) == {"rejection_letter_manual"}


def test_a_holiday_that_is_still_not_agreed_keeps_its_task() -> None:
    away = ask.register_holiday(day("06-15"), day("06-21"), agreed=False)
    longer = ask.register_holiday(day("06-15"), day("06-28"), agreed=False)
    assert "check_case_blocking" in open_types(given(*GRANTED, away, longer))
    other = ask.register_holiday(day("06-22"), day("06-28"))
    assert "check_case_blocking" in open_types(given(*GRANTED, away, other))


@pytest.mark.parametrize(("end", "kept"), [("06-16", True), ("06-17", False), ("06-18", False)])
def test_a_change_after_the_end_keeps_its_task_until_the_end_moves_beyond_it(
    end: str, *, kept: bool
) -> None:
    case = given(*ENDED, ask.resume_partly(from_day=day("06-17")), ask.end(day(end)))
    assert ("change_after_end_of_grant" in open_types(case)) is kept


def test_while_another_employment_has_a_rota_the_hours_are_still_spread_by_hand() -> None:
    history = (
        report_absence(),
        ask.register_employment(week=None, rota=(ROTA_HALF,)),
        ask.register_employment(OTHER_CVR, week=None, rota=(ROTA_HALF,)),
        ask.resume_partly(),
    )
    one = given(*history, ask.register_employment(week=ROTA_HALF))
    assert "partial_resumption_with_rota" in open_types(one)
    none = one.and_then(ask.register_employment(OTHER_CVR, week=ROTA_HALF))
    assert "partial_resumption_with_rota" not in open_types(none)


def test_another_resumption_leaves_the_one_that_was_not_told_of() -> None:
    history = (*REPORTED, ask.resume_partly(None), ask.resume_partly(from_day=day("06-22")))
    assert "partial_resumption_not_registrable" in open_types(given(*history))


def test_lateness_that_is_excused_is_not_asked_about_again() -> None:
    excused = (LATE, *REPORTED[1:], ask.give_dispensation())
    case = given(*excused, ask.correct_first_day(day("04-20")))
    assert "notification_received_late" not in open_types(case)
    owner = given(
        LATE_OWNER,
        ask.give_dispensation(),
        ask.register_circumstances(self_employed=business()),
    )
    assert "self_employed_requested_late" not in open_types(owner)


def test_a_dispensation_excuses_only_what_it_is_from() -> None:
    case = given(LATE, *REPORTED[1:], ask.give_dispensation(Dispensation.APPLICATION))
    assert "notification_received_late" in open_types(case)


def test_an_earlier_first_day_can_make_a_report_late_and_an_absence_long() -> None:
    in_time = report_absence(notified_on=day("06-01"), last_day=day("05-26"))
    assert open_types(given(in_time)) == {"start_stop_case_in_employer_period"}
    earlier = given(in_time, ask.correct_first_day(day("04-20")))
    assert open_types(earlier) == {"notification_received_late"}


def test_a_decided_claim_is_not_rejected_by_a_task() -> None:
    case = given(*GRANTED, open_task("employment_requirement_not_met"))
    task = task_id("employment_requirement_not_met", "a neighbour called")
    events = case.when(solve_task(task, Outcome.NOT_APPROVED)).events()
    assert [type(event).__name__ for event in events] == ["TaskSolved"]


def test_a_case_stopped_by_hand_is_decided_by_the_day_that_a_person_told() -> None:
    case = given(*READY, ask.stop_automation(), open_task("moved_before_entitlement"))
    task = task_id("moved_before_entitlement", "a neighbour called")
    events = case.when(solution(task, ("moved_before_entitlement", Outcome.DONE))).events()
    named = [type(event).__name__ for event in events]
    assert named == ["TaskSolved", "BenefitGranted", "BenefitEnded"]


def test_a_reopened_task_of_a_cause_that_is_open_is_refused() -> None:
    case = given(*READY, open_task(), solve_task(), open_task())
    case.when(reopen_task()).then_refused(NotAllowedNow, "same cause")
