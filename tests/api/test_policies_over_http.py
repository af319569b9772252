"""Every policy is seen to act through commands over HTTP; what is refused writes nothing."""

import asyncio
from uuid import UUID

import pytest

from api.route import names_in
from application.policies.when import WHEN
from domain.dossier.dossier import DossierCommand, Recorded
from domain.shared.envelope import CaseId, Role
from domain.task.events import TaskOpened
from domain.task.outcomes import Outcome
from tests.application.policies.after_decisions import AFTER_DECISIONS
from tests.application.policies.after_reports import AFTER_REPORTS
from tests.application.policies.story import Story
from tests.support.client import Api
from tests.support.errands import CHECK_ID, open_task, solve_task
from tests.support.every_command import ROUTES
from tests.support.examples import CASE, NOON, day, report_absence
from tests.support.histories import READY

STORIES = (*AFTER_REPORTS, *AFTER_DECISIONS)
ANOTHER = CaseId(UUID(int=8))


class Told:
    """An API at noon, whose cases have the ids that the stories know."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.api = patch, Api(clock=lambda: NOON)

    def ask(self, command: DossierCommand, case: object = CASE) -> tuple[int, str | None]:
        self.patch.setattr("api.reading.uuid4", lambda: case)
        route, said = ROUTES[type(command).__name__], command.model_dump(mode="json")
        ids = {name: str(said.pop(name, case)) for name in names_in(route.path)}
        answer = self.api.post(route.path.format(**ids), said, Role.MACHINE)
        return answer.status_code, answer.json().get("code")

    def log(self) -> list[Recorded]:
        async def read() -> list[Recorded]:
            return [each async for page in self.api.journal.pages() for each in page.recorded]

        return asyncio.run(read())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.policy)
def test_what_follows_is_recorded(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(monkeypatch)
    if story.policy == "AbsenceReported: several_cases":
        earlier = report_absence(first_day=day("04-01"))
        assert told.ask(earlier, ANOTHER)[0] == 201
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
