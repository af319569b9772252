"""A rerating over a real log, in a process of its own that a test can kill."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from application.handle import decide
from application.ports.journal import Decided
from application.runs import rerating
from application.runs.office import Office
from domain.dossier.dossier import Dossier, Fact, evolve
from domain.shared.envelope import CaseId, Municipality
from infrastructure.log.journal import PostgresJournal, open_journal
from infrastructure.marks import FolderOfMarks
from infrastructure.postgres.server import Database
from tests.support.examples import MACHINE, MUNICIPALITY, register_wage, stop_automation
from tests.support.histories import GRANTED
from tests.support.journals import order
from tests.support.scenario import AROUND

ON = date(2020, 6, 15)  # a Monday
NOW = datetime(2020, 7, 6, 10, tzinfo=UTC)
A_FEW = 2  # cases between two marks
# Granted at 120 kr. an hour; that it is 100 came while a person decides, so nothing moved yet.
WAITING = (*GRANTED, stop_automation(), register_wage("100.00"))
Told = Callable[[int], None]


@dataclass(frozen=True)
class GivenCases:
    """The only question that a rerating asks the read models."""

    cases: Sequence[CaseId]

    async def with_benefit(self, municipality: Municipality) -> Sequence[CaseId]:
        return self.cases if municipality == MUNICIPALITY else []


def office_of(journal: PostgresJournal, cases: Sequence[CaseId]) -> Office:
    """Give the ports that a rerating uses; it never asks the others."""
    nothing, candidates = cast("Any", None), cast("Any", GivenCases(cases))
    return Office(journal, journal.citizens, candidates, nothing, lambda: NOW, nothing)


async def rerate(database: Database, folder: Path, cases: Sequence[CaseId], told: Told) -> int:
    """Do every share, a mark after every few cases; give how many cases were done now."""
    rerating.AT_A_TIME = A_FEW
    done = 0
    async with open_journal(database, folder, clock=lambda: NOW, simulated=True) as journal:
        office, marks = office_of(journal, cases), FolderOfMarks(folder / "runs")
        for share in rerating.shares([MUNICIPALITY], ON):
            done += (await rerating.rerate(office, share, marks, told)).done
    return done


def work(database: Database, folder: Path, cases: Sequence[CaseId], line: Connection) -> None:
    """Say after each mark how many cases were done, and wait to be let on."""

    def told(number: int) -> None:
        line.send(number)
        line.recv()

    asyncio.run(rerate(database, folder, cases, told))


async def seed(journal: PostgresJournal, cases: Sequence[CaseId]) -> None:
    for case_id in cases:
        first = order(WAITING[0], case_id=case_id, at=NOW)
        await journal.append(first, Decided(facts_of(case_id)), 0)


def facts_of(case_id: CaseId) -> tuple[Fact, ...]:
    dossier, facts = Dossier(case_id), list[Fact]()
    for command in WAITING:
        for fact in decide(command, dossier, AROUND):
            dossier = evolve(dossier, fact, MACHINE.id)
            facts.append(fact)
    return tuple(facts)
