"""Sends requests to a server from a process of its own: wrk where it is there, else this module.

Figures of the two are never compared with each other: one row uses one of them throughout.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

CONNECTIONS = 32  # that stay open, each with one request at a time; the usual number
PATIENCE = 30  # seconds for the last answers
ROOT = Path(__file__).parents[1]
Found = dict[str, float]
SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""

    def text(self) -> str:
        """Write the request as it goes over the wire; all of it is ASCII."""
        headers = {"Host": "bench", **self.headers}
        if self.body:
            headers |= {"Content-Length": str(len(self.body))}
        lines = (f"{name}: {value}" for name, value in headers.items())
        return "\r\n".join((f"{self.method} {self.path} HTTP/1.1", *lines, "", self.body.decode()))


@dataclass(frozen=True)
class Answers:
    """Answers a second, and how long they took (milliseconds)."""

    rate: float
    p50: float
    p99: float


def send(
    port: int, requests: Sequence[Request], seconds: float, connections: int = CONNECTIONS
) -> Answers:
    """Send the requests in order, each once, for so long; raises where one has no success."""
    texts = [request.text() for request in requests]
    sending = by_wrk if wrk() else by_us
    found = sending(port, texts, seconds, connections)
    if found["refused"]:
        raise RuntimeError(f"{found['refused']:.0f} requests were refused")
    if found["too_few"]:
        raise RuntimeError(f"{len(requests)} requests were too few for {seconds:g} seconds")
    return Answers(found["rate"], found["p50"], found["p99"])


def wrk() -> str | None:
    return shutil.which("wrk")


def name() -> str:
    """Say who sends the requests."""
    return "wrk" if wrk() else "bench.sender"


def by_us(port: int, texts: Sequence[str], seconds: float, connections: int) -> Found:
    words = [sys.executable, "-m", "bench.sender", *map(str, (port, connections, seconds))]
    return said(words, {}, orjson.dumps(texts))


def by_wrk(port: int, texts: Sequence[str], seconds: float, connections: int) -> Found:
    """Give the script its requests as a table of Lua, whose strings read like those of JSON."""
    with TemporaryDirectory(prefix="sdp-bench-load-") as folder:
        table = Path(folder) / "requests.lua"
        lines = (orjson.dumps(text).decode() for text in texts)
        table.write_text("return {\n" + ",\n".join(lines) + "}\n", "utf-8")
        flags = ["-t1", f"-c{connections}", f"-d{ceil(seconds)}s", "--latency", "-s", str(SCRIPT)]
        words = [wrk() or "wrk", *flags, f"http://127.0.0.1:{port}"]
        return said(words, {"SDP_BENCH_REQUESTS": str(table)}, b"")


def said(words: Sequence[str], environment: Mapping[str, str], given: bytes) -> Found:
    """Run the child and read the last line it prints."""
    ended = subprocess.run(  # noqa: S603  (our own words, no shell)
        words,
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=PATIENCE + 60,
        check=True,
    )
    return orjson.loads(ended.stdout.splitlines()[-1])
