"""The queue as case workers meet it: what waits for what, what is next, what is back from hold."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from domain.dossier.dossier import DossierEvent
from domain.shared.blocks import Blocks
from domain.shared.envelope import ActorId
from domain.task import events as on
from domain.task.outcomes import Outcome
from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import Reader
from projections.task_queue.v1.counts import CountTasks
from projections.task_queue.v1.next import TasksThatWait
from projections.task_queue.v1.query import TaskLine, TaskQueue
from tests.infrastructure.readmodels.asking import Asking
from tests.support.database import cloned
from tests.support.every_event import BEGINNING, recorded
from tests.support.life_of_a_case import reports
from tests.support.people import ANNE, CARL, DORTHE, Person
from tests.support.readmodels import readmodels

TODAY, BACK = date(2020, 6, 10), date(2020, 6, 20)
CARLA = ActorId("carla")
PLAIN, URGENT = "missing_control", "limit_value_exceeded"
TYPES: dict[str, str] = {
    **dict.fromkeys(("plain", "held", "mine", "done"), PLAIN),
    **dict.fromkeys(("urgent", "hidden"), URGENT),
}


def opened(name: str, priority: int = 3) -> on.TaskOpened:
    return on.TaskOpened(
        type=TYPES[name],
        cause=name,
        blocks=Blocks.NOTHING,
        due_on=date(2020, 6, 4) + timedelta(days=len(name)),
        priority=priority,
        reason=None,
        by_hand=False,
    )


def told(person: Person) -> Iterator[tuple[UUID, DossierEvent]]:
    yield person.case_id, next(iter(reports(person)))
    if person is CARL:
        yield person.stream("hidden"), opened("hidden")
        return
    for name in ("plain", "urgent", "held", "mine", "done"):
        yield person.stream(name), opened(name)
    yield person.stream("held"), on.TaskHeld(until=BACK, reason="venter på lægen")
    yield person.stream("mine"), on.TaskAssigned(to=CARLA)
    yield person.stream("done"), on.TaskAssigned(to=CARLA)
    yield person.stream("done"), on.TaskHeld(until=BACK, reason="venter")
    kind = TYPES["done"]
    yield person.stream("done"), on.TaskSolved(type=kind, outcome=Outcome.DONE, comment=None)


LOG = list(
    recorded(
        (person.case_id, person.municipality, entry)
        for person in (ANNE, CARL, DORTHE)
        for entry in told(person)
    )
)


@pytest.fixture(scope="module")
def asked(
    database_template: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Queue"]:
    with (
        cloned(database_template) as database,
        readmodels(database, tmp_path_factory.mktemp("keys"), LOG) as models,
    ):
        models.run()
        yield Queue(database, models)


class Queue(Asking):
    def line(self, name: str, today: date) -> TaskLine:
        rows = self(TaskQueue(today=today)).rows
        return next(one for one in rows if one.task_id == ANNE.stream(name))


def test_every_unfinished_task_says_what_it_waits_for(asked: Queue) -> None:
    plain, mine, held = (asked.line(name, TODAY) for name in ("plain", "mine", "held"))
    assert (plain.waits_for, plain.waits_until) == ("somebody", plain.due_on)
    assert (mine.waits_for, mine.assigned_to) == ("case_worker", CARLA)
    assert (held.waits_for, held.waits_until, held.hold_reason) == ("date", BACK, "venter på lægen")
    assert mine.waits_since
    assert plain.waits_since
    assert held.waits_since
    assert BEGINNING < plain.waits_since < held.waits_since < mine.waits_since
    done = asked.line("done", TODAY)
    assert (done.waits_for, done.waits_since, done.waits_until) == (None, None, None)
    assert (done.held_until, done.hold_reason) == (None, None)


def test_a_task_on_hold_comes_back_by_itself_with_its_original_due_date(asked: Queue) -> None:
    before, after = asked.line("held", BACK - timedelta(days=1)), asked.line("held", BACK)
    assert (before.status, after.status) == ("held", "open")
    assert before.due_on == after.due_on == opened("held").due_on
    assert after.waits_for == "somebody"
    assert statuses(asked, TODAY, "held") == {"held"}
    assert statuses(asked, BACK, "held") == set()
    assert statuses(asked, BACK, "open") == {"open"}
    both = asked(TaskQueue(today=BACK, statuses=("open", "solved"))).rows
    assert len(both) == 5


def statuses(asked: Queue, today: date, *wanted: str) -> set[str]:
    query = TaskQueue.model_validate({"today": today, "statuses": wanted})
    return {one.status for one in asked(query).rows}


def test_facets_count_what_is_so_today(asked: Queue) -> None:
    counts = asked(CountTasks(today=TODAY))
    assert counts.status == {"open": 3, "held": 1, "solved": 1}
    assert counts.due == {"overdue": 4, "this_week": 1}  # the urgent one is due on the tenth
    assert counts.age == {"older": 5}
    assert counts.assigned_to == {"": 3, "carla": 2}
    later = asked(CountTasks(today=BACK, statuses=("open",)))
    assert (later.status, later.due) == ({"open": 4}, {"overdue": 4})
    young = asked(CountTasks(today=date(2020, 5, 1)))
    assert (young.age, young.due) == ({"week": 5}, {"later": 5})


def test_next_is_what_the_municipality_ranks_first(asked: Queue) -> None:
    assert proposed(asked, TODAY) == ["plain", "urgent"]
    assert proposed(asked, TODAY, ranked=("limit_value_exceeded",)) == ["urgent", "plain"]
    assert proposed(asked, BACK) == ["held", "plain", "urgent"]
    assert proposed(asked, TODAY, types=("limit_value_exceeded",)) == ["urgent"]
    assert proposed(asked, TODAY, types=("check_case_blocking",)) == []
    taken = (ANNE.stream("plain"),)
    assert proposed(asked, TODAY, taken=taken) == ["urgent"]


def proposed(asked: Queue, today: date, **more: Sequence[object]) -> list[str]:
    found = asked(TasksThatWait.model_validate({"today": today, **more}))
    names = {ANNE.stream(name): name for name in TYPES}
    return [names[task_id] for _, task_id in found]


def test_hidden_cases_are_left_out_by_the_database(asked: Queue) -> None:
    hidden, query = CARL.stream("hidden"), TasksThatWait(today=TODAY)
    plain, trusted = Reader(101), Reader(101, frozenset({"protected"}))
    assert hidden not in {task_id for _, task_id in asked(query, plain)}
    assert hidden in {task_id for _, task_id in asked(query, trusted)}
    assert {case for case, _ in asked(query, Reader(751))} == {DORTHE.case_id}


def test_what_was_asked_of_the_past_is_as_it_was(asked: Queue) -> None:
    held = next(one.envelope.position for one in LOG if isinstance(one.event, on.TaskHeld))
    before = asked(TaskQueue(today=TODAY, as_of_position=held - 1)).rows
    assert {one.status for one in before} == {"open"}


def test_reopened_tasks_are_nobodys(tmp_path: Path, database: Database) -> None:
    again = on.TaskReopened(type=TYPES["done"], reason="fejl")
    entries = [(ANNE.case_id, 101, entry) for entry in (*told(ANNE), (ANNE.stream("done"), again))]
    with readmodels(database, tmp_path, list(recorded(entries))) as models:
        models.run()
        line = Queue(database, models).line("done", TODAY)
    assert (line.status, line.assigned_to, line.waits_for) == ("open", None, "somebody")
