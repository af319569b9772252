"""A page of the task queue over HTTP: the time of all but the slowest hundredth (milliseconds).

In the population of `bench/population.py`: 100,000 open tasks in one municipality, 500,000 cases in
the country. 200 combinations of filters and order, the first page and the fiftieth of each, one
request at a time. The limit runs the same SQL on one connection of the reader: without HTTP,
tokens, decryption and access log.
"""

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import cycle, islice, product
from statistics import median
from typing import Any, cast
from urllib.parse import urlencode

import httpx2
import orjson
import psycopg

from application.ports.clock import danish_day
from application.simulation import people
from bench import limits, load, program
from bench.ground import Ground
from bench.load import Answers, Request
from bench.measuring import take_turns
from bench.opening import BY_HAND
from bench.population import HERE, populated
from bench.row import Measured, Tail, measured
from bench.serving import sdp, serving
from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.query import TaskQueue

FIFTIETH = 49 * 50  # rows before it
STRIDE = 7  # shares no factor with the number of combinations there are
LONG = 490  # rows of a page while looking for the fiftieth
FASTEST = 1_000  # requests a second that are prepared
PATIENCE = 60  # seconds for one answer, while pages are looked for
READER = b"""
    SELECT set_config('sdp.municipality', %s, false), set_config('plan_cache_mode',
        'force_custom_plan', false), set_config('max_parallel_workers_per_gather', '0', false)
"""
Asked = Mapping[str, object]  # parameters by name
# What is asked for: types and citizens that are frequent, and such as are rare.
ALL: tuple[Sequence[Asked], ...] = (
    ({}, {"types": BY_HAND[:1]}, {"types": BY_HAND[1:4]}, {"types": BY_HAND[-1:]}),
    ({"statuses": ["open"]}, {"statuses": ["open", "held"]}, {"statuses": ["held"]}, {}),
    ({}, {"assigned": "true"}, {"assigned": "false"}, {"assigned_to": HERE.id}),
    ({}, {"due_from": "2026-07-01", "due_to": "2026-08-01"}, {"blocks": ["decision"]}),
    tuple({"sort": sort} for sort in ("due_on", "-due_on", "opened_at", "-opened_at", "priority")),
    ({}, {"citizen": people.FIRST_NAMES[0]}, {"case_statuses": ["ended"]}, {"text": "borgeren"}),
)


def combinations(count: int) -> list[Asked]:
    found = [
        {name: value for part in parts for name, value in part.items()} for parts in product(*ALL)
    ]
    return [found[place * STRIDE % len(found)] for place in range(count)]


def queue_page(ground: Ground) -> Measured:
    seconds = ground.pick(8.0, 0.5)
    with ExitStack() as stack:
        ground = stack.enter_context(populated(ground, say))
        token = program.token(ground, HERE)
        command = sdp("serve", "--port", "0", "--simulated-clock", "--data-dir", str(ground.folder))
        port = stack.enter_context(serving(command, ground.environment()))
        pages = both_pages(port, token, ground.pick(200, 40))
        ours = Pages(port, [request(asked, token) for asked in pages])
        raw = stack.enter_context(limits.connect(ground.database.url("sdp_app")))
        raw.execute(READER, [str(HERE.municipality)])
        statements = sql(ground, pages)
        runs = {
            "ours": partial(ours.run, seconds),
            "limit": partial(limits.slowest_hundredth, raw, statements),
        }
        figures = take_turns(runs, ground.runs)
        note = f"{open_tasks(port, token)} open tasks, {len(pages)} pages, by {load.name()}"
    answers = ours.answers[1:]
    tail = Tail(median(one.p50 for one in answers), median(one.p99 for one in answers))
    return measured(figures, note, tail)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201  (how far the population is made)


def open_tasks(port: int, token: str) -> int:
    """Count what the reader's queue holds."""
    asked = request({"statuses": ["open", "held"]}, token, "/tasks/counts")
    with httpx2.Client(
        base_url=f"http://127.0.0.1:{port}", headers=dict(asked.headers), timeout=PATIENCE
    ) as client:
        return sum(orjson.loads(client.get(asked.path).content)["status"].values())


@dataclass
class Pages:
    port: int
    requests: Sequence[Request]
    answers: list[Answers] = field(default_factory=list[Answers])

    def run(self, seconds: float) -> float:
        requests = list(islice(cycle(self.requests), int(FASTEST * seconds)))
        self.answers.append(load.send(self.port, requests, seconds, connections=1))
        return self.answers[-1].p99


def request(asked: Asked, token: str, path: str = "/tasks") -> Request:
    return Request(
        "GET", f"{path}?{urlencode(asked, doseq=True)}", {"Authorization": f"Bearer {token}"}
    )


def both_pages(port: int, token: str, count: int) -> list[Asked]:
    """Give each combination with and without the cursor of its fiftieth, or last, page."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx2.Client(
        base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=PATIENCE
    ) as client:
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
        today = danish_day(last_recorded(ground))
        asked = [TaskQueue.model_validate({"today": today, **page}) for page in pages]
        found = [one.statements(TASK_QUEUE.schema, blind) for one in asked]
    return [(one.compiled.sql, one.params) for (one,) in found]


def last_recorded(ground: Ground) -> datetime:
    """Give the instant at which simulated time stands."""
    with psycopg.connect(ground.database.url("owner")) as connection:
        row = connection.execute("SELECT max(recorded_at) FROM sdp_log.event").fetchone()
    return row[0] if row else datetime.min.replace(tzinfo=UTC)
