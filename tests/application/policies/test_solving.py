"""What solving a task does beyond its row in the table: hearings, cases stopped, other tasks."""

from domain.case import events as on
from domain.case.kinds import (
    Dispensation,
    EndReason,
    HearingAbout,
)
from domain.dossier.dossier import DossierEvent
from domain.task.commands import SolveTask
from domain.task.events import TaskOpened
from domain.task.outcomes import Outcome
from tests.application.policies.story import History
from tests.support import examples as ask
from tests.support.errands import (
    open_task,
    solve_task,
)
from tests.support.examples import (
    TODAY,
    day,
    report_absence,
)
from tests.support.histories import (
    GRANTED,
    READY,
)
from tests.support.scenario import given

LATE = report_absence(notified_on=day("06-10"))


def solved(history: History, key: str, outcome: Outcome) -> list[DossierEvent]:
    case = given(*history)
    found = [task_id for task_id, task in case.dossier.open_tasks.items() if task.type == key]
    return case.when(SolveTask(task_id=found[-1], outcome=outcome)).events()


def test_an_accepted_answer_excuses_the_lateness_it_was_about() -> None:
    for about, of in (
        (HearingAbout.LATE_NOTIFICATION, Dispensation.NOTIFICATION),
        (HearingAbout.LATE_APPLICATION, Dispensation.APPLICATION),
    ):
        heard = (LATE, *READY[1:], ask.start_hearing(about), ask.answer_hearing(about))
        events = solved(heard, "party_hearing_answer_received", Outcome.ACCEPTED)
        given_ = [event for event in events if isinstance(event, on.DispensationGiven)]
        assert [each.of for each in given_] == [of]


NOT_AGREED = (*GRANTED, ask.register_holiday(day("06-15"), day("06-21"), agreed=False))


def test_a_holiday_not_agreed_is_looked_at_and_its_party_heard_before_anything_ends() -> None:
    _, task, hearing = (
        given(*GRANTED)
        .when(NOT_AGREED[-1])
        .then(on.HolidayRegistered, TaskOpened, on.HearingStarted)
    )
    assert isinstance(task, TaskOpened)
    assert task.reason == "Ferie fra 2020-06-15 er ikke aftalt med kommunen"
    assert isinstance(hearing, on.HearingStarted)
    assert hearing.started_on == TODAY < hearing.deadline
    assert given(*NOT_AGREED).granted.stale


def answered(outcome: Outcome) -> list[DossierEvent]:
    case = given(*NOT_AGREED, ask.answer_hearing(on=TODAY))
    (check,) = [
        task_id
        for task_id, task in case.dossier.open_tasks.items()
        if task.type == "check_case_blocking"
    ]
    looked_at = case.and_then(solve_task(check))
    (answer,) = looked_at.dossier.open_tasks
    return looked_at.when(solve_task(answer, outcome)).events()


def test_an_accepted_explanation_lets_the_holiday_count_as_agreed() -> None:
    events = answered(Outcome.ACCEPTED)
    (holiday,) = [event for event in events if isinstance(event, on.HolidayRegistered)]
    assert holiday.agreed
    assert not any(isinstance(event, on.BenefitEnded) for event in events)


def test_an_explanation_that_is_not_accepted_ends_benefit_the_day_before_the_holiday() -> None:
    events = answered(Outcome.NOT_ACCEPTED)
    (ended,) = [event for event in events if isinstance(event, on.BenefitEnded)]
    assert (ended.last_day_with_right, ended.reason) == (
        day("06-14"),
        EndReason.HOLIDAY_NOT_AGREED,
    )


def test_the_second_lack_of_cooperation_ends_benefit_when_the_party_was_heard() -> None:
    again = ask.lack_cooperation(day("06-22"), None)
    not_heard = given(*GRANTED, ask.lack_cooperation()).when(again).events()
    assert not any(isinstance(event, on.BenefitEnded) for event in not_heard)
    hearing = ask.start_hearing(HearingAbout.LACK_OF_COOPERATION)
    heard = given(*GRANTED, hearing, ask.lack_cooperation()).when(again).events()
    (ended,) = [event for event in heard if isinstance(event, on.BenefitEnded)]
    assert ended.last_day_with_right == day("06-21")


def test_a_case_stopped_by_hand_is_not_decided_again_when_its_task_is_solved() -> None:
    stopped = given(*GRANTED, ask.stop_automation(), open_task(), ask.register_wage("100.00"))
    assert len(stopped.when(solve_task()).events()) == 1


def test_while_another_task_blocks_the_rejection_waits_for_the_run() -> None:
    both = (*READY, open_task("information_form_other_cause"), open_task())
    events = solved(both, "information_form_other_cause", Outcome.NOT_APPROVED)
    assert [type(event) for event in events][1:] == [on.SicknessCauseAssessed]
    later = given(*both)
    form, check = later.dossier.open_tasks
    rejected = later.and_then(solve_task(form, Outcome.NOT_APPROVED), solve_task(check)).when(
        ask.grant()
    )
    assert isinstance(rejected.events()[0], on.ClaimRejected)
