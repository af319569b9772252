"""A connection that waits for its server with one future, and with no timer."""

import asyncio
import os
import select
import socket
from contextlib import suppress
from typing import Any, TypeVar

from psycopg import AsyncConnection, OperationalError
from psycopg.abc import PQGen
from psycopg.waiting import READY_R, READY_W, WAIT_R, WAIT_W

R = TypeVar("R")


class Connection(AsyncConnection[Any]):
    """psycopg's but for the wait, whose timer serves Ctrl-C: an event loop hears that itself.

    Who is stopped while the server works closes it at once, and the pool replaces it: the end of a
    pipeline would wait for all answers.
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
        except asyncio.CancelledError:
            hang_up(self.pgconn.socket)
            raise

    def _writable(self, wanted: int) -> int:
        """Look whether there is room to write, as there nearly always is; 0 where not asked."""
        if not wanted & WAIT_W:
            return 0
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLOUT | (wanted & WAIT_R and select.POLLIN))
        found = sum(events for _, events in poll.poll(0))
        return (found & select.POLLIN and READY_R) | (found & select.POLLOUT and READY_W)

    async def _ready(self, wanted: int) -> int:
        loop, line = asyncio.get_running_loop(), self.pgconn.socket
        ready = loop.create_future()
        if wanted & WAIT_R:
            loop.add_reader(line, tell, ready, READY_R)
        if wanted & WAIT_W:
            loop.add_writer(line, tell, ready, READY_W)
        try:
            return await ready
        finally:
            if wanted & WAIT_R:
                loop.remove_reader(line)
            if wanted & WAIT_W:
                loop.remove_writer(line)


def hang_up(descriptor: int) -> None:
    """Let whoever reads from the server find that it has gone."""
    with socket.socket(fileno=os.dup(descriptor)) as line, suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def tell(ready: "asyncio.Future[int]", how: int) -> None:
    if not ready.done():
        ready.set_result(how)
