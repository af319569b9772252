"""What the days that passed call for: a task held until today, a missed deadline, reassessment."""

from datetime import date

import pytest

from domain.case import events as on
from domain.case.kinds import HearingAbout, RecalculationCause
from domain.case.states import Ongoing
from domain.dossier.commands import WatchDeadlines, WatchReassessment
from domain.dossier.dossier import DossierCommand
from domain.dossier.watching import awaited
from domain.shared.errors import CaseIsClosed, NotFound
from domain.task import events as work
from tests.support import examples as ask
from tests.support.errands import cancel_task, hold_task, open_task
from tests.support.examples import day
from tests.support.histories import CANCELLED, CLOSED, ENDED, GRANTED, READY, REPORTED
from tests.support.scenario import Given, given

WATCH, REASSESS = WatchDeadlines(), WatchReassessment()
REASSESSMENT = date(2020, 10, 31)


def opened(case: Given, command: DossierCommand) -> list[tuple[str, str]]:
    events = case.when(command).events()
    return [(one.type, one.cause) for one in events if isinstance(one, work.TaskOpened)]


def test_a_held_task_is_taken_up_again_on_its_day_and_not_before() -> None:
    held = given(*READY, open_task(), hold_task(day("07-10")))
    held.on(day("07-09")).when(WATCH).then_nothing_happens()
    for when in ("07-10", "07-13"):
        held.on(day(when)).when(WATCH).then(work.TaskResumed)
    held.on(day("07-10")).and_then(WATCH).when(WATCH).then_nothing_happens()


@pytest.mark.parametrize(("when", "asked"), [("05-12", 0), ("05-13", 1)])
def test_a_form_that_never_came_is_asked_about_the_day_after_its_deadline(
    when: str, asked: int
) -> None:
    case = given(*REPORTED).on(day(when))  # notified on 4 May, eight days to answer
    assert opened(case, WATCH) == [("check_case_non_blocking", "form not answered")][:asked]


def test_a_first_decision_waits_until_its_tasks_the_form_and_the_answers_are_due() -> None:
    """The form within eight days of 4 May; a task that holds no decision back is not waited for."""
    assert [*awaited(given(*REPORTED).dossier)] == [day("05-12")]
    heard = (*REPORTED, ask.start_hearing(), ask.start_hearing(HearingAbout.REPAYMENT))
    assert [*awaited(given(*heard).dossier)] == [day("05-12"), day("05-22")]
    check, other = open_task(), open_task("check_case_non_blocking")
    asked = given(*READY, check, other, ask.start_hearing(), ask.answer_hearing())
    check_due, answer_due = (
        each.due_on for each in asked.dossier.open_tasks.values() if each.type != other.type
    )
    assert [*awaited(asked.dossier)] == [check_due, answer_due]
    assert [*awaited(given(*GRANTED, ask.start_hearing()).dossier)] == []


def test_what_was_asked_once_is_not_asked_again() -> None:
    asked = given(*REPORTED).and_then(WATCH)
    asked.when(WATCH).then_nothing_happens()
    (task_id,) = asked.dossier.open_tasks
    asked.and_then(cancel_task(task_id)).when(WATCH).then_nothing_happens()


def test_the_form_that_came_after_all_takes_its_question_away() -> None:
    asked = given(*REPORTED).and_then(WATCH)
    asked.when(ask.receive_form()).then(on.InformationFormReceived, work.TaskCancelled)


HEARINGS = {
    HearingAbout.ENTITLEMENT: ("check_case_blocking", "check_case_non_blocking"),
    HearingAbout.LACK_OF_COOPERATION: ("check_case_blocking", "check_case_non_blocking"),
    HearingAbout.REPAYMENT: ("check_case_blocking", "check_case_non_blocking"),
    HearingAbout.LATE_NOTIFICATION: (None, "check_case_non_blocking"),
    HearingAbout.LATE_APPLICATION: (None, "check_case_non_blocking"),
    HearingAbout.HOLIDAY: (None, None),  # has its task since it was reported
}


