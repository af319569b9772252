"""Gathers what waits at the same moment into one append; each command gets its own answer."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from psycopg.errors import DiskFull

from application.errors import Busy
from infrastructure.log.asking import PASSING
from infrastructure.log.batch import Prepared, Verdict
from infrastructure.postgres.unavailable import NO_SPACE, Unavailable

Append = Callable[[Sequence[Prepared]], Awaitable[Sequence[Verdict]]]

COMMANDS, EVENTS = 100, 300  # the most of one call: 18-32 ms under the lock
WAITING = 1_000  # the most that waits, then Busy
ATTEMPTS = 3  # of a command alone, when the connection was lost
PAUSE = 0.1  # seconds, doubled after each attempt
CLOSING = 0.5  # seconds for the last append: a database that hangs holds up no end


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    prepared: Prepared
    answer: asyncio.Future[Verdict]


class Writer:
    """One append at a time for this process; it does not care whether the asker still waits."""

    def __init__(self, append: Append, waiting: int = WAITING) -> None:
        self.append, self._most = append, waiting
        self.no_space = False  # the last command was refused for a full disk
        self._waiting = deque[Waiting]()
        self._task: asyncio.Task[None] | None = None

    async def submit(self, prepared: Prepared) -> Verdict:
        """Wait for the verdict; raises Busy where too much waits before it."""
        return await self.enter(prepared)

    def enter(self, prepared: Prepared) -> asyncio.Future[Verdict]:
        """Take it up behind what waits, and promise the verdict; raises Busy."""
        if len(self._waiting) >= self._most:
            raise Busy
        waiting = Waiting(prepared, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if self._task is None:
            self._task = asyncio.create_task(self._write())
        return waiting.answer

    async def close(self) -> None:
        """Write what waits, then end; whose command was not written was not told that it was."""
        if self._task is not None:
            await asyncio.wait([self._task], timeout=CLOSING)

    async def _write(self) -> None:
        try:
            while batch := self._next():
                await self._record(batch)
        finally:
            self._task = None

    def _next(self) -> list[Waiting]:
        batch, events = list[Waiting](), 0
        while self._waiting and len(batch) < COMMANDS:
            events += len(self._waiting[0].prepared.events)
            if batch and events > EVENTS:
                break
            if not (waiting := self._waiting.popleft()).answer.done():
                batch.append(waiting)
        return batch

    async def _record(self, batch: list[Waiting]) -> None:
        try:
            verdicts = await self.append([waiting.prepared for waiting in batch])
        except Exception:  # noqa: BLE001  (whatever it was, each command finds out alone)
            for waiting in batch:
                await self._alone(waiting)
        else:
            self._answer(batch, verdicts)

    def _answer(self, batch: list[Waiting], verdicts: Sequence[Verdict]) -> None:
        self.no_space = False
        by_place = {verdict.n: verdict for verdict in verdicts}
        again = list[Waiting]()
        for n, waiting in enumerate(batch):
            if by_place[n].outcome == "again":
                again.append(waiting)
            elif not waiting.answer.done():
                waiting.answer.set_result(by_place[n])
        self._waiting.extendleft(reversed(again))

    async def _alone(self, waiting: Waiting) -> None:
        """Send a command under its key until it is known what became of it."""
        error: Exception = Busy()
        for attempt in range(ATTEMPTS):
            try:
                return self._answer([waiting], await self.append([waiting.prepared]))
            except DiskFull:
                error, self.no_space = Unavailable("no-space", NO_SPACE), True
                break
            except PASSING:
                await asyncio.sleep(PAUSE * 2**attempt)
            except Exception as other:  # noqa: BLE001  (told to the one who asked)
                error = other
                break
        if not waiting.answer.done():
            waiting.answer.set_exception(error)
        return None
