"""The task queue built again from the first event of the log, in events a second.

The limit only reads, decrypts and decodes every event, on one connection; the stock library runs
its ProjectionRunner with a view of one row for each task, over fewer events since it needs longer.
"""

from contextlib import ExitStack
from functools import partial

from bench import limits, opponents, stock
from bench.dossiers import told
from bench.ground import Ground
from bench.measuring import per_second, take_turns
from bench.row import Measured, measured

EVENTS = 20


def rebuild_task_queue(ground: Ground) -> Measured:
    with ExitStack() as stack:
        raw = stack.enter_context(opponents.raw(ground, told(EVENTS), ground.pick(5000, 500)))
        library = stack.enter_context(opponents.library(ground, told(EVENTS), ground.pick(150, 30)))
        runs = {
            "limit": partial(raw_reading, raw),
            "stock": partial(library_rebuild, library),
        }
        figures = take_turns(runs, ground.runs)
    return measured(figures, note="not built yet: the projections")


def raw_reading(raw: opponents.Raw) -> float:
    count = len(raw.keys) * EVENTS
    return per_second(count, lambda: limits.read_all(raw.connection, raw.keys))


def library_rebuild(library: opponents.Library) -> float:
    stock.forget(library.app)
    head = library.app.recorder.max_notification_id()
    return per_second(len(library.cases) * EVENTS, lambda: stock.project(library.environment, head))
