"""One program that plays a simulation in one process, and may kill itself inside a run.

Its one argument is JSON: `data_dir`, `plan`, and for a killed one `kill` {run, day, order, late},
for one that takes up again `since`. When it comes to its end it prints what the log's figures are.
"""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import orjson

from application.ports.journal import Decided, Journal, Order, Receipt
from application.simulation.player import Player, player
from application.simulation.resuming import resume
from application.simulation.time import SimulatedTime
from application.simulation.traits import A_DAY, Plan
from domain.run.commands import FinishRun
from infrastructure.log.journal import open_journal
from infrastructure.log.reading import WholeLog
from infrastructure.migrations import migrate
from infrastructure.office import EXPORTS
from infrastructure.payment_files import ObligingBank
from infrastructure.postgres.server import Database, open_database
from infrastructure.run_locks import open_run_locks
from tests.support.passing_on import PassingOn


@dataclass
class Mortal(PassingOn):
    """A journal whose program dies while an order of one run is being recorded."""

    run: str
    day: date
    order: int
    late: float  # seconds after the append has begun
    seen: int = 0

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        if order.actor.id == f"run/{self.run}" and order.key.startswith(f"{self.run}/{self.day}/"):
            self.seen += 1
            if isinstance(order.command, FinishRun):
                die()  # the run is as good as over: not a moment later
            if self.seen == self.order:
                asyncio.get_running_loop().call_later(self.late, die)
        return await self.journal.append(order, decided, expected_version)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def plan_of(said: dict[str, Any]) -> Plan:
    days = (date.fromisoformat(said["first_day"]), date.fromisoformat(said["last_day"]))
    return Plan(said["cases"], said["seed"], *days, said["municipalities"])


async def play(database: Database, data_dir: Path, asked: dict[str, Any]) -> None:
    plan = plan_of(asked["plan"])
    time = SimulatedTime(datetime.combine(plan.first_day, datetime.min.time(), UTC))
    files = ObligingBank(data_dir / EXPORTS / "payments")
    async with (
        open_journal(database, data_dir, clock=time, simulated=True) as journal,
        open_run_locks(database) as locks,
    ):
        mortal = doomed(journal, asked.get("kill"))
        one = player(plan, mortal, files, time, lambda _: True)
        one.office = replace(one.office, locks=locks)
        await every_day(one, database, data_dir, asked.get("since"))


def doomed(journal: Journal, kill: dict[str, Any] | None) -> Journal:
    if kill is None:
        return journal
    day = date.fromisoformat(kill["day"])
    return Mortal(journal, kill["run"], day, kill["order"], kill["late"])


async def every_day(one: Player, database: Database, data_dir: Path, since: str | None) -> None:
    day = one.plan.first_day
    if since is not None:
        instant = datetime.fromisoformat(since)
        log = WholeLog(database, data_dir)
        recorded = [each async for page in log.pages() for each in page.recorded]
        await resume(one, recorded, instant)
        day = instant.date() + A_DAY
    while day <= one.plan.last_day:
        await one.play(day)
        day += A_DAY


def main() -> None:
    asked = orjson.loads(sys.argv[1])
    data_dir = Path(asked["data_dir"])
    with open_database(data_dir) as database:
        migrate(database)
        asyncio.run(play(database, data_dir, asked))


if __name__ == "__main__":
    main()
