"""Every policy is seen to act through commands over HTTP; what is refused writes nothing."""

from uuid import UUID

import pytest

from application.policies.when import WHEN
from domain.shared.envelope import CaseId, Role
from domain.task.events import TaskOpened
from domain.task.outcomes import Outcome
from tests.application.policies.after_claims import AFTER_CLAIMS
from tests.application.policies.after_closing import OTHER_CASES
from tests.application.policies.after_corrections import AFTER_CORRECTIONS
from tests.application.policies.after_decisions import AFTER_DECISIONS
from tests.application.policies.after_reports import AFTER_REPORTS
from tests.application.policies.story import Story
from tests.support.errands import CHECK_ID, open_task, solve_task
from tests.support.examples import day, report_absence
from tests.support.histories import READY
from tests.support.told import Told

STORIES = (*AFTER_REPORTS, *AFTER_DECISIONS, *AFTER_CORRECTIONS)
ANOTHER = CaseId(UUID(int=8))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.policy)
def test_what_follows_is_recorded(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    if story.policy == "AbsenceReported: several_cases" or story in OTHER_CASES:
        earlier = report_absence(first_day=day("04-01"))
        assert told.ask(earlier, ANOTHER)[0] == 201
    if story in AFTER_CLAIMS:
        assert (
            told.api.post("/municipality/offset", {"percent": 20}, Role.MANAGER).status_code < 300
        )
    for command in story.history:
        assert told.ask(command)[0] < 300
    before = len(told.log())
    assert told.ask(story.command)[0] < 300
    after = [one for one in told.log()[before:] if one.envelope.causation is not None]
    tasks = {one.event.type for one in after if isinstance(one.event, TaskOpened)}
    assert story.follows in tasks | {type(one.event) for one in after}


def test_every_policy_has_its_story() -> None:
    solved = "TaskSolved: act_on_outcome"  # each outcome is told where outcomes are
    assert {policy.name for policy in WHEN} - {solved} == {story.policy for story in STORIES}


def test_a_solved_task_and_a_wrong_outcome_are_refused_with_their_codes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = Told(monkeypatch)
    for command in (*READY, open_task()):
        assert told.ask(command)[0] < 300
    before = told.log()
    wrong = solve_task(CHECK_ID, Outcome.ACCEPTED)
    assert told.ask(wrong) == (409, "outcome-not-allowed")
    assert told.log() == before
    assert told.ask(solve_task(CHECK_ID))[0] == 200
    before = told.log()
    assert told.ask(solve_task(CHECK_ID)) == (409, "task-solved-before")
    assert told.log() == before
