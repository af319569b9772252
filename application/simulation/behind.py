"""A journal that records behind the player's back: who alone writes a log knows what will be there.

What is told waits until it fills a page, or is waited for; a page is recorded while the next orders
are decided. So are days kept apart, where several programs write one log. What takes a claim of
the registry is answered from what was told before.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from application.ports.journal import Decided, Loaded, Order, PagedJournal, Receipt, Told
from application.simulation.pages import A_PAGE, Meeting, Pages
from application.simulation.registry import Registry
from application.simulation.time import SimulatedTime
from domain.dossier.dossier import Dossier, Recorded
from domain.shared.envelope import CaseId, Municipality

AHEAD = 30 * A_PAGE  # appends that the player may be ahead of the log


@dataclass
class WrittenBehind:
    """The port `Journal`; `all_recorded` waits for the log, and raises what it refused.

    `time` is the clock of the log, which goes as the log does: behind the player's.
    """

    journal: PagedJournal
    time: SimulatedTime | None = None
    pages: Pages = field(default_factory=Pages)
    registry: Registry = field(default_factory=Registry)
    writing: asyncio.Task[None] | None = None
    all_wanted: bool = False
    ahead: int = AHEAD

    async def load(self, order: Order) -> Loaded:
        await self.all_recorded()
        return await self.journal.load(order)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        """Answer as the log will, but for the position, which no order of a player asks for."""
        self.registry.take(order.case_id, decided.claims)
        self.pages.add(Told(order, decided, expected_version))
        self._go_on()
        if len(self.pages) > self.ahead:
            await self._written()
        elif self.writing is not None:
            await asyncio.sleep(0)  # a page goes out while the player goes on
        version = expected_version + len(decided.facts)
        return Receipt(order.case_id, version, 0, order.fingerprint)

    def wait_for(self, others: Meeting) -> None:
        """Record nothing of what is told from now on before all else is, and `others` answer."""
        self.pages.meet(others)
        self._go_on()

    async def all_recorded(self) -> None:
        self.all_wanted = True
        self._go_on()
        await self._written()
        self.all_wanted = False

    async def history(
        self,
        case_id: CaseId,
        *,
        until: datetime | None = None,
        position: int | None = None,
        municipality: Municipality | None = None,
    ) -> Sequence[Recorded]:
        await self.all_recorded()
        return await self.journal.history(
            case_id, until=until, position=position, municipality=municipality
        )

    async def folded(self, case_id: CaseId) -> Dossier:
        await self.all_recorded()
        return await self.journal.folded(case_id)

    def _go_on(self) -> None:
        """Begin to write where something is due; raises what the log refused before."""
        if self.writing is not None and self.writing.done():
            self.writing.result()
            self.writing = None
        if self.writing is None and self._is_due():
            self.writing = asyncio.create_task(self._write())

    def _is_due(self) -> bool:
        return self.pages.due or (self.all_wanted and len(self.pages) > 0)

    async def _written(self) -> None:
        """Wait for what is being written; several may wait for the same."""
        if (writing := self.writing) is not None:
            await asyncio.wait((writing,))
            writing.result()

    async def _write(self) -> None:
        while self._is_due():
            if (others := self.pages.next_meeting()) is not None:
                await others()
            else:
                await self._record(self.pages.next_page())

    async def _record(self, page: Sequence[Told]) -> None:
        """Record a page at the instant of what came last of it."""
        if self.time is not None:
            self.time.now = max(self.time.now, *(one.order.received_at for one in page))
        await self.journal.append_page(page)
