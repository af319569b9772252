"""A journal that records behind the player's back: who alone writes a log knows what will be there.

Each dossier's appends go to the log in their order, many dossiers' at once, while the next order
is decided; so does what is told to the registry of one citizen, so that which of two cases was
first does not depend on how busy the log is. What a run says stands after all that was told
before it and, but for its summary, before all that comes; so do days, where several programs write
one log. The player waits for what takes a claim of the registry alone: the answer may be no.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias, get_args

from application.ports.journal import Decided, Journal, Loaded, Order, Receipt
from application.simulation.time import SimulatedTime
from domain.dossier.dossier import Dossier, Recorded
from domain.run.commands import FinishRun, RunCommand
from domain.shared.envelope import CaseId, Municipality

Going: TypeAlias = asyncio.Task[Any]
OF_RUNS: tuple[type, ...] = get_args(RunCommand)
ON_THEIR_WAY = 900  # appends: a few batches, so that one is ready when another has been written


@dataclass
class WrittenBehind:
    """The port `Journal`; `all_recorded` waits for the log, and raises what it refused.

    `time` is the clock of the log, which goes as the log does: behind the player's.
    """

    journal: Journal
    time: SimulatedTime | None = None
    going: deque[Going] = field(default_factory=deque[Going])
    last: dict[str, Going] = field(default_factory=dict[str, Going])  # by dossier and by citizen
    heard: set[Going] = field(default_factory=set[Going])  # by who waits: may be told no
    gate: Going | None = None  # what is told from now on waits for it

    async def load(self, order: Order) -> Loaded:
        await self.all_recorded()
        return await self.journal.load(order)

    async def append(self, order: Order, decided: Decided, expected_version: int) -> Receipt:
        """Answer as the log will, but for the position, which no order of a player asks for."""
        of_run = isinstance(order.command, OF_RUNS)
        lines = (str(order.case_id), *citizens_of(decided))
        before = [*self.going] if of_run else [*map(self.last.get, lines), self.gate]
        recording = self._go(self._after(before, order, decided, expected_version))
        self.last |= dict.fromkeys(lines, recording)
        if of_run and not isinstance(order.command, FinishRun):
            self.gate = recording
        if decided.claims:
            self.heard.add(recording)
            return await recording
        await self._until_left(ON_THEIR_WAY)
        version = expected_version + len(decided.facts)
        return Receipt(order.case_id, version, 0, order.fingerprint)

    def wait_for(self, others: Callable[[], Awaitable[None]]) -> None:
        """Record nothing of what is told from now on before all else is, and `others` answer."""
        before = [*self.going]

        async def both() -> None:
            await all_of(before)
            await others()

        self.gate = self._go(both())

    async def all_recorded(self) -> None:
        await self._until_left(0)
        self.last.clear()
        self.gate = None

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

    async def _until_left(self, number: int) -> None:
        """Wait until no more are on their way; several may wait for the same."""
        while len(self.going) > number:
            await asyncio.wait((self.going[0],))
            while self.going and self.going[0].done():
                self._raise(self.going.popleft())

    def _raise(self, done: Going) -> None:
        if done in self.heard:
            self.heard.discard(done)
        else:
            done.result()

    def _go(self, work: Coroutine[Any, Any, Any]) -> Going:
        going = asyncio.create_task(work)
        self.going.append(going)
        return going

    async def _after(
        self, before: Sequence[Going | None], order: Order, decided: Decided, expected: int
    ) -> Receipt:
        await all_of(before)
        if self.time is not None:
            self.time.now = max(self.time.now, order.received_at)
        return await self.journal.append(order, decided, expected)


def citizens_of(decided: Decided) -> Iterator[str]:
    """Name the citizen that the registry is told of: a claim's value begins with the id."""
    if decided.citizen is not None:
        yield str(decided.citizen.citizen_id)
    if decided.only_case_of is not None:
        yield str(decided.only_case_of)
    for claim in decided.claims:
        yield claim.value.partition("/")[0]


async def all_of(before: Sequence[Going | None]) -> None:
    for one in before:
        if one is not None and not one.done():
            await asyncio.wait((one,))  # what it was refused is raised where the player waits
