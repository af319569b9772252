"""What follows from what: every policy is seen to act, and none is kept that never does."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import pytest

from application.policies.when import WHEN, follow_ups
from domain.case import events as on
from domain.dossier.dossier import Fact, evolve
from domain.shared.errors import Rejected
from domain.task import keys
from domain.task.events import TaskCancelled, TaskOpened
from tests.application.policies.after_corrections import AFTER_CORRECTIONS
from tests.application.policies.after_decisions import AFTER_DECISIONS
from tests.application.policies.after_reports import AFTER_REPORTS
from tests.application.policies.story import Story, about_to, told
from tests.support.examples import CASE
from tests.support.histories import (
    READY,
)
from tests.support.scenario import given

# Also: what falls away by a form, a wage, a deadline kept after all (after_reports.py).
CORRECTED = {
    keys.CHANGE_AFTER_END,
    keys.CHECK_BLOCKING,
    keys.EMPLOYMENT_REQUIREMENT,
    keys.EMPLOYMENT_REQUIREMENT_EMPLOYER,
    keys.EMPLOYMENT_REQUIREMENT_UNEMPLOYED,
    keys.FLEXJOB_BEFORE_2013,
    keys.FLEXJOB_WAGE_STOP,
    keys.INSURED_EMPLOYER,
    keys.INVALID_EXTENSION,
    keys.LATE_NOTIFICATION,
    keys.LIMIT_VALUE,
    keys.OTHER_CAUSE,
    keys.REFUND_LATE,
    keys.REJECTION_LETTER,
    keys.RESUMPTION_INCOMPLETE,
    keys.RESUMPTION_WITH_ROTA,
    keys.ROTA_CHANGED,
    keys.SECTION_56_58A,
    keys.SELF_EMPLOYED_LATE,
    keys.START_STOP,
    keys.VOLUNTARILY_INSURED,
    keys.WAGE_NOT_COMPUTABLE,
}
STORIES = (*AFTER_REPORTS, *AFTER_DECISIONS, *AFTER_CORRECTIONS)


def acted(story: Story) -> Iterator[str]:
    """Name the policies that asked for something while the story was told."""
    case = about_to(story)
    dossier = case.dossier
    for fact in case.when(story.command).facts():
        dossier = evolve(dossier, fact, case.around.actor.id)
        for policy in WHEN:
            if policy.then(fact, dossier, case.around):
                yield policy.name


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.policy)
def test_each_policy_acts_and_what_it_asks_for_is_recorded(story: Story) -> None:
    assert story.policy in set(acted(story))
    facts = about_to(story).when(story.command).facts()
    after = [fact for fact in facts if fact.follows is not None]
    tasks = {fact.event.type for fact in after if isinstance(fact.event, TaskOpened)}
    assert story.follows in tasks | {type(fact.event) for fact in after}


def test_every_cause_that_can_be_corrected_falls_away() -> None:
    fallen = set[str]()
    for story in AFTER_CORRECTIONS:
        case = told(story.history)
        for fact in case.when(story.command).facts():
            if isinstance(fact.event, TaskCancelled):
                fallen.add(fact.event.type)
    assert fallen == CORRECTED


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.policy)
def test_the_same_cause_never_has_a_second_open_task(story: Story) -> None:
    case = about_to(story).and_then(story.command)
    with suppress(Rejected):
        case = case.and_then(story.command)
    open_now = Counter((one.type, one.cause) for one in case.dossier.open_tasks.values())
    assert not open_now or max(open_now.values()) == 1


def test_a_policy_that_never_acts_is_not_kept() -> None:
    solved = "TaskSolved: act_on_outcome"  # its own table is told below
    assert {policy.name for policy in WHEN} - {solved} == {story.policy for story in STORIES}
    assert len({policy.name for policy in WHEN}) == len(WHEN)


def test_events_without_policy_ask_for_nothing() -> None:
    case = given(*READY)
    note = on.NoteAdded(text="x")
    assert follow_ups(Fact(CASE, note), case.dossier, case.around) == ()
