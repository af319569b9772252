"""What a task is listed by follows the task, its case and its protection; and so do the counts."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import combinations, product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.task.events import TaskOpened
from infrastructure.postgres.server import Database
from infrastructure.readmodels.queries import Reader
from projections.task_queue.v1 import counts, query, ways
from projections.task_queue.v1.counts import CountTasks
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.query import TaskLine, TaskQueue
from tests.infrastructure.readmodels.asking import HERE, Asking
from tests.support.database import cloned
from tests.support.full_queue import TODAY, full_queue
from tests.support.readmodels import readmodels

TRUSTED = Reader(101, frozenset({"protected", "own_employee"}))
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
DAYS = (TODAY, TODAY + timedelta(days=1), date(2020, 7, 20))
BORDERS = tuple(date(2020, 4, 28) + timedelta(days=days) for days in (6, 7, 29, 30))  # of age
Holds = Callable[[TaskLine], bool]
# Each filter beside what it means, said of a line as the list shows it.
FILTERS: tuple[tuple[dict[str, Any], Holds], ...] = (
    ({"types": ("missing_control",)}, lambda line: line.type == "missing_control"),
    (
        {"types": ("limit_value_exceeded", "check_case_blocking")},
        lambda line: line.type != "missing_control",
    ),
    ({"blocks": ("decision",)}, lambda line: line.blocks == "decision"),
    ({"statuses": ("open",)}, lambda line: line.status == "open"),
    ({"statuses": ("held",)}, lambda line: line.status == "held"),
    ({"statuses": ("open", "held")}, lambda line: line.status in {"open", "held"}),
    ({"statuses": ("solved",)}, lambda line: line.status == "solved"),
    ({"statuses": ("held", "solved")}, lambda line: line.status in {"held", "solved"}),
    ({"case_statuses": ("ended",)}, lambda line: line.case_status == "ended"),
    ({"case_statuses": ("ongoing",)}, lambda line: line.case_status == "ongoing"),
    (
        {"case_statuses": ("ended", "ongoing")},
        lambda line: line.case_status in {"ended", "ongoing"},
    ),
    (
        {"case_statuses": ("ended", "closed")},
        lambda line: line.case_status in {"ended", "closed"},
    ),
    (
        {"case_statuses": ("under_clarification",)},
        lambda line: line.case_status == "under_clarification",
    ),
    ({"assigned": True}, lambda line: line.assigned_to is not None),
    ({"assigned": False}, lambda line: line.assigned_to is None),
    ({"assigned_to": "berit"}, lambda line: line.assigned_to == "berit"),
    ({"due_from": TODAY}, lambda line: line.due_on >= TODAY),
    ({"due_to": TODAY}, lambda line: line.due_on <= TODAY),
    ({"citizen": "asta"}, lambda line: (line.citizen_name or "").startswith("Asta")),
    ({"citizen": "bod siv"}, lambda line: line.citizen_name == "Bodil Sivkær"),
    ({"text": "ringet"}, lambda line: "ringet" in (line.reason or "")),
    ({"text": "svar afventer"}, lambda line: "svar" in (line.reason or "")),
)
SORTS = ("due_on", "-due_on", "opened_at", "-opened_at", "priority")


@pytest.fixture(scope="module")
def asked(
    database_template: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    """Folded in pages of eleven, so that a case and its tasks seldom come together."""
    with (
        cloned(database_template) as database,
        readmodels(
            database, tmp_path_factory.mktemp("keys"), full_queue(), (TASK_QUEUE,)
        ) as models,
    ):
        models.run(limit=11)
        yield Asking(database, models)


@pytest.fixture(params=["looked up", "in the order of the list"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Go both ways: whether there are few is a matter of speed, and must change no answer."""
    if request.param != "looked up":
        monkeypatch.setattr(ways, "FEW", -1)
        monkeypatch.setattr(ways, "FEW_WORDS", {"task_id": -1, "case_id": -1})
    forget()
    yield
    forget()


