"""One command on a dossier of 20 events, durably: one after the other, and by eight tasks.

The limit loads, decrypts, decodes and appends by one statement on one connection (or on eight, from
threads); the stock library does `repository.get`, one method and `save`. Every run takes dossiers
that nobody has touched before.
"""

from contextlib import ExitStack
from functools import partial

from bench import limits, opponents, stock
from bench.dossiers import as_told, told
from bench.following import following
from bench.ground import Ground
from bench.measuring import per_second, take_turns, together
from bench.program import Program, program
from bench.row import Measured, measured
from domain.case.events import NoteAdded
from domain.shared.envelope import CaseId

EVENTS, TASKS, STOCK_THREADS = 20, 8, 4
NOTE = as_told(NoteAdded(text="Sagen er gennemgået."))


def load_decide_append(ground: Ground) -> Measured:
    count = ground.pick(300, 60)
    turns = count * (ground.runs + 1)
    with ExitStack() as stack:
        ours = stack.enter_context(program(ground, EVENTS, turns))
        raw = stack.enter_context(opponents.raw(ground, told(EVENTS), turns))
        library = stack.enter_context(opponents.stock_library(ground, told(EVENTS), turns))
        runs = {
            "ours": partial(one_by_one, ours, count),
            "limit": partial(raw_one_by_one, raw, count),
            "stock": partial(library_one_by_one, library, count),
        }
        return measured(take_turns(runs, ground.runs))


def concurrent_writers(ground: Ground) -> Measured:
    """Measure eight tasks at once; a reader that follows the log must miss nothing meanwhile."""
    count = ground.pick(800, 120)
    turns = count * (ground.runs + 1)
    with ExitStack() as stack:
        ours = stack.enter_context(program(ground, EVENTS, turns))
        raw = stack.enter_context(opponents.raw(ground, told(EVENTS), turns))
        library = stack.enter_context(opponents.stock_library(ground, told(EVENTS), turns))
        connections = [stack.enter_context(limits.connect(raw.url)) for _ in range(TASKS)]
        follower = stack.enter_context(following(ours.database))
        answered = set[int]()
        runs = {
            "ours": partial(by_tasks, ours, count, answered),
            "limit": partial(raw_together, raw, connections, count),
            "stock": partial(library_together, library, count),
        }
        figures = take_turns(runs, ground.runs)
        missed = len(answered - follower.seen(max(answered)))
        if missed:
            raise RuntimeError(f"a reader that follows the log missed {missed} events")
        return measured(figures, note=f"a reader following the log saw all {len(answered)}")


def one_by_one(ours: Program, count: int) -> float:
    cases = ours.untouched.take(count)
    return per_second(count, lambda: ours.wait(together(ours.command, cases, 1)))


def by_tasks(ours: Program, count: int, answered: set[int]) -> float:
    cases = ours.untouched.take(count)

    async def work(case_id: CaseId) -> None:
        answered.add((await ours.command(case_id)).position)

    return per_second(count, lambda: ours.wait(together(work, cases, TASKS)))


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
