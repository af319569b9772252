"""What the queue is searched in: a simulated half-year, tasks opened by hand, and their copies.

It is made once, in minutes, and kept in the folder `.bench` (`SDP_BENCH_DIR`) for later runs; how
its tables are made is part of its name, so that other tables are filled anew. Cases, their tasks
and 20,000 open tasks of the reader's municipality come of commands. What they became in the read
model is then copied there under other keys, names and days; and another municipality's cases, as
they lie there without being read, into the rest of the country.
"""

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from application.simulation.traits import FIRST_CODE, Plan
from bench import copying, opening
from bench.following import caught_up_with
from bench.ground import Ground, holding, level_ground
from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.migrations import migrate
from infrastructure.postgres.folder import made
from infrastructure.postgres.server import open_database
from infrastructure.readmodels.shape import shape_of
from infrastructure.simulating import Share, play
from projections.task_queue.v1.projection import TASK_QUEUE

HERE = Actor(ActorId("colleague-1"), Role.CASE_WORKER, Municipality(FIRST_CODE))
FIRST, SEED = date(2026, 1, 5), 1
Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """`own`: how often the reader's municipality is there; `others`: how many others there are."""

    cases: int
    last_day: date
    by_hand: int
    own: int
    others: int


WHOLE = Size(10_000, date(2026, 6, 28), by_hand=20_000, own=5, others=95)
SMALL = Size(60, date(2026, 2, 15), by_hand=200, own=2, others=2)


@contextmanager
def populated(ground: Ground, say: Say) -> Generator[Ground]:
    """Give a ground of its own with a small population, or the whole one that is kept.

    Its log is simulated, which the one that the other rows write is not.
    """
    if ground.quick:
        with level_ground(quick=True) as own:
            make(own, SMALL, say)
            yield own
        return
    folder = kept_in()
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
    with holding(made(folder)), open_database(folder) as database:
        kept = Ground(folder, database, quick=False)
        if not (folder / "whole").exists():
            make(kept, WHOLE, say)
            (folder / "whole").touch()
        yield kept


def kept_in() -> Path:
    return Path(os.environ.get("SDP_BENCH_DIR", ".bench")).resolve() / f"queue-{fingerprint()}"


def fingerprint() -> str:
    """Name the size and what the tables are made with: another shape would not be shown."""
    return sha256(f"{WHOLE!r} {shape_of(TASK_QUEUE)}".encode()).hexdigest()[:12]


def make(ground: Ground, size: Size, say: Say) -> None:
    migrate(ground.database)
    say(f"{size.cases} cases are played")
    plan = Plan(size.cases, SEED, FIRST, size.last_day, municipalities=2)
    play(Share(ground.database, ground.folder, plan), lambda _, __: None)
    caught_up_with(ground, (TASK_QUEUE,))
    say(f"{size.by_hand} tasks are opened by hand")
    opening.open_tasks(ground, HERE, size.by_hand, size.last_day)
    caught_up_with(ground, (TASK_QUEUE,))
    say(f"{HERE.municipality} is copied {size.own - 1} times")
    copying.into_the_same(ground, HERE.municipality, size.own - 1)
    say(f"{HERE.municipality + 1} is copied into {size.others} others")
    copying.into_others(ground, HERE.municipality + 1, size.others)
