"""Connections lent for one question at a time: a pool that costs little where nobody waits."""

import asyncio
from collections import deque
from types import TracebackType
from typing import Any

from psycopg import AsyncConnection
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool, PoolTimeout, TooManyRequests

OLD = 1_000  # loans, after which one is given to the pool to replace where it has lived long
CLOSING = 0.3  # seconds for connections that are being made: a database that hangs holds up no end
Waiting = asyncio.Future[AsyncConnection[Any] | None]


class Connections(AsyncConnectionPool[AsyncConnection[Any]]):
    """Lends what lies idle here at once; the pool behind makes connections, and replaces them.

    A connection given back unharmed stays here, or goes to who has waited longest.
    """

    def __init__(self, url: str, **options: Any) -> None:  # noqa: ANN401  (the pool's own)
        super().__init__(url, **options)
        self._idle, self._queue = deque[AsyncConnection[Any]](), deque[Waiting]()
        self._lent = self._loans = 0  # held here or by who asks; ended

    def connection(self, timeout: float | None = None) -> "Lent":  # pyright: ignore[reportIncompatibleMethodOverride] used alike
        """Lend a connection; raises PoolTimeout where none is free in time."""
        return Lent(self, timeout or self.timeout)

    async def take(self, seconds: float) -> AsyncConnection[Any]:
        if self._idle:
            return self._idle.pop()
        if self._lent < self.max_size:
            self._lent += 1
        elif given := await self._turn(seconds):
            return given
        try:
            return await self.getconn(seconds)
        except BaseException:
            self._gone()
            raise

    async def give_back(self, connection: AsyncConnection[Any], *, harmed: bool) -> None:
        self._loans += 1
        idle = connection.pgconn.transaction_status == TransactionStatus.IDLE
        if harmed or not idle or self.closed or self._loans % OLD == 0:
            self._gone()
            await self.putconn(connection)
        else:
            self._pass_on(connection)

    async def check(self) -> None:
        """Replace the connections that were lost."""
        await self._return_idle()
        await super().check()

    async def close(self, timeout: float = CLOSING) -> None:  # noqa: ASYNC109  (the pool's own)
        await self._return_idle()
        await super().close(timeout)

    async def _return_idle(self) -> None:
        while self._idle:
            self._gone()
            await self.putconn(self._idle.pop())

    async def _turn(self, seconds: float) -> AsyncConnection[Any] | None:
        """Wait for a connection, or for leave to ask the pool for one."""
        if len(self._queue) >= self.max_waiting > 0:
            raise TooManyRequests(f"{len(self._queue)} wait for a connection already")
        loop = asyncio.get_running_loop()
        waiting: Waiting = loop.create_future()
        self._queue.append(waiting)
        timer = loop.call_later(seconds, expire, waiting, seconds)
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():
                self._pass_on(waiting.result())
            raise
        finally:
            timer.cancel()

    def _pass_on(self, given: AsyncConnection[Any] | None) -> None:
        if given is None:
            self._gone()
        elif not self._wake(given):
            self._idle.append(given)

    def _gone(self) -> None:
        """Let one who waits ask the pool, in place of a connection that is not coming back."""
        if not self._wake(None):
            self._lent -= 1

    def _wake(self, connection: AsyncConnection[Any] | None) -> bool:
        while self._queue:
            waiting = self._queue.popleft()
            if not waiting.done():
                waiting.set_result(connection)
                return True
        return False


class Lent:
    """A connection for the length of a block."""

    __slots__ = ("_connection", "_lender", "_seconds")

    def __init__(self, lender: Connections, seconds: float) -> None:
        self._lender, self._seconds = lender, seconds

    async def __aenter__(self) -> AsyncConnection[Any]:
        self._connection = await self._lender.take(self._seconds)
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        await self._lender.give_back(self._connection, harmed=kind is not None)


def expire(waiting: Waiting, seconds: float) -> None:
    if not waiting.done():
        waiting.set_exception(PoolTimeout(f"no connection was free within {seconds:g} s"))
