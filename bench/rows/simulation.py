"""A year of a population in events a second, as `sdp simulate` plays it, on all cores.

The limit writes the events of one of these logs again as raw SQL in batches of 300, encrypted and
each batch durable, by two threads: nothing is decided, computed or planned.
"""

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from application.simulation.traits import Plan
from bench import limits, limits_batches
from bench.ground import Ground
from bench.limits_batches import Written
from bench.measuring import per_second, take_turns
from bench.row import Measured, measured
from domain.dossier.erased import Erased
from infrastructure.log.reading import WholeLog
from infrastructure.migrations import migrate
from infrastructure.simulating import Share, play
from infrastructure.stored_names import encode

FIRST, SEED, MUNICIPALITIES, CONNECTIONS = date(2026, 1, 5), 1, 4, 2


@dataclass
class Simulated:
    """Each run on a database of its own; the log of the last one is what the limit writes."""

    ground: Ground
    plan: Plan
    events: list[Written]

    def run(self) -> float:
        with self.ground.other_database() as database:
            migrate(database)
            folder = self.ground.folder / database.name
            played = play(Share(database, folder, self.plan), lambda _, __: None)
            self.events = asyncio.run(written(WholeLog(database, folder)))
            return len(self.events) / played.seconds

    def limit(self) -> float:
        """Write as many of them as matter, on a new raw log."""
        with self.ground.other_database() as database, ExitStack() as stack:
            url = database.url("owner")
            limits.create(url)
            connections = [stack.enter_context(limits.connect(url)) for _ in range(CONNECTIONS)]
            keys = limits_batches.new_keys(self.events)
            work = partial(limits_batches.write, connections, keys, self.events)
            return per_second(len(self.events), work)


async def written(log: WholeLog) -> list[Written]:
    found: list[Written] = []
    async for page in log.pages():
        for event, at in ((one.event, one.envelope) for one in page.recorded):
            if isinstance(event, Erased):
                raise TypeError("nothing is erased in a simulated log")
            stored = encode(event)
            place = (at.case_id, at.stream_id, at.version, at.dossier_version)
            found.append((*place, stored.name, stored.payload))
    return found


def simulate(ground: Ground) -> Measured:
    cases, days = ground.pick((3000, 182), (60, 42))
    plan = Plan(cases, SEED, FIRST, FIRST + timedelta(days=days), MUNICIPALITIES)
    ours = Simulated(ground, plan, [])
    runs = {"ours": ours.run, "limit": ours.limit}
    rates = take_turns(runs, ground.pick(2, 1), warm=not ground.quick)
    note = f"{len(ours.events)} events of {cases} cases in {MUNICIPALITIES} municipalities"
    return measured(rates, note)
