"""A population killed inside its runs is paid as one that was not, to the øre, by the account."""

import asyncio
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import orjson
import pytest

from application.invariants.check import check
from application.ports.clock import DENMARK
from application.runs.schedule import due
from application.simulation.traits import Plan
from domain.dossier.dossier import Recorded
from infrastructure.log.reading import WholeLog
from infrastructure.postgres.server import open_database
from tests.infrastructure.postgres.programs import Folder
from tests.proof.accounts import disagreements, payments

LONG = 3 * 3600  # seconds, on a busy machine
STEPS = ("payments-prepare", "payments-close", "payments-send", "payments-reconcile")
SMALL = Plan(300, 20, date(2026, 1, 5), date(2026, 4, 5), 2)
YEAR = Plan(3000, 21, date(2025, 1, 6), date(2026, 1, 4), 3)


@dataclass(frozen=True)
class Kill:
    """Inside which run, and when in it: so many orders on, and so much later."""

    run: str
    day: date
    order: int
    late: float

    @property
    def since(self) -> datetime:
        midnight = datetime.combine(self.day, datetime.min.time(), DENMARK)
        found = due(midnight, midnight + timedelta(days=1))
        return next(one.instant for one in found if one.name == self.run)


@dataclass
class Simulation:
    """A folder in which a plan is played by programs of their own."""

    folder: Folder
    plan: Plan
    killed: list[int] = field(default_factory=list[int])

    def play(self, kills: Sequence[Kill] = ()) -> None:
        since: datetime | None = None
        for kill in kills:
            code = self.program(kill, since)
            assert code == -9, f"{kill} was not reached: {code}"
            self.killed.append(code)
            since = kill.since
        assert self.program(None, since) == 0

    def program(self, kill: Kill | None, since: datetime | None) -> int:
        asked = {"data_dir": str(self.folder.path), "plan": asdict(self.plan)}
        more = {"kill": kill and asdict(kill), "since": since and since.astimezone(UTC)}
        words = [sys.executable, "-m", "tests.proof.simulation_process"]
        said = orjson.dumps({**asked, **more}).decode()
        ended = subprocess.run([*words, said], check=False, timeout=LONG, env=self.environment)
        return ended.returncode

    @property
    def environment(self) -> dict[str, str]:
        return self.folder.surroundings()

    def log(self) -> list[Recorded]:
        async def read(log: WholeLog) -> list[Recorded]:
            return [one async for page in log.pages() for one in page.recorded]

        with open_database(self.folder.path) as database:
            return asyncio.run(read(WholeLog(database, self.folder.path)))

    def broken(self) -> list[str]:
        with open_database(self.folder.path) as database:
            found = asyncio.run(check(WholeLog(database, self.folder.path)))
        return [f"{one.invariant} at {one.position}: {one.detail}" for one in found.violations]


@pytest.fixture
def place() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="sdp-k-")).resolve()
    yield made
    for name in ("killed", "whole"):
        Folder(made / name).end()
    shutil.rmtree(made, ignore_errors=True)


def drawn(plan: Plan, number: int) -> list[Kill]:
    """Draw kills in order of time, each step of a payment run as often as the others."""
    rng = Random(plan.seed)  # noqa: S311  (a seed, so that it can be drawn again)
    runs = [STEPS[n % len(STEPS)] for n in range(number)]
    weeks = (plan.last_day - plan.first_day).days // 7
    mondays = sorted(rng.sample(range(weeks // 2, weeks), number))
    rng.shuffle(runs)
    first = plan.first_day - timedelta(days=plan.first_day.weekday())
    return [
        Kill(
            run,
            first + timedelta(days=7 * week + (run == "payments-reconcile")),
            rng.randint(2, 12),
            rng.random() / 50,
        )
        for run, week in zip(runs, mondays, strict=True)
    ]


def test_300_cases_and_3_kills(place: Path) -> None:
    prove(place, SMALL, drawn(SMALL, 3))


@pytest.mark.proof
def test_3000_cases_of_a_year_and_10_kills(place: Path) -> None:
    kills = drawn(YEAR, 10)
    assert min(Counter(kill.run for kill in kills)[step] for step in STEPS) >= 2
    prove(place, YEAR, kills)


def prove(place: Path, plan: Plan, kills: Sequence[Kill]) -> None:
    killed, whole = (Simulation(Folder(place / name), plan) for name in ("killed", "whole"))
    with ThreadPoolExecutor() as both:  # programs of their own: as many cores as there are
        playing = [both.submit(killed.play, kills), both.submit(whole.play)]
        for each in playing:
            each.result()
    assert killed.killed == [-9] * len(kills)
    of_killed, of_whole = killed.log(), whole.log()
    assert payments(of_killed) == payments(of_whole) != []
    assert (killed.broken(), whole.broken()) == ([], [])
    assert disagreements(of_killed) == []
