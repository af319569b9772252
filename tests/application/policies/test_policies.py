"""What follows from what: every policy is seen to act, and none is kept that never does."""

from collections.abc import Iterator

import pytest

from application.policies.when import WHEN, follow_ups
from domain.case import events as on
from domain.dossier.dossier import evolve
from domain.task.events import TaskOpened
from tests.application.policies.after_decisions import AFTER_DECISIONS
from tests.application.policies.after_reports import AFTER_REPORTS
from tests.application.policies.story import Story, told
from tests.support.histories import (
    READY,
)
from tests.support.scenario import given

STORIES = (*AFTER_REPORTS, *AFTER_DECISIONS)


def acted(story: Story) -> Iterator[str]:
    """Name the policies that asked for something while the story was told."""
    case = told(story.history)
    dossier = case.dossier
    for fact in case.when(story.command).facts():
        dossier = evolve(dossier, fact, case.around.actor.id)
        for policy in WHEN:
            if policy.then(fact.event, dossier, case.around):
                yield policy.name


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.policy)
def test_each_policy_acts_and_what_it_asks_for_is_recorded(story: Story) -> None:
    assert story.policy in set(acted(story))
    facts = told(story.history).when(story.command).facts()
    after = [fact for fact in facts if fact.follows is not None]
    tasks = {fact.event.type for fact in after if isinstance(fact.event, TaskOpened)}
    assert story.follows in tasks | {type(fact.event) for fact in after}


def test_a_policy_that_never_acts_is_not_kept() -> None:
    solved = "TaskSolved: act_on_outcome"  # its own table is told below
    assert {policy.name for policy in WHEN} - {solved} == {story.policy for story in STORIES}
    assert len({policy.name for policy in WHEN}) == len(WHEN)


def test_events_without_policy_ask_for_nothing() -> None:
    case = given(*READY)
    note = on.NoteAdded(text="x")
    assert follow_ups(note, case.dossier, case.around) == ()
