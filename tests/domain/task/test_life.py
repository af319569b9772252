"""The life of a task: opened once for a cause, worked on, held, solved, cancelled, reopened."""

import pytest

from domain.dossier.dossier import DossierCommand
from domain.shared.blocks import Blocks
from domain.shared.envelope import TaskId
from domain.shared.errors import (
    CaseIsClosed,
    Impossible,
    NotAllowedNow,
    NotFound,
    OutcomeNotAllowed,
    TaskSolvedBefore,
)
from domain.task import events as on
from domain.task.commands import OpenTask
from domain.task.outcomes import Outcome
from domain.task.states import OpenTask as Open
from domain.task.types import TASK_TYPES
from tests.support.errands import (
    CHECK,
    CHECK_ID,
    assign_task,
    cancel_task,
    comment_task,
    hold_task,
    open_task,
    release_task,
    reopen_task,
    resume_task,
    solve_task,
    task_id,
)
from tests.support.examples import TODAY, day, report_absence
from tests.support.histories import CLOSED, GRANTED, REPORTED
from tests.support.scenario import given

OPENED = (report_absence(), open_task())
SOLVED = (*OPENED, solve_task())
WORK: tuple[DossierCommand, ...] = (
    assign_task(),
    release_task(),
    hold_task(),
    resume_task(),
    comment_task(),
    solve_task(),
    cancel_task(),
    reopen_task(),
)


def test_a_task_keeps_what_its_type_said_when_it_was_opened() -> None:
    kind = TASK_TYPES[CHECK]
    (opened,) = given(report_absence()).when(open_task()).events()
    assert opened == on.TaskOpened(
        type=CHECK,
        cause="a neighbour called",
        blocks=Blocks.DECISION,
        due_on=kind.due_on(TODAY),
        priority=kind.priority,
        reason=None,
        by_hand=False,
    )


def test_one_cause_has_one_open_task() -> None:
    given(*OPENED).when(open_task()).then_nothing_happens()
    given(*OPENED).when(open_task(cause="the employer called")).then(on.TaskOpened)


def test_what_is_new_of_a_repeated_cause_is_added_to_the_open_task() -> None:
    again = OpenTask(type=CHECK, cause="a neighbour called", reason="hun så ham løbe")
    (added,) = given(*OPENED).when(again).facts()
    assert (added.stream_id, added.event) == (CHECK_ID, on.TaskCommented(text="hun så ham løbe"))


def test_a_cause_that_comes_back_after_the_task_was_solved_makes_a_new_task() -> None:
    (first,) = given(report_absence()).when(open_task()).facts()
    (second,) = given(*SOLVED).when(open_task()).facts()
    third_time = given(*SOLVED, open_task()).and_then(cancel_task(task_id_of(1))).when(open_task())
    (third,) = third_time.facts()
    assert [each.stream_id for each in (first, second, third)] == [
        CHECK_ID,
        task_id_of(1),
        task_id_of(2),
    ]


def task_id_of(number: int) -> TaskId:
    return task_id(CHECK, "a neighbour called", number)


def test_only_types_of_the_catalogue_are_opened() -> None:
    given(report_absence()).when(open_task("make_coffee")).then_refused(Impossible, "no such type")


def test_by_hand_only_what_the_catalogue_lets_people_open() -> None:
    by_hand = OpenTask(type="cpr_renumbered", cause="x", by_hand=True)
    given(report_absence()).when(by_hand).then_refused(Impossible, "not opened by hand")
    free = OpenTask(type="manual_free_text", cause="x", reason="ring til Anne", by_hand=True)
    given(report_absence()).when(free).then(on.TaskOpened)


def test_two_people_never_get_the_same_task() -> None:
    taken = given(*OPENED, assign_task("berit"))
    taken.when(assign_task("berit")).then_nothing_happens()
    taken.when(assign_task("carl")).then_refused(NotAllowedNow, "somebody else")
    taken.and_then(release_task()).when(assign_task("carl")).then(on.TaskAssigned)


def test_only_what_is_somebodys_is_released() -> None:
    given(*OPENED).when(release_task()).then_nothing_happens()
    given(*OPENED, assign_task()).when(release_task()).then(on.TaskReleased)