def forget() -> None:
    query.queue.cache_clear()
    counts.counted.cache_clear()


def asking(today: date, *filters: dict[str, Any]) -> dict[str, Any]:
    return {"today": today, **{name: value for one in filters for name, value in one.items()}}


def lines(asked: Asking, question: dict[str, Any], reader: Reader = HERE) -> list[TaskLine]:
    found: list[TaskLine] = []
    cursor: str | None = None
    while True:
        whole = question | {"cursor": cursor, "limit": 40}
        page = asked(TaskQueue.model_validate(whole), reader)
        found += page.rows
        if (cursor := page.next) is None:
            return found


def test_every_task_is_listed(asked: Asking) -> None:
    """Also the last one of a case of which nothing is told afterwards."""
    told = [one.envelope for one in full_queue() if isinstance(one.event, TaskOpened)]
    shown = {line.task_id for line in lines(asked, asking(TODAY), TRUSTED)}
    assert shown == {one.stream_id for one in told if one.municipality == TRUSTED.municipality}


def test_the_queue_has_tasks_of_every_kind(asked: Asking) -> None:
    """Filters that find nothing, or everything, would prove nothing."""
    everything = lines(asked, asking(TODAY))
    for filters, holds in FILTERS:
        assert 0 < sum(map(holds, everything)) < len(everything), filters


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("sort", SORTS)
def test_each_filter_and_any_two_find_what_they_say(asked: Asking, sort: str) -> None:
    everything = lines(asked, asking(TODAY, {"sort": sort}))
    place = SORTS.index(sort)  # each pair in one of the orders
    pairs = [pair for n, pair in enumerate(combinations(FILTERS, 2)) if n % len(SORTS) == place]
    for filters in (*((one,) for one in FILTERS), *pairs):
        (*asked_for, (last, _)) = filters
        if any(one.keys() & last.keys() for one, _ in asked_for):
            continue
        wanted = [line for line in everything if all(holds(line) for _, holds in filters)]
        question = asking(TODAY, {"sort": sort}, *(one for one, _ in filters))
        assert lines(asked, question) == wanted, question


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("reader", "today"), [*product((HERE, TRUSTED), DAYS), *((HERE, day) for day in BORDERS)]
)
def test_counts_are_those_of_the_lines(asked: Asking, reader: Reader, today: date) -> None:
    for filters in ({}, *(one for one, _ in FILTERS)):
        question = asking(today, filters)
        found = asked(CountTasks.model_validate(question), reader)
        shown = lines(asked, question, reader)
        assert found.model_dump() == tallied(shown, today), question


def tallied(shown: list[TaskLine], today: date) -> dict[str, dict[str, int]]:
    """Count lines as the facets do."""
    return {
        "type": Counter(line.type for line in shown),
        "blocks": Counter(line.blocks.value for line in shown),
        "status": Counter(line.status for line in shown),
        "assigned_to": Counter(line.assigned_to or "" for line in shown),
        "due": Counter(due(line.due_on, today) for line in shown),
        "age": Counter(age(line.opened_at, today) for line in shown),
        "case_status": Counter(line.case_status.value for line in shown),
    }


def due(day: date, today: date) -> str:
    if day < today:
        return "overdue"
    return "this_week" if day < today + timedelta(days=7) else "later"


def age(opened_at: datetime, today: date) -> str:
    days = (today - opened_at.astimezone(COPENHAGEN).date()).days
    return "week" if days < 7 else "month" if days < 30 else "older"


def test_counts_show_no_more_than_the_lines_do(asked: Asking) -> None:
    """Protected persons and own employees are in the counts of those who may see them."""
    plain, trusted, elsewhere = (
        sum(asked(CountTasks(today=TODAY), reader).status.values())
        for reader in (HERE, TRUSTED, Reader(751))
    )
    assert 0 < plain < trusted
    assert elsewhere > 0
    assert sum(asked(CountTasks(today=TODAY), Reader(999)).status.values()) == 0
