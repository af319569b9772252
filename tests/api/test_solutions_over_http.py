"""Every way to solve every type of task, carried out over HTTP; what is not allowed is refused."""

import pytest

from application.policies.solving import SOLVING, Solution
from domain.shared.envelope import TaskId
from domain.task.commands import SolveTask
from domain.task.events import TaskOpened
from domain.task.outcomes import Outcome
from domain.task.particulars import Particulars
from domain.task.types import TASK_TYPES
from tests.application.policies.solutions import DAY, Row, history_of, solution
from tests.support.examples import CASE
from tests.support.told import Told


def tasks_of(told: Told, key: str) -> list[TaskId]:
    opened = ((one.event, one.envelope.stream_id) for one in told.log())
    return [
        TaskId(stream)
        for event, stream in opened
        if isinstance(event, TaskOpened) and event.type == key
    ]


def choices(told: Told, task: TaskId) -> dict[str, set[str]]:
    """Give the outcomes that the case's view offers for a task, and what each must be told."""
    shown = told.api.get(f"/cases/{CASE}/tasks").json()["tasks"]
    (found,) = [one for one in shown if one["task_id"] == str(task)]
    return {one["outcome"]: set(one["needs"]) for one in found["choices"]}


ROWS = [pytest.param(row, said, id="/".join(row)) for row, said in SOLVING.items()]


@pytest.mark.parametrize(("row", "said"), ROWS)
def test_it_is_recorded_as_the_table_says(
    row: Row, said: Solution, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, (key, outcome) = Told(monkeypatch), row
    for command in history_of(row):
        assert told.ask(command)[0] < 300
    task = tasks_of(told, key)[-1]
    kind = TASK_TYPES[key]
    assert choices(told, task) == {str(one): kind.needs_of(one) for one in kind.outcomes}
    before = told.log()
    for other in set(Outcome) - kind.outcomes:
        refused = told.ask(SolveTask(task_id=task, outcome=other))
        assert refused == (409, "outcome-not-allowed")
    assert told.log() == before
    if kind.needs_of(outcome):
        untold = told.ask(SolveTask(task_id=task, outcome=outcome))
        assert untold == (422, "particulars-missing")
        assert told.log() == before
    else:
        surplus = Particulars(last_day_with_right=DAY)
        too_much = told.ask(SolveTask(task_id=task, outcome=outcome, particulars=surplus))
        assert too_much == (422, "particulars-not-taken")
        assert told.log() == before
    assert told.ask(solution(task, row)) == (200, None)
    solved, *after = told.log()[len(before) :]
    assert type(solved.event).__name__ == "TaskSolved"
    assert {type(one.event).__name__ for one in after} == set(said.records)
    assert choices(told, task) == {}
