"""The worker beside a server: started with it, started again when it was killed, ended with it."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.cli.entry import loaded
from infrastructure.own_processes import die_with_parent

PROGRAM = "from api.cli.beside import main; main()"
PAUSE, LONGEST_PAUSE = 0.5, 60.0  # seconds before a new worker; doubled each time, up to


@contextmanager
def worker(data_dir: Path, *, wanted: bool, patience: float) -> Generator[threading.Event]:
    """Keep `sdp worker` running as a child until the event is set, or the block ends.

    `patience`: seconds it has to end in after.
    """
    ended = threading.Event()
    if not wanted:
        yield ended
        return
    guard = threading.Thread(target=keep, args=(data_dir, ended, patience), name="worker-guard")
    guard.start()
    try:
        yield ended
    finally:
        ended.set()
        guard.join()


def keep(data_dir: Path, ended: threading.Event, patience: float) -> None:
    """Start a worker, and another one each time it is gone before its time."""
    pause, child, begun = PAUSE, start(data_dir), time.monotonic()
    while not ended.wait(PAUSE):
        if child.poll() is None:
            continue
        if time.monotonic() - begun > LONGEST_PAUSE:  # it worked well: not the fault of before
            pause = PAUSE
        if not ended.wait(pause):
            pause, child, begun = min(2 * pause, LONGEST_PAUSE), start(data_dir), time.monotonic()
    end(child, patience)


def start(data_dir: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 our own program, no shell
        [sys.executable, "-c", PROGRAM, "worker", "--data-dir", str(data_dir)],
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env={**os.environ, "SDP_SERVED_BY": str(os.getpid())},
    )


def end(child: "subprocess.Popen[bytes]", patience: float) -> None:
    child.terminate()
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def main() -> None:
    """Be the worker: `sdp` that ends when the server that started it is gone."""
    die_with_parent()
    if str(os.getppid()) != os.environ.pop("SDP_SERVED_BY"):
        return  # the server ended before we asked
    run = loaded()
    with suppress(KeyboardInterrupt):
        run()
