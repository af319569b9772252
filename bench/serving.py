"""Starts a program that serves HTTP, as a process of its own, and ends it."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager

PATIENCE = 10  # seconds for the program to end
PROGRAM = "from api.cli.main import run; run()"  # the command line `sdp`


def sdp(*words: str) -> list[str]:
    return [sys.executable, "-c", PROGRAM, *words]


@contextmanager
def serving(words: Sequence[str], environment: Mapping[str, str]) -> Generator[int]:
    """Give the port that the program says it listens on."""
    with running(words, environment) as process:
        assert process.stdout  # noqa: S101  (a pipe)
        line = process.stdout.readline().decode()
        if not line.startswith("listening on "):
            raise RuntimeError(f"{words[1:]} did not start: {line!r}")
        yield int(line.rpartition(":")[2])


@contextmanager
def running(
    words: Sequence[str], environment: Mapping[str, str]
) -> Generator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(  # noqa: S603  (our own words, no shell)
        words, env={**os.environ, **environment}, stdout=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        if process.stdout:
            process.stdout.close()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
