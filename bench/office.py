"""A municipality's office at work: journal, candidates, and a worker that feeds the read models."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import count as counting

from application.runs.office import Errand, Office
from bench import dossiers
from bench.following import caught_up
from bench.ground import Ground
from bench.program import Program, now, opened, seed
from bench.serving import running, sdp
from domain.case.events import BenefitGranted
from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.office import open_office

ABSENT = 40  # days from the first day of absence until the case is decided
MUNICIPALITIES = counting(200)  # each run of a benchmark has one to itself


@dataclass
class AtWork:
    """`begin` writes new cases in a municipality of their own and gives its number."""

    program: Program
    office: Office
    today: date = field(default_factory=lambda: now().date())

    def begin(self, count: int, granted: BenefitGranted | None = None) -> Municipality:
        here = Municipality(next(MUNICIPALITIES))
        actor = Actor(ActorId("b-1"), Role.CASE_WORKER, here)
        first_day = self.today - timedelta(days=ABSENT)
        facts = partial(dossiers.new_case, first_day=first_day, granted=granted)
        self.program.wait(seed(self.program.journal, facts, count, actor))
        return here

    def errand(self, name: str, here: Municipality) -> Errand:
        return Errand(name, here, self.today)


@contextmanager
def at_work(ground: Ground) -> Generator[AtWork]:
    """Open the office on the program's own database, its worker a process of its own."""
    with ExitStack() as stack:
        ours = stack.enter_context(opened(ground.database, ground.folder, 0, 0))
        caught_up(ours)
        worker = sdp("worker", "--data-dir", str(ground.folder))
        stack.enter_context(running(worker, ground.environment()))
        opening = open_office(ours.database, ours.folder, ours.journal, now)
        office = ours.wait(opening.__aenter__())
        stack.callback(lambda: ours.wait(opening.__aexit__(None, None, None)))
        yield AtWork(ours, office)
