"""The process that sends requests where there is no wrk: `bench.sender PORT CONNECTIONS SECONDS`.

Reads a JSON list of requests on stdin, sends them in order for so many seconds over connections
that stay open, and prints the rate, the middle and the slow hundredth of the answers (ms), how many
were no success, and whether there were too few requests.
"""

import asyncio
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

import orjson
import uvloop

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass
class Session:
    """What all connections share: the requests that wait, and what came back."""

    waiting: Iterator[bytes]
    until: float
    open: int
    ended: "asyncio.Future[None]"
    took: list[float] = field(default_factory=list[float])
    refused: int = 0
    too_few: bool = False

    def next(self) -> bytes | None:
        if perf_counter() >= self.until:
            return None
        request = next(self.waiting, None)
        self.too_few |= request is None
        return request

    def leave(self) -> None:
        self.open -= 1
        if self.open == 0 and not self.ended.done():
            self.ended.set_result(None)


class Connection(asyncio.Protocol):
    def __init__(self, session: Session) -> None:
        self.session, self.received, self.began = session, b"", 0.0
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # of TCP
        self.send()

    def send(self) -> None:
        request = self.session.next()
        if request is None:
            self.transport.close()
            return
        self.began = perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, ended, body = self.received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not ended or (length and len(body) < int(length[1])):
            return
        self.session.took.append(perf_counter() - self.began)
        self.session.refused += not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201"))
        self.received = b""
        self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        self.session.refused += exc is not None
        self.session.leave()


async def send(port: int, connections: int, seconds: float, requests: list[bytes]) -> Session:
    loop = asyncio.get_running_loop()
    until = perf_counter() + seconds
    session = Session(iter(requests), until, connections, loop.create_future())
    for _ in range(connections):
        await loop.create_connection(lambda: Connection(session), "127.0.0.1", port)
    await session.ended
    return session


def figures(session: Session, seconds: float) -> dict[str, float | bool]:
    took = sorted(session.took)
    return {
        "rate": len(took) / seconds,
        "p50": 1000 * took[len(took) // 2],
        "p99": 1000 * took[int(len(took) * 0.99)],
        "refused": session.refused,
        "too_few": session.too_few,
    }


if __name__ == "__main__":
    texts: list[str] = orjson.loads(sys.stdin.buffer.read())
    port, connections, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    began = perf_counter()
    ended = uvloop.run(send(port, connections, seconds, [text.encode() for text in texts]))
    found = figures(ended, perf_counter() - began)
    sys.stdout.buffer.write(orjson.dumps(found) + b"\n")