def test_a_task_is_held_until_a_day_to_come_and_keeps_its_due_date() -> None:
    opened = given(*OPENED)
    opened.when(hold_task(TODAY)).then_refused(Impossible, "to come")
    held = opened.and_then(hold_task())
    found = held.dossier.tasks[CHECK_ID]
    assert isinstance(found, Open)
    assert (found.held_until, found.due_on) == (day("07-10"), TASK_TYPES[CHECK].due_on(TODAY))
    held.when(hold_task()).then_nothing_happens()
    held.when(hold_task(day("07-11"))).then(on.TaskHeld)
    held.when(resume_task()).then(on.TaskResumed)
    opened.when(resume_task()).then_nothing_happens()


def test_a_comment_is_added_at_any_time() -> None:
    for history in (OPENED, SOLVED, (*OPENED, cancel_task())):
        given(*history).when(comment_task()).then(on.TaskCommented)


def test_a_task_is_solved_once_with_an_outcome_that_its_type_has() -> None:
    given(*OPENED).when(solve_task(outcome=Outcome.ACCEPTED)).then_refused(OutcomeNotAllowed)
    for outcome in (Outcome.DONE, Outcome.APPROVED):
        given(*SOLVED).when(solve_task(outcome=outcome)).then_refused(TaskSolvedBefore)


def test_what_is_cancelled_is_not_solved_and_what_is_solved_not_cancelled() -> None:
    cancelled = given(*OPENED, cancel_task())
    cancelled.when(solve_task()).then_refused(NotAllowedNow, "cancelled")
    cancelled.when(cancel_task()).then_nothing_happens()
    given(*SOLVED).when(cancel_task()).then_refused(NotAllowedNow, "solved")


@pytest.mark.parametrize("finished", [solve_task(), cancel_task()], ids=["solved", "cancelled"])
def test_a_finished_task_is_reopened_unassigned_and_blocks_again(finished: DossierCommand) -> None:
    done = given(*OPENED, assign_task(), hold_task(), finished)
    assert done.dossier.blocked == ()
    done.when(assign_task("carl")).then_refused(NotAllowedNow, "finished")
    again = done.and_then(reopen_task())
    found = again.dossier.tasks[CHECK_ID]
    assert isinstance(found, Open)
    assert (found.assigned_to, found.held_until) == (None, None)
    assert again.dossier.blocked == (Blocks.DECISION,)
    again.when(reopen_task()).then_nothing_happens()


def test_a_task_is_not_reopened_beside_another_for_the_same_cause() -> None:
    given(*SOLVED, open_task()).when(reopen_task()).then_refused(NotAllowedNow, "same cause")


@pytest.mark.parametrize("command", WORK, ids=lambda command: type(command).__name__)
def test_nothing_is_done_to_a_task_that_is_not_there(command: DossierCommand) -> None:
    given(*REPORTED).when(command).then_refused(NotFound, "no such task")


@pytest.mark.parametrize("command", [open_task(), *WORK], ids=lambda one: type(one).__name__)
def test_tasks_belong_to_a_case_that_is_there_and_open(command: DossierCommand) -> None:
    given().when(command).then_refused(NotFound, "no such case")
    given(*CLOSED).when(command).then_refused(CaseIsClosed)


def test_a_type_blocks_what_its_data_say() -> None:
    for kind, blocks in (
        ("possible_conflicting_benefit_holiday_account", Blocks.PAYMENT),
        ("limit_value_exceeded", Blocks.NOTHING),
        ("dead_or_disappeared", Blocks.NOTIFICATION_LETTER),
    ):
        assert given(*GRANTED, open_task(kind)).dossier.blocked == (blocks,)


def test_what_is_to_be_nobodys_is_not_taken_twice_by_the_same_person_either() -> None:
    untaken = assign_task().model_copy(update={"untaken": True})
    taken = given(*OPENED).and_then(untaken)
    taken.when(untaken).then_refused(NotAllowedNow, "taken already")
    taken.when(assign_task()).then_nothing_happens()
