"""Two cases of one citizen in the same weeks, and two people who decide them at one moment."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from application.handle import handle
from application.ports.journal import Citizens, Decided, Journal, Order, Receipt
from domain.case.states import Ended, Ongoing
from domain.dossier.dossier import DossierCommand
from domain.shared.envelope import CaseId
from tests.support.examples import (
    CASE,
    OTHER_CVR,
    grant,
    receive_form,
    register_employment,
    register_wage,
    report_absence,
    request_refund,
)
from tests.support.histories import READY
from tests.support.journals import order
from tests.support.passing_on import PassingOn

OTHER = CaseId(UUID(int=8))
# Either alone gives 37 x 110.40 = 4,084.80 or 37 x 92.00 = 3,404.00 a week; the cap is 4,405.00.
FIRST: tuple[DossierCommand, ...] = (*READY, request_refund())
SECOND: tuple[DossierCommand, ...] = (
    report_absence(date(2020, 4, 28)),
    register_employment(OTHER_CVR),
    register_wage("100.00", OTHER_CVR),
    receive_form(),
    request_refund(cvr=OTHER_CVR),
)


@dataclass
class Together(PassingOn):
    """A journal in which the first appends of both cases wait for each other."""

    both: asyncio.Barrier = field(default_factory=lambda: asyncio.Barrier(2))
    came: set[CaseId] = field(default_factory=set[CaseId])
    again: int = 0  # appends after the first of each case

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        if order.case_id in self.came:
            self.again += 1
        else:
            self.came.add(order.case_id)
            await self.both.wait()
        return await self.journal.append(order, decided, expected_version)


@dataclass
class Late(PassingOn):
    """A journal in which the other case is reported and decided just before the first append."""

    citizens: Citizens
    appended: int = 0

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        self.appended += 1
        if self.appended == 1:
            await carried_out((*SECOND, grant()), OTHER, self.journal, self.citizens)
        return await self.journal.append(order, decided, expected_version)


async def reported(journal: Journal, citizens: Citizens) -> None:
    for case_id, commands in ((CASE, FIRST), (OTHER, SECOND)):
        await carried_out(commands, case_id, journal, citizens)


async def carried_out(
    commands: Sequence[DossierCommand], case_id: CaseId, journal: Journal, citizens: Citizens
) -> None:
    for command in commands:
        await handle(order(command, case_id=case_id), journal, citizens)


async def decided_at_once(orders: Sequence[Order], journal: Journal, citizens: Citizens) -> int:
    """Give both orders; each has read before either writes. Tells how often one was repeated."""
    meeting = Together(journal)
    await asyncio.gather(*(handle(one, meeting, citizens) for one in orders))
    return meeting.again


async def by_week(journal: Journal) -> Counter[date]:
    """Sum what both cases have decided, in øre, by Monday."""
    found: Counter[date] = Counter()
    for case_id in (CASE, OTHER):
        case = (await journal.folded(case_id)).case
        assert isinstance(case, Ongoing | Ended)
        for week in case.totals.weeks:
            found[week.monday] += week.amount.oere
    return found
