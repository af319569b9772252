"""An office in memory: candidates folded from the log itself, files and locks to look at."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from uuid import UUID

from application.errors import RunGoingOn
from application.ports.candidates import Asking, DuePayment
from application.ports.payment_file import PaymentAnswer
from application.ports.run_locks import StillHeld, nothing_lost
from application.runs.clockwork import run_one
from application.runs.office import Errand, Office, Summary, correlation
from application.runs.rehearsal import Rehearsal, rehearsed
from domain.case.events import AutomationRefused
from domain.case.states import Closed, Ended, Ongoing, UnderClarification
from domain.dossier.dossier import Dossier, fold
from domain.payment.states import Stage
from domain.run.events import RunFinished, RunKind
from domain.run.states import KnownRun, run_id
from domain.shared.blocks import Blocks
from domain.shared.envelope import CaseId, Municipality, PaymentId, RunId
from domain.task.states import CancelledTask, SolvedTask
from tests.support.examples import MUNICIPALITY
from tests.support.journals import Desk

LEFT = {Stage.SENT, Stage.SETTLED, Stage.RETURNED, Stage.FAILED}


@dataclass
class FoldedCandidates:
    """Every list is folded from the whole log when it is asked for."""

    desk: Desk

    async def dossiers(self, municipality: Municipality) -> list[Dossier]:
        log = [each async for page in self.desk.journal.pages() for each in page.recorded]
        mine = [each for each in log if each.envelope.municipality == municipality]
        ordered = sorted(mine, key=lambda each: (each.envelope.case_id, each.envelope.position))
        grouped = groupby(ordered, key=lambda each: each.envelope.case_id)
        return [fold(case_id, recorded) for case_id, recorded in grouped]

    async def municipalities(self) -> Sequence[Municipality]:
        log = [each async for page in self.desk.journal.pages() for each in page.recorded]
        return sorted({each.envelope.municipality for each in log})

    async def under_clarification(self, municipality: Municipality) -> Sequence[CaseId]:
        return await self.cases(municipality, UnderClarification)

    async def unblocked(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        return [
            each.case_id
            for each in await self.dossiers(municipality)
            if isinstance(each.case, UnderClarification) and any(done_since(each, day))
        ]

    async def waiting_for(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        assert day
        return await self.cases(municipality, UnderClarification, Ongoing, Ended)

    async def to_reassess(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        assert day
        return await self.cases(municipality, Ongoing)

    async def closed(self, municipality: Municipality, before: date) -> Sequence[CaseId]:
        assert before
        return await self.cases(municipality, Closed)

    async def to_write_off(self, municipality: Municipality, day: date) -> Sequence[CaseId]:
        assert day
        return await self.with_benefit(municipality)

    async def with_benefit(self, municipality: Municipality) -> Sequence[CaseId]:
        return await self.cases(municipality, Ongoing, Ended)

    async def changed(self, municipality: Municipality, since: Asking) -> set[CaseId] | None:
        if (after := await since()) is None:
            return None
        log = [each.envelope async for page in self.desk.journal.pages() for each in page.recorded]
        mine = (each for each in log if each.municipality == municipality)
        return {
            CaseId(each.case_id)
            for each in mine
            if each.position > after.position and each.correlation != after.run
        }

    async def approved(self, municipality: Municipality) -> Sequence[DuePayment]:
        return await self.payments(municipality, None, {Stage.APPROVED})

    async def included(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        return await self.payments(municipality, run_id, {Stage.INCLUDED})

    async def sent(self, municipality: Municipality, run_id: RunId) -> Sequence[DuePayment]:
        return await self.payments(municipality, run_id, LEFT)

    async def cases(self, municipality: Municipality, *states: type) -> list[CaseId]:
        found = await self.dossiers(municipality)
        return [each.case_id for each in found if isinstance(each.case, states)]

    async def payments(
        self, municipality: Municipality, run_id: RunId | None, stages: set[Stage]
    ) -> list[DuePayment]:
        found = await self.dossiers(municipality)
        due = [one for each in found for one in due_of(each, run_id, stages)]
        return sorted(due, key=lambda one: one.payment_id)


def done_since(dossier: Dossier, day: date) -> Iterator[bool]:
    """Tell of each finished task that blocked the decision; the day is not looked at here."""
    assert day
    for task in dossier.tasks.values():
        if isinstance(task, SolvedTask | CancelledTask):
            yield task.was.blocks is Blocks.DECISION


def due_of(dossier: Dossier, run_id: RunId | None, stages: set[Stage]) -> Iterator[DuePayment]:
    for payment_id, known in dossier.payments.items():
        if known.stage in stages and not known.is_claim and run_id in {None, known.run_id}:
            said = known.order
            line = said.payee, said.monday, known.net
            yield DuePayment(payment_id, dossier.case_id, *line, known.stage)


@dataclass
class RememberedFiles:
    """Payment files in memory; `answers` are laid in by the test."""

    written: dict[RunId, tuple[str, ...]] = field(default_factory=dict[RunId, tuple[str, ...]])
    answers: dict[RunId, PaymentAnswer] = field(default_factory=dict[RunId, PaymentAnswer])

    def write(self, run_id: RunId, lines: tuple[str, ...]) -> str:
        self.written[run_id] = lines
        return f"{run_id}.csv"

    def settle(self) -> None:
        """Lay in the answer of a bank that pays everything."""
        for run, (heading, *lines) in self.written.items():
            ids = [PaymentId(UUID(line.partition(";")[0])) for line in lines]
            control_sum = heading.rpartition(";")[2]
            self.answers[run] = PaymentAnswer(control_sum, dict.fromkeys(ids, "settled"))

    def answer(self, run_id: RunId) -> PaymentAnswer | None:
        return self.answers.get(run_id)


@dataclass
class RememberedLocks:
    """`taken` are the runs that another program is doing."""

    taken: set[tuple[str, Municipality]] = field(default_factory=set[tuple[str, Municipality]])

    @asynccontextmanager
    async def held(self, name: str, municipality: Municipality) -> AsyncGenerator[StillHeld]:
        if (name, municipality) in self.taken:
            raise RunGoingOn("another program is doing this run")
        self.taken.add((name, municipality))
        try:
            yield nothing_lost
        finally:
            self.taken.discard((name, municipality))


@dataclass
class MemoryOffice:
    """A desk with an office: runs are done at the desk's own time."""

    desk: Desk = field(default_factory=Desk)
    files: RememberedFiles = field(default_factory=RememberedFiles)
    locks: RememberedLocks = field(default_factory=RememberedLocks)

    @property
    def office(self) -> Office:
        journal = self.desk.journal
        return Office(
            journal=journal,
            citizens=journal,
            candidates=FoldedCandidates(self.desk),
            files=self.files,
            clock=lambda: self.desk.now,
            locks=self.locks,
            recorded=self.recorded,
        )

    async def recorded(self, errand: Errand, day: date, after: int) -> int:
        """Count the orders of a run that the log has; the day is not looked at here."""
        assert day
        orders: dict[UUID, bool] = {}
        log = [each async for page in self.desk.journal.pages() for each in page.recorded]
        for each in log:
            of = each.envelope
            if of.correlation == correlation(errand) and of.position > after:
                told = isinstance(each.event, RunFinished | AutomationRefused)
                orders[of.command_id] = told or orders.get(of.command_id, False)
        return sum(not told for told in orders.values())

    def run(self, name: str, day: date, municipality: Municipality = MUNICIPALITY) -> Summary:
        return asyncio.run(run_one(self.office, Errand(name, municipality, day)))

    def rehearse(self, name: str, day: date) -> Rehearsal:
        office, rehearsal = rehearsed(self.office)
        asyncio.run(run_one(office, Errand(name, MUNICIPALITY, day)))
        return rehearsal

    def payment_run(self, day: date, kind: RunKind = RunKind.WEEKLY) -> KnownRun:
        found = self.desk.dossier(CaseId(run_id(MUNICIPALITY, day, kind))).run
        assert isinstance(found, KnownRun)
        return found
