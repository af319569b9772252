"""A journal that records behind the player's back: who alone writes a log knows what will be there.

Each dossier's appends go to the log in their order, many dossiers' at once, while the next order
is decided. The player waits for what takes a claim of the registry alone, since the answer may be
no. What a run says of others is recorded after all of them, and what it says before its summary
stands before all that is asked later.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, get_args

from application.ports.journal import Decided, Journal, Loaded, Order, Receipt
from domain.dossier.dossier import Dossier, Recorded
from domain.run.commands import FinishRun, RunCommand
from domain.shared.envelope import CaseId, Municipality

Recording: TypeAlias = asyncio.Task[Receipt]
OF_RUNS: tuple[type, ...] = get_args(RunCommand)
ON_THEIR_WAY = 600  # appends: a few batches, so that one is ready when another has been written


@dataclass
class WrittenBehind:
    """The port `Journal`; `all_recorded` waits for the log, and raises what it refused."""

    journal: Journal
    going: deque[Recording] = field(default_factory=deque[Recording])
    last: dict[CaseId, Recording] = field(default_factory=dict[CaseId, Recording])
    announced: Recording | None = None  # what a run said that others may rely on

    async def load(self, order: Order) -> Loaded:
        await self.all_recorded()
        return await self.journal.load(order)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        """Answer as the log will, but for the position, which no order of a player asks for."""
        recording = self._after(self._before(order), order, decided, expected_version)
        if decided.claims:
            return await recording
        going = self.last[order.case_id] = asyncio.create_task(recording)
        self.going.append(going)
        if isinstance(order.command, OF_RUNS) and not isinstance(order.command, FinishRun):
            self.announced = going
        await self._until_left(ON_THEIR_WAY)
        version = expected_version + len(decided.facts)
        return Receipt(order.case_id, version, 0, order.fingerprint)

    async def all_recorded(self) -> None:
        await self._until_left(0)
        self.last.clear()
        self.announced = None

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

    def _before(self, order: Order) -> tuple[Recording, ...]:
        """Name what must be in the log before an order is; all of it, for what a run says."""
        if isinstance(order.command, OF_RUNS):
            return tuple(self.going)
        own = self.last.get(order.case_id), self.announced
        return tuple(each for each in own if each is not None)

    async def _until_left(self, number: int) -> None:
        """Wait until no more are on their way; several may wait for the same."""
        while len(self.going) > number:
            await self.going[0]
            while self.going and self.going[0].done():
                self.going.popleft().result()

    async def _after(
        self,
        before: Iterable[Recording],
        order: Order,
        decided: Decided,
        expected_version: int,
    ) -> Receipt:
        for each in before:
            await each
        return await self.journal.append(order, decided, expected_version)
