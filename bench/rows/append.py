"""One command on a dossier of 20 events, durably: one after the other, and by eight tasks.

The limit loads, decrypts, decodes and appends by one statement on one connection (or on eight, from
threads); the stock library does `repository.get`, one method and `save`. Every run takes dossiers
that nobody has touched before.
"""

from contextlib import ExitStack
from functools import partial

from bench import limits, opponents, stock
from bench.dossiers import as_told, told
from bench.ground import Ground
from bench.measuring import per_second, take_turns
from bench.row import Measured, measured
from domain.case.events import NoteAdded

EVENTS, TASKS, STOCK_THREADS = 20, 8, 4
NOTE = as_told(NoteAdded(text="Sagen er gennemgået."))


def load_decide_append(ground: Ground) -> Measured:
    count = ground.pick(300, 60)
    turns = count * (ground.runs + 1)
    with ExitStack() as stack:
        raw = stack.enter_context(opponents.raw(ground, told(EVENTS), turns))
        library = stack.enter_context(opponents.library(ground, told(EVENTS), turns))
        runs = {
            "limit": partial(raw_one_by_one, raw, count),
            "stock": partial(library_one_by_one, library, count),
        }
        figures = take_turns(runs, ground.runs)
    return measured(figures, note="not built yet: the event log")


def concurrent_writers(ground: Ground) -> Measured:
    count = ground.pick(800, 120)
    turns = count * (ground.runs + 1)
    with ExitStack() as stack:
        raw = stack.enter_context(opponents.raw(ground, told(EVENTS), turns))
        library = stack.enter_context(opponents.library(ground, told(EVENTS), turns))
        connections = [stack.enter_context(limits.connect(raw.url)) for _ in range(TASKS)]
        runs = {
            "limit": partial(raw_together, raw, connections, count),
            "stock": partial(library_together, library, count),
        }
        figures = take_turns(runs, ground.runs)
    return measured(figures, note="not built yet: the event log")


def raw_one_by_one(raw: opponents.Raw, count: int) -> float:
    cases = raw.untouched.take(count)
    return per_second(
        count,
        lambda: [limits.command(raw.connection, raw.keys, case_id, NOTE) for case_id in cases],
    )


def raw_together(raw: opponents.Raw, connections: list[limits.Connection], count: int) -> float:
    cases = raw.untouched.take(count)
    return per_second(count, lambda: limits.commands(connections, raw.keys, cases, NOTE))


def library_one_by_one(library: opponents.Library, count: int) -> float:
    cases = library.untouched.take(count)
    return per_second(count, lambda: [library.app.command(case_id, *NOTE) for case_id in cases])


def library_together(library: opponents.Library, count: int) -> float:
    cases = library.untouched.take(count)
    return per_second(count, lambda: stock.threads(library.app, cases, NOTE, STOCK_THREADS))
