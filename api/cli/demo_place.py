"""A folder for one demo alone: gone when it ends, swept by the next one where it was killed."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

import typer

from api.cli.output import SURROUNDINGS, Failure
from infrastructure.postgres import locks
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.stopping import stop_for_now

BEGINNING, LOCK = "sdp-demo-", "demo.lock"
TRIES, PAUSE = 50, 0.1  # seconds between them
ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@contextmanager
def ended_cleanly() -> Generator[None]:
    """Let a signal end the demo as Ctrl-C does, with all it made; a second one cuts nothing off."""
    before = {number: signal.signal(number, interrupt) for number in ENDING}
    try:
        yield
    except KeyboardInterrupt:
        raise Failure("interrupted", "stopped before it was done", SURROUNDINGS) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def interrupt(_: int, __: FrameType | None) -> None:
    for number in ENDING:
        signal.signal(number, pass_over)
    raise KeyboardInterrupt


def pass_over(_: int, __: FrameType | None) -> None:
    """Do nothing: what was begun to end is ended."""


@contextmanager
def folder() -> Generator[Path]:
    """Make a folder for this demo; KEEP=1 keeps it, and says where it is."""
    sweep(Path(tempfile.gettempdir()))
    place = Path(tempfile.mkdtemp(prefix=BEGINNING))
    if os.environ.get("KEEP") == "1":
        typer.echo(f"kept in {place}")
        yield place
        return
    with ours(place):
        try:
            yield place
        finally:
            delete(place)


def ours(place: Path) -> IO[bytes]:
    """Hold the folder's lock, which the kernel drops with us; it has its name once it is held."""
    held = locks.shared(place / f".{LOCK}")
    (place / f".{LOCK}").rename(place / LOCK)
    return held


def sweep(parent: Path) -> None:
    """Delete what demos left that were killed; one that is kept has no lock, and stays."""
    for lock in parent.glob(f"{BEGINNING}*/{LOCK}"):
        try:
            abandoned = locks.exclusive(lock, make=False)
        except OSError:  # gone this moment, or another user's
            continue
        if abandoned:
            with abandoned:
                delete(lock.parent)


def delete(place: Path) -> None:
    """Stop the folder's server and delete it; who was told to end may still write a moment."""
    data = Folder(place.resolve())
    if data.postgres.exists():
        with locks.alone(data.lock("start")):
            stop_for_now(data)
    for _ in range(TRIES):
        shutil.rmtree(place, ignore_errors=True)
        if not place.exists():
            return
        time.sleep(PAUSE)
