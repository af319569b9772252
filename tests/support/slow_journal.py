"""A journal in memory that takes its time, so that others come before it is done."""

import asyncio
from datetime import UTC, datetime

from application.ports.journal import Decided, Order, Receipt
from application.simulation.pages import OF_RUNS
from domain.case.events import NoteAdded
from domain.dossier.dossier import DossierCommand, Fact
from infrastructure.memory import MemoryJournal
from tests.support.examples import CASE

NOTED = Decided((Fact(CASE, NoteAdded(text="Set")),))


class Slow(MemoryJournal):
    """A journal that takes its time, but for the word of a run; it says what it recorded."""

    def __init__(self) -> None:
        super().__init__(now)
        self.given = list[DossierCommand]()

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        for _ in range(0 if type(order.command) in OF_RUNS else 20 - len(self.given)):
            await asyncio.sleep(0)
        receipt = await super().append(order, decided, expected_version)
        self.given.append(order.command)
        return receipt


def now() -> datetime:
    return datetime.now(UTC)
