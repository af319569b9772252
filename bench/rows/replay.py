"""A dossier's whole history, from the query to the folded case, in milliseconds.

The limit is one query, decryption, decoding and a fold into a dictionary; the stock library does
`repository.get` of one stream of the same events. All run on the same few dossiers: warm.
"""

from contextlib import ExitStack
from functools import partial
from itertools import cycle, islice

from bench import limits, opponents
from bench.dossiers import told
from bench.ground import Ground
from bench.measuring import milliseconds, per_second, take_turns, together
from bench.program import Program, program
from bench.row import Measured, measured


def replay_25(ground: Ground) -> Measured:
    return replay(ground, 25, ground.pick(1000, 150))


def replay_2000(ground: Ground) -> Measured:
    return replay(ground, 2000, ground.pick(30, 6))


def replay(ground: Ground, events: int, times: int) -> Measured:
    dossiers = ground.pick(10, 3)
    with ExitStack() as stack:
        raw = stack.enter_context(opponents.raw(ground, told(events), dossiers))
        library = stack.enter_context(opponents.stock_library(ground, told(events), dossiers))
        ours = stack.enter_context(program(ground, events, dossiers))
        runs = {
            "ours": partial(our_replay, ours, times),
            "limit": partial(raw_replay, raw, times),
            "stock": partial(library_replay, library, max(times // 5, 5)),
        }
        return measured(take_turns(runs, ground.runs))


def our_replay(ours: Program, times: int) -> float:
    cases = islice(cycle(ours.cases), times)
    return 1000 / per_second(times, lambda: ours.wait(together(ours.replay, cases, 1)))


def raw_replay(raw: opponents.Raw, times: int) -> float:
    cases = cycle(raw.keys)
    return milliseconds(times, lambda: limits.load(raw.connection, raw.keys, next(cases), "none"))


def library_replay(library: opponents.Library, times: int) -> float:
    cases = cycle(library.cases)
    return milliseconds(times, lambda: library.app.repository.get(next(cases)))
