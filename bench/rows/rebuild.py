"""The task queue built again from the first event of the log, in events a second.

Measured as `sdp projections rebuild` does it: tables, two processes, each a shard, indexes. Only
what the task queue folds is read. The limit reads, decrypts and decodes every event, on one
connection, and writes nothing; the stock library runs its
ProjectionRunner with a view of one row for each task, over fewer events since it needs longer.
Beside them: the same rebuild in one process.
"""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

import psycopg

from bench import limits, opponents, stock
from bench.dossiers import told
from bench.ground import Ground
from bench.measuring import per_second, take_turns
from bench.program import Program, program
from bench.row import Measured, measured
from infrastructure.log.personal import PersonalColumns
from infrastructure.log.reading import LogPages
from infrastructure.readmodels.ports import Feed
from infrastructure.readmodels.rebuild import Plan, fill_here, rebuild
from infrastructure.readmodels.shards import Place, Processes
from infrastructure.readmodels.worker import connected
from projections.register import ALL
from projections.task_queue.v1.projection import TASK_QUEUE

EVENTS, SHARDS = 20, 2


def rebuild_task_queue(ground: Ground) -> Measured:
    dossiers = ground.pick(10_000, 300)
    with ExitStack() as stack:
        ours = stack.enter_context(program(ground, EVENTS, dossiers))
        raw = stack.enter_context(opponents.raw(ground, told(EVENTS), dossiers))
        library = stack.enter_context(
            opponents.stock_library(ground, told(EVENTS), ground.pick(150, 15))
        )
        sharded = stack.enter_context(rebuilding(ours, in_processes))
        runs = {
            "ours": partial(our_rebuild, sharded, dossiers * EVENTS),
            "limit": partial(raw_reading, raw),
            "stock": partial(library_rebuild, library),
        }
        if not ground.quick:
            alone = stack.enter_context(rebuilding(ours, in_one))
            runs["in one process"] = partial(our_rebuild, alone, dossiers * EVENTS)
        return measured(take_turns(runs, ground.runs, warm=not ground.quick))


@dataclass(frozen=True)
class Rebuilding:
    connection: psycopg.Connection
    feed: Feed
    plan: Plan


@contextmanager
def rebuilding(
    ours: Program, plan: Callable[[Program, psycopg.Connection, Feed], Plan]
) -> Generator[Rebuilding]:
    feed = Feed(LogPages(ours.journal.keys), PersonalColumns(ours.journal.keys), ALL)
    with connected(ours.database) as connection:
        yield Rebuilding(connection, feed, plan(ours, connection, feed))


def in_processes(ours: Program, connection: psycopg.Connection, _: Feed) -> Plan:
    place = Place(ours.database, ours.folder)
    return Plan(Processes(place, connection, lambda _, __: None).fill, SHARDS)


def in_one(_: Program, connection: psycopg.Connection, feed: Feed) -> Plan:
    return Plan(fill_here(connection, feed))


def our_rebuild(anew: Rebuilding, count: int) -> float:
    return per_second(count, lambda: rebuild(anew.connection, anew.feed, TASK_QUEUE, anew.plan))


def raw_reading(raw: opponents.Raw) -> float:
    count = len(raw.keys) * EVENTS
    return per_second(count, lambda: limits.read_all(raw.connection, raw.keys))


def library_rebuild(library: opponents.Library) -> float:
    stock.forget(library.app)
    head = library.app.recorder.max_notification_id()
    return per_second(len(library.cases) * EVENTS, lambda: stock.project(library.environment, head))
