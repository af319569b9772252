"""A page of the task queue over HTTP: the time of all but the slowest hundredth (milliseconds).

100,000 open tasks of 20,000 cases written through the journal, in one municipality; 480,000 cases
more in others, copied in the database. 200 combinations of filters and order, the first page and
the fiftieth of each, one request at a time. The limit runs the same SQL on one connection, as the
owner: without row security, HTTP, tokens, decryption and access log.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import cycle, islice, product
from statistics import median
from typing import Any, cast
from urllib.parse import urlencode

import httpx2
import orjson

from bench import crowd, limits, load
from bench.crowd import HERE
from bench.ground import Ground
from bench.load import Answers, Request
from bench.measuring import take_turns
from bench.row import Measured, Tail, measured
from bench.serving import sdp, serving
from domain.task.types import TASK_TYPES
from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from projections.query import Statement
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.query import TaskQueue

FIFTIETH = 49 * 50  # rows before it
STRIDE = 7  # shares no factor with the number of combinations there are
LONG = 490  # rows of a page while looking for the fiftieth
FASTEST = 1_000  # requests a second that are prepared
Asked = Mapping[str, object]  # parameters by name
TYPES = sorted(TASK_TYPES)
ALL: tuple[Sequence[Asked], ...] = (
    ({}, {"types": TYPES[:1]}, {"types": TYPES[1:4]}),
    ({"statuses": ["open"]}, {"statuses": ["open", "held"]}),
    ({}, {"assigned": "true"}, {"assigned": "false"}, {"assigned_to": "b-7"}),
    ({}, {"due_from": "2026-02-01", "due_to": "2026-03-15"}),
    tuple({"sort": sort} for sort in ("due_on", "-due_on", "opened_at", "-opened_at", "priority")),
    ({}, {"citizen": crowd.FIRST_NAMES[0]}),
)


def combinations(count: int) -> list[Asked]:
    found = [
        {name: value for part in parts for name, value in part.items()} for parts in product(*ALL)
    ]
    return [found[place * STRIDE % len(found)] for place in range(count)]


def queue_page(ground: Ground) -> Measured:
    seconds, cases = ground.pick(8.0, 0.5), ground.pick(20_000, 100)
    with ExitStack() as stack:
        token = crowd.write(ground, cases, copies=ground.pick(24, 2))
        command = sdp("serve", "--port", "0", "--data-dir", str(ground.folder))
        port = stack.enter_context(serving(command, ground.environment()))
        pages = both_pages(port, token, ground.pick(200, 40))
        ours = Pages(port, [request(asked, token) for asked in pages])
        raw = stack.enter_context(limits.connect(ground.database.url("owner")))
        statements = sql(ground, pages)
        runs = {
            "ours": partial(ours.run, seconds),
            "limit": partial(limits.slowest_hundredth, raw, statements),
        }
        figures = take_turns(runs, ground.runs)
    answers = ours.answers[1:]
    tail = Tail(median(one.p50 for one in answers), median(one.p99 for one in answers))
    note = f"{cases * crowd.TASKS} open tasks, {len(pages)} pages, by {load.name()}"
    return measured(figures, note, tail)


@dataclass
class Pages:
    port: int
    requests: Sequence[Request]
    answers: list[Answers] = field(default_factory=list[Answers])

    def run(self, seconds: float) -> float:
        requests = list(islice(cycle(self.requests), int(FASTEST * seconds)))
        self.answers.append(load.send(self.port, requests, seconds, connections=1))
        return self.answers[-1].p99


def request(asked: Asked, token: str) -> Request:
    path = f"/tasks?{urlencode(asked, doseq=True)}"
    return Request("GET", path, {"Authorization": f"Bearer {token}"})


def both_pages(port: int, token: str, count: int) -> list[Asked]:
    """Give each combination with and without the cursor of its fiftieth, or last, page."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", headers=headers) as client:
        both = [(asked, further(client, asked)) for asked in combinations(count)]
    return [page for pages in both for page in pages]


def further(client: httpx2.Client, asked: Asked) -> Asked:
    """Follow a combination to its fiftieth page, in long steps."""
    cursor: str | None = None
    for _ in range(FIFTIETH // LONG):
        there = {"cursor": cursor} if cursor else {}
        answer = client.get("/tasks", params=cast("Any", {**asked, **there, "limit": LONG}))
        following = orjson.loads(answer.raise_for_status().content)["next"]
        if following is None:
            break
        cursor = following
    return {**asked, "cursor": cursor} if cursor else asked


def sql(ground: Ground, pages: Sequence[Asked]) -> list[limits.Query]:
    """Say the same pages as the database is asked for them."""
    with KeyStore(ground.folder / "keys") as keys:
        blind = PersonalColumns(keys).blind
        asked = [TaskQueue.model_validate(page) for page in pages]
        found = [one.statements(TASK_QUEUE.schema, blind) for one in asked]
    return [in_one_municipality(statement) for (statement,) in found]


def in_one_municipality(statement: Statement) -> limits.Query:
    """Add by hand what row security adds: whose tasks these are."""
    own = f"task.municipality = {HERE.municipality} AND ".encode()
    return statement.compiled.sql.replace(b"WHERE ", b"WHERE " + own, 1), statement.params
