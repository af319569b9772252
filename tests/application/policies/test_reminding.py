"""A closed claim reminds of those that go on: once, of these alone, and as long as they do."""

import pytest

from domain.case.kinds import Registration
from domain.dossier.dossier import DossierCommand
from domain.task.states import OpenTask
from tests.support import examples as ask
from tests.support.errands import open_task, solve_task, task_id
from tests.support.examples import CVR, OTHER_CVR, day, withdraw
from tests.support.histories import GRANTED, READY, REJECTED
from tests.support.scenario import Given, given

ANOTHER_CVR = "10172748"
OTHER_JOB = ask.register_employment(OTHER_CVR)
FIT_IN_ONE = ask.report_recovery(day("06-12"), CVR)
CAUSE = f"closed claim of {CVR}, 2020-06-12"
ENDED_THERE = ask.register_employment(OTHER_CVR, last_day_of_absence=day("06-05"))
WHOLE = ask.report_recovery(day("06-19"))


def reminders(case: Given) -> list[OpenTask]:
    kinds = ("closed claim of", "other cases at")
    return [task for task in case.dossier.open_tasks.values() if task.cause.startswith(kinds)]


def causes(*history: DossierCommand) -> list[str]:
    return [task.cause for task in reminders(given(*history))]


def test_each_claim_that_is_closed_before_the_last_is_asked_about() -> None:
    assert causes(*GRANTED, OTHER_JOB, FIT_IN_ONE) == [CAUSE]
    assert causes(*READY, OTHER_JOB, FIT_IN_ONE) == [CAUSE]
    assert causes(*READY, ENDED_THERE) == [f"closed claim of {OTHER_CVR}, 2020-06-05"]


def test_it_says_which_claim_goes_on() -> None:
    facts = given(*READY, OTHER_JOB).when(FIT_IN_ONE).events()
    why = f"Kravet fra {CVR} er sluttet 2020-06-12: skal kravet fra {OTHER_CVR} også sluttes?"
    assert [getattr(event, "reason", None) for event in facts][1:] == [why]


def test_it_names_all_that_go_on_in_the_order_of_their_numbers() -> None:
    more = [ask.register_employment(cvr) for cvr in (OTHER_CVR, ANOTHER_CVR)]
    _, opened = given(*READY, *more).when(FIT_IN_ONE).events()
    assert f"{ANOTHER_CVR}, {OTHER_CVR} " in str(getattr(opened, "reason", None))


def test_a_case_that_has_ended_is_asked_about_too() -> None:
    assert causes(*GRANTED, OTHER_JOB, ask.end(day("06-14")), FIT_IN_ONE) == [CAUSE]


def test_no_other_question_about_the_case_falls_away_with_it() -> None:
    other = open_task("check_case_non_blocking")
    case = given(*READY, other, OTHER_JOB, FIT_IN_ONE, WHOLE)
    assert reminders(case) == []
    assert [task.cause for task in case.dossier.open_tasks.values()] == [other.cause]


@pytest.mark.parametrize(
    "history",
    [
        (*GRANTED, FIT_IN_ONE),  # the only claim
        (*GRANTED, OTHER_JOB, WHOLE),  # fit in both
        (*GRANTED, ENDED_THERE, FIT_IN_ONE),  # the other was closed before
        (*GRANTED, OTHER_JOB, WHOLE, FIT_IN_ONE),  # a day for all is told: none goes on
        (*REJECTED, OTHER_JOB, FIT_IN_ONE),  # nothing is claimed of what is rejected
    ],
)
def test_where_none_goes_on_nobody_is_reminded(history: tuple[DossierCommand, ...]) -> None:
    assert causes(*history) == []


@pytest.mark.parametrize(
    "later",
    [
        ask.report_recovery(day("06-19"), OTHER_CVR),
        WHOLE,
        withdraw(Registration.RECOVERY, day("06-12"), cvr=CVR),
        withdraw(Registration.EMPLOYMENT, cvr=OTHER_CVR),
        ask.register_employment(OTHER_CVR, last_day_of_absence=day("06-10")),
    ],
)
def test_it_falls_away_when_no_claim_is_closed_beside_one_that_goes_on(
    later: DossierCommand,
) -> None:
    assert causes(*READY, OTHER_JOB, FIT_IN_ONE, later) == []


def test_what_was_looked_at_is_not_asked_again_and_what_is_open_is_not_repeated() -> None:
    solve = solve_task(task_id("check_case_non_blocking", CAUSE))
    solved = given(*READY, OTHER_JOB, FIT_IN_ONE, solve)
    longer = ask.register_employment(OTHER_CVR, name="Nyt navn")
    assert reminders(solved.and_then(longer)) == []
    open_still = given(*READY, OTHER_JOB, FIT_IN_ONE)
    assert len(open_still.when(longer).events()) == 1  # no remark with the same words again


def test_another_last_day_is_asked_about_in_place_of_the_first() -> None:
    again = ask.report_recovery(day("06-13"), CVR)
    assert causes(*READY, OTHER_JOB, FIT_IN_ONE, again) == [f"closed claim of {CVR}, 2020-06-13"]
