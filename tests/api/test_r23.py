"""R23 over HTTP as the originals print it (spec 08): October 2017 to February 2018."""

import asyncio
import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

from application.handle import handle
from application.ports.journal import Order
from application.simulation.time import SimulatedTime
from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import Actor, ActorId, CaseId, Municipality, Role
from domain.task.commands import OpenTask
from domain.task.types import TASK_TYPES
from infrastructure.log.journal import open_journal
from infrastructure.migrations import migrate
from infrastructure.postgres.server import open_database
from tests.support.examples import report_absence
from tests.support.served import served

OCTOBER, NOVEMBER, FEBRUARY = date(2017, 10, 1), date(2017, 11, 1), date(2018, 2, 1)
PRINTED = (  # month of the original due date, type, number
    (OCTOBER, "missing_control", 14),
    (OCTOBER, "notification_received_late", 11),
    (OCTOBER, "other_income_started", 1),
    (NOVEMBER, "income_marked_incomplete", 2),
    (NOVEMBER, "income_unavailable", 1),  # its earlier name: ... hentes i KMD indkomst
    (NOVEMBER, "missing_control", 9),
    (FEBRUARY, "missing_control", 2),
)
CASE = CaseId(UUID(int=23))
MACHINE = Actor(ActorId("nightly"), Role.MACHINE, Municipality(101))
TYPES = "&".join(f"types={kind}" for kind in sorted({kind for _, kind, _ in PRINTED}))
BY_MONTH = f"/reports/unfinished-tasks/by-month?on=2018-03-01&{TYPES}"


def test_the_report_prints_what_the_original_prints(tmp_path: Path) -> None:
    asyncio.run(open_all(tmp_path))
    with served(tmp_path, "--with-worker", "--simulated-clock") as server:
        server.fresh("/tasks")
        lines = server.get(BY_MONTH, Role.MANAGER).json()["lines"]
        assert {(one["month"], one["type"], one["tasks"]) for one in lines} == {
            (month.isoformat(), kind, number) for month, kind, number in PRINTED
        }
        assert {one["title"] for one in lines} >= {"Manglende kontrol"}
        table = list(csv.DictReader(StringIO(server.get(f"{BY_MONTH}&format=csv").text)))
        assert [dict(one) for one in table] == [
            {name: str(value) for name, value in one.items()} for one in lines
        ]
        by_type = f"/reports/unfinished-tasks/by-type?{TYPES}"
        kinds = {one["type"]: one["tasks"] for one in server.get(by_type).json()["lines"]}
        assert kinds["missing_control"] == 14 + 9 + 2


async def open_all(folder: Path) -> None:
    """Open them by the machine's commands, each on its day, on a simulated log."""
    clock = SimulatedTime(noon(date(2017, 9, 1)))
    with open_database(folder, fsync=False) as database:
        migrate(database)
        async with open_journal(database, folder, clock=clock, simulated=True) as journal:

            async def say(command: DossierCommand) -> None:
                order = Order(
                    case_id=CASE,
                    command=command,
                    actor=MACHINE,
                    received_at=clock.now,
                    key=str(uuid4()),
                    fingerprint="0" * 64,
                    command_id=uuid4(),
                    correlation=uuid4(),
                )
                await handle(order, journal, journal.citizens)

            await say(report_absence(date(2017, 8, 28), notified_on=date(2017, 8, 30)))
            for day, kind, cause in sorted(opened()):
                clock.now = noon(day)
                await say(OpenTask(type=kind, cause=cause))


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def opened() -> Iterator[tuple[date, str, str]]:
    """Give the day on which each is opened: one whose deadline falls into the month."""
    for month, kind, number in PRINTED:
        days = (month + timedelta(days=back) for back in range(-30, 20))
        day = next(day for day in days if TASK_TYPES[kind].due_on(day).replace(day=1) == month)
        yield from ((day, kind, f"{month} {place}") for place in range(number))
