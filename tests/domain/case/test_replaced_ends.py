"""An end that was decided stands again, when a sooner one on another ground is taken back."""

from datetime import date

import pytest

from domain.case import events as on
from domain.case.kinds import EndReason, HearingAbout, Registration
from domain.case.states import Ended, Ongoing
from domain.dossier.dossier import DossierCommand
from domain.task import keys
from domain.task.commands import SolveTask
from domain.task.outcomes import Outcome
from tests.support.errands import cancel_task, task_id, withdraw_end
from tests.support.examples import (
    day,
    end,
    grant_by_hand,
    register_holiday,
    report_recovery,
    start_hearing,
    withdraw,
)
from tests.support.histories import GRANTED, READY
from tests.support.scenario import Given, given

WELL = withdraw(Registration.RECOVERY, day("06-12"))
REASONS = (EndReason.JOB_CENTRE, EndReason.DEATH, EndReason.EMIGRATION, EndReason.OTHER)
DEAD = end(day("06-20"), EndReason.DEATH)
JOB_CENTRE, OTHER = end(day("06-20")), end(day("06-10"), EndReason.OTHER)


def last_day(*history: DossierCommand) -> date | None:
    """Give the last day with right, as it is in the end."""
    case = given(*history).granted
    return case.last_day_with_right if isinstance(case, Ended) else None


@pytest.mark.parametrize("reason", REASONS)
def test_what_was_decided_stands_when_the_recovery_that_moved_it_is_taken_back(
    reason: EndReason,
) -> None:
    decided = given(*GRANTED, end(day("06-20"), reason))
    moved = decided.and_then(report_recovery())
    assert isinstance(moved.granted, Ended)
    assert moved.granted.last_day_with_right == day("06-12")
    _, back, again, _ = moved.when(WELL).then(
        on.RegistrationWithdrawn, on.EndWithdrawn, on.BenefitEnded, on.BenefitRecalculated
    )
    assert isinstance(back, on.EndWithdrawn)
    assert (back.last_day_with_right, again) == (day("06-12"), decided.granted.file.ended)
    after = moved.and_then(WELL)
    assert after.granted == decided.granted


def test_a_decided_end_stands_when_a_sooner_one_on_another_ground_is_taken_back() -> None:
    assert last_day(*GRANTED, JOB_CENTRE, OTHER, withdraw_end()) == day("06-20")
    assert last_day(*GRANTED, JOB_CENTRE, OTHER, withdraw_end(), withdraw_end()) is None
    by_hand = (*READY, grant_by_hand(), JOB_CENTRE, OTHER, withdraw_end())
    assert last_day(*by_hand) == day("06-20")
    assert not given(*by_hand).dossier.open_tasks


@pytest.mark.parametrize(
    "first",
    [
        end(day("06-20"), EndReason.OTHER),  # the same ground: it was corrected
        end(day("06-08")),  # sooner: it was moved, not overtaken
        report_recovery(day("06-20")),  # no decision: it is told anew, or not at all
    ],
)
def test_what_was_corrected_or_moved_does_not_come_back(first: DossierCommand) -> None:
    history = (*GRANTED, first, OTHER)
    absent = given(*history).granted.file.last_day_of_absence
    assert last_day(*history, withdraw_end()) == absent


def test_the_soonest_of_several_stands() -> None:
    three = (*GRANTED, end(day("06-21"), EndReason.EMIGRATION), JOB_CENTRE, report_recovery())
    assert last_day(*three, WELL) == day("06-20")
    assert last_day(*three, WELL, withdraw_end()) == day("06-21")
    assert last_day(*three, WELL, withdraw_end(), withdraw_end()) is None


def test_what_was_told_of_the_absence_ends_it_where_that_is_sooner() -> None:
    told = (*GRANTED, JOB_CENTRE, report_recovery(), OTHER, withdraw_end())
    assert last_day(*told) == day("06-12")
    assert last_day(*told, WELL) == day("06-20")
    later = (*GRANTED, JOB_CENTRE, OTHER, report_recovery(day("06-24")), withdraw_end())
    assert last_day(*later) == day("06-20")


def test_an_end_whose_own_ground_is_taken_back_does_not_stand_again() -> None:
    case = given(*GRANTED, start_hearing(HearingAbout.HOLIDAY))
    case = settled(case.and_then(register_holiday(day("06-16"), None, agreed=False)))
    ended = case.and_then(end(day("06-15"), EndReason.HOLIDAY_NOT_AGREED), report_recovery())
    kept = ended.and_then(WELL)
    assert isinstance(kept.granted, Ended)
    assert kept.granted.last_day_with_right == day("06-15")
    neither = ended.and_then(withdraw(Registration.HOLIDAY, day("06-16")), WELL)
    assert isinstance(neither.granted, Ongoing)


def settled(case: Given) -> Given:
    for each in case.dossier.open_tasks:
        case = case.and_then(cancel_task(each))
    return case


def test_what_was_done_about_a_death_is_not_asked_again() -> None:
    done = SolveTask(
        task_id=task_id(keys.DEAD_OR_DISAPPEARED, "died 2020-06-20"), outcome=Outcome.DONE
    )
    for history, asked in (((DEAD,), 1), ((DEAD, done), 0)):
        case = given(*GRANTED, *history, report_recovery(), WELL)
        assert isinstance(case.granted, Ended)
        assert len(case.dossier.open_tasks) == asked