@pytest.mark.parametrize("about", HearingAbout)
@pytest.mark.parametrize(("history", "place"), [(READY, 0), (GRANTED, 1)], ids=["new", "granted"])
def test_a_hearing_nobody_answered_leaves_doubt_to_a_person(
    about: HearingAbout, history: tuple[DossierCommand, ...], place: int
) -> None:
    heard = given(*history, ask.start_hearing(about, deadline=day("05-22")))
    assert opened(heard.on(day("05-22")), WATCH) == []
    kind = HEARINGS[about][place]
    expected = [(kind, f"hearing about {about} unanswered")] if kind else []
    assert opened(heard.on(day("05-23")), WATCH) == expected


def test_the_answer_that_came_after_all_takes_the_question_away() -> None:
    about = HearingAbout.ENTITLEMENT
    heard = given(*READY, ask.start_hearing(about)).and_then(WATCH)
    answered = heard.when(ask.answer_hearing(about))
    answered.then(on.HearingAnswered, work.TaskOpened, work.TaskCancelled)


@pytest.mark.parametrize(("when", "asked"), [("10-02", 0), ("10-03", 1), ("10-31", 1)])
def test_a_person_is_asked_four_weeks_before_the_reassessment_date(when: str, asked: int) -> None:
    case = given(*GRANTED).on(day(when))
    expected = [("check_case_non_blocking", f"reassessment {REASSESSMENT}")]
    assert opened(case, REASSESS) == expected[:asked]


def test_payment_goes_on_past_the_reassessment_date_until_somebody_decides() -> None:
    late = given(*GRANTED).on(date(2020, 11, 3))
    _, renewed = late.when(REASSESS).then(work.TaskOpened, on.BenefitRecalculated)
    assert isinstance(renewed, on.BenefitRecalculated)
    assert renewed.cause is RecalculationCause.TECHNICAL_EXTENSION
    assert renewed.totals.calculated_until == date(2020, 11, 30)
    assert isinstance(late.and_then(REASSESS).dossier.case, Ongoing)
    late.and_then(REASSESS).when(REASSESS).then_nothing_happens()


def test_a_task_that_blocks_the_decision_keeps_the_account_as_it_was() -> None:
    blocked = given(*GRANTED, open_task()).on(date(2020, 11, 3))
    blocked.when(REASSESS).then(work.TaskOpened)


@pytest.mark.parametrize("decision", [ask.extend(), ask.end()], ids=["extended", "ended"])
def test_the_decision_takes_the_question_away(decision: DossierCommand) -> None:
    asked = given(*GRANTED).on(day("10-20")).and_then(REASSESS)
    assert work.TaskCancelled in [type(one) for one in asked.when(decision).events()]


def test_an_extension_is_asked_about_when_it_runs_out_itself() -> None:
    extended = given(*GRANTED).on(day("10-20")).and_then(ask.extend())
    assert opened(extended.on(day("11-20")), REASSESS) == []
    asked = opened(extended.on(day("12-10")), REASSESS)
    assert asked == [("check_case_non_blocking", "reassessment 2020-12-31")]
    forever = given(*GRANTED).on(day("10-20")).and_then(ask.extend(code=1, to_day=None))
    assert opened(forever.on(date(2022, 1, 1)), REASSESS) == []


def test_another_reassessment_date_is_another_question() -> None:
    asked = given(*GRANTED).on(day("10-20")).and_then(REASSESS)
    moved = asked.and_then(ask.correct_first_day(day("05-11")))
    assert moved.granted.totals.reassessment_date != REASSESSMENT
    moved.on(date(2020, 11, 20)).when(REASSESS).then(work.TaskCancelled, work.TaskOpened)


def test_nobody_is_asked_where_the_absence_ends_before() -> None:
    recovering = given(*GRANTED).on(day("10-20")).and_then(ask.report_recovery(day("10-25")))
    recovering.when(REASSESS).then_nothing_happens()


@pytest.mark.parametrize("command", [WATCH, REASSESS], ids=["deadlines", "reassessment"])
def test_nothing_is_called_for_on_a_case_that_is_over(command: DossierCommand) -> None:
    given(*CANCELLED).when(command).then_nothing_happens()
    given(*ENDED).when(command).then_nothing_happens()
    given(*CLOSED).when(command).then_refused(CaseIsClosed)
    given().when(command).then_refused(NotFound)
