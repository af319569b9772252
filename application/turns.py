"""Who writes in a dossier: one at a time in this process; another one is met in the append."""

import asyncio
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from application.handle import handle
from application.ports.journal import Citizens, Journal, Order, Receipt
from domain.shared.envelope import CaseId


@dataclass(frozen=True, slots=True)
class Turns:
    """A lock for each dossier that somebody writes in or waits for; forgotten with the last."""

    _locks: "WeakValueDictionary[CaseId, asyncio.Lock]" = field(
        default_factory=WeakValueDictionary[CaseId, asyncio.Lock]
    )

    async def take(self, order: Order, journal: Journal, citizens: Citizens) -> Receipt:
        """Carry out the order when those before it in the same dossier are done; in their order."""
        lock = self._locks.get(order.case_id)
        if lock is None:
            lock = self._locks[order.case_id] = asyncio.Lock()
        async with lock:
            return await handle(order, journal, citizens)
