"""The evening, the deadlines, reassessment and retention, each as a run."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from application.ports.journal import Loaded, Order
from application.runs.decisions import nightly
from application.runs.office import Errand
from domain.case.commands import GrantBenefit, RecordRefusals
from domain.case.events import AutomationRefused, BenefitGranted
from domain.case.kinds import Mark
from domain.run.events import RunFinished
from domain.task.events import TaskOpened, TaskResumed
from tests.support import examples as ask
from tests.support.errands import CHECK_ID, hold_task, open_task, solve_task
from tests.support.examples import BERIT, CASE, MUNICIPALITY, TODAY, day
from tests.support.histories import CLOSED, ENDED, GRANTED, READY, REPORTED
from tests.support.journals import desk_after
from tests.support.office import MemoryOffice
from tests.support.passing_on import PassingOn

A_DAY = timedelta(days=1)


def test_the_evening_decides_where_the_last_blocking_task_was_solved() -> None:
    office = MemoryOffice(desk_after(*READY, open_task()))
    assert office.run("evening", TODAY).done == 0
    office.desk.ask(solve_task(), BERIT)
    assert office.run("evening", TODAY).done == 1
    assert BenefitGranted in office.desk.events()


def test_the_evening_leaves_new_cases_to_the_night() -> None:
    office = MemoryOffice(desk_after(*READY))
    assert (office.run("evening", TODAY).done, BenefitGranted in office.desk.events()) == (0, False)
    assert office.run("nightly", TODAY).done == 1


def test_the_evening_decides_nothing_while_something_else_is_outstanding() -> None:
    office = MemoryOffice(desk_after(*REPORTED, open_task(), solve_task()))
    assert dict(office.run("evening", TODAY).refused) == {"outstanding-form": 1}


def test_deadlines_are_watched_and_held_tasks_taken_up() -> None:
    office = MemoryOffice(desk_after(*REPORTED, open_task(), hold_task(TODAY + A_DAY)))
    office.run("deadlines", TODAY)
    assert TaskResumed not in office.desk.events()
    assert office.desk.events().count(TaskOpened) == 2  # the form that never came
    office.desk.on(TODAY + A_DAY)
    office.run("deadlines", TODAY + A_DAY)
    assert office.desk.dossier().open_tasks[CHECK_ID].held_until is None


def test_reassessment_is_asked_about_once() -> None:
    office = MemoryOffice(desk_after(*GRANTED).on(day("10-20")))
    for _ in range(2):
        office.run("reassessment", day("10-20"))
    assert office.desk.events().count(TaskOpened) == 1


KEPT = {"within-deadline": 1}


@pytest.mark.parametrize(
    ("when", "listed", "kept"),
    [(date(2025, 12, 31), 0, KEPT), (date(2026, 1, 1), 1, {})],
)
def test_a_case_is_listed_when_it_need_not_be_kept_any_longer(
    when: date, listed: int, kept: dict[str, int]
) -> None:
    office = MemoryOffice(desk_after(*CLOSED).on(when))
    before = office.desk.log()
    summary = office.run("retention", when)
    assert (len(summary.listed), dict(summary.refused)) == (listed, kept)
    assert set(summary.listed) <= {CASE}
    added = office.desk.log()[len(before) :]
    assert [type(each.event) for each in added] == [RunFinished]


@pytest.mark.parametrize("mark", [Mark.COMPLAINT, Mark.RECOURSE, Mark.CONTROL])
def test_a_marked_case_is_kept(mark: Mark) -> None:
    office = MemoryOffice(desk_after(*ENDED, ask.mark(mark), ask.close_case()))
    office.desk.on(date(2030, 1, 1))
    summary = office.run("retention", date(2030, 1, 1))
    assert (summary.listed, dict(summary.refused)) == ((), {f"marked-{mark}": 1})


def test_other_marks_keep_nothing() -> None:
    office = MemoryOffice(desk_after(*ENDED, ask.mark(Mark.OWN_EMPLOYEE), ask.close_case()))
    office.desk.on(date(2030, 1, 1))
    assert office.run("retention", date(2030, 1, 1)).listed == (CASE,)


def test_the_night_records_every_reason_why_no_rule_decides_and_says_it_once() -> None:
    office = MemoryOffice(desk_after(*REPORTED, open_task()))
    for night in range(3):
        office.desk.on(TODAY + night * A_DAY)
        office.run("nightly", TODAY + night * A_DAY)
    said = [each.event for each in office.desk.log() if isinstance(each.event, AutomationRefused)]
    assert said == [AutomationRefused(refusals=("outstanding-form", "blocked-by-task"))]


@dataclass
class Remembering(PassingOn):
    """A journal that says what it was loaded for."""

    asked: list[type] = field(default_factory=list[type])

    async def load(self, order: Order) -> Loaded:
        self.asked.append(type(order.command))
        return await self.journal.load(order)


def test_what_is_said_already_is_not_asked_for_again_until_it_is_something_else() -> None:
    desk = desk_after(*REPORTED)
    for night, said_again in enumerate((True, False, True, False)):
        if night == 2:
            desk.ask(open_task())
        desk.on(TODAY + night * A_DAY)
        journal = Remembering(desk.journal)
        office = replace(MemoryOffice(desk).office, journal=journal)
        asyncio.run(nightly(office, Errand("nightly", MUNICIPALITY, TODAY + night * A_DAY)))
        assert (RecordRefusals in journal.asked) == said_again, night
        assert GrantBenefit in journal.asked
