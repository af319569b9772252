"""A connection that waits for its server with one future, and with no timer."""

import asyncio
import select
from typing import Any, TypeVar

from psycopg import AsyncConnection, OperationalError
from psycopg.abc import PQGen
from psycopg.waiting import READY_R, READY_W, WAIT_R, WAIT_W

R = TypeVar("R")


class Connection(AsyncConnection[Any]):
    """psycopg's but for the wait, whose timer serves Ctrl-C: an event loop hears that itself.

    Who is stopped while the server works leaves a connection that the pool closes, and replaces.
    """

    async def wait(
        self,
        gen: PQGen[R],
        interval: float = 0.1,
        timeout: float | None = None,  # noqa: ASYNC109  (psycopg's own)
    ) -> R:
        if timeout is not None:
            return await super().wait(gen, interval, timeout)
        try:
            wanted = next(gen)
            while True:
                wanted = gen.send(self._writable(wanted) or await self._ready(wanted))
        except StopIteration as ended:
            return ended.value
        except OSError as error:
            raise OperationalError("connection socket closed") from error

    def _writable(self, wanted: int) -> int:
        """Look whether there is room to write, as there nearly always is; 0 where not asked."""
        if not wanted & WAIT_W:
            return 0
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLOUT | (wanted & WAIT_R and select.POLLIN))
        found = sum(events for _, events in poll.poll(0))
        return (found & select.POLLIN and READY_R) | (found & select.POLLOUT and READY_W)

    async def _ready(self, wanted: int) -> int:
        loop, socket = asyncio.get_running_loop(), self.pgconn.socket
        ready = loop.create_future()
        if wanted & WAIT_R:
            loop.add_reader(socket, tell, ready, READY_R)
        if wanted & WAIT_W:
            loop.add_writer(socket, tell, ready, READY_W)
        try:
            return await ready
        finally:
            if wanted & WAIT_R:
                loop.remove_reader(socket)
            if wanted & WAIT_W:
                loop.remove_writer(socket)


def tell(ready: "asyncio.Future[int]", how: int) -> None:
    if not ready.done():
        ready.set_result(how)
