"""Locks that the kernel drops when their holder dies, however it dies (flock)."""

import fcntl
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from infrastructure.postgres.unavailable import Unavailable

PATIENCE = 180.0  # seconds: the longest start we wait for, with recovery after a crash


def exclusive(path: Path, *, make: bool = True) -> IO[bytes] | None:
    """Take the lock if nobody has it; closing the file drops it.

    Without `make` a file that is not there stays so, and FileNotFoundError says it.
    """
    return _locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB, "ab" if make else "r+b")


def shared(path: Path) -> IO[bytes]:
    """Take a share of the lock, waiting while somebody has it alone."""
    file = _locked(path, fcntl.LOCK_SH)
    assert file is not None  # noqa: S101  (it waits)
    return file


def wait_for_exclusive(path: Path) -> IO[bytes]:
    """Take the lock, waiting for as long as it takes."""
    file = _locked(path, fcntl.LOCK_EX)
    assert file is not None  # noqa: S101  (it waits)
    return file


@contextmanager
def alone(path: Path, patience: float = PATIENCE) -> Generator[None]:
    """Run the block while nobody else does; `Unavailable` after `patience` seconds."""
    until = time.monotonic() + patience
    while (file := exclusive(path)) is None:
        if time.monotonic() > until:
            raise Unavailable("database-locked", f"another program keeps {path}")
        time.sleep(0.02)
    with file:
        yield


def _locked(path: Path, kind: int, mode: Literal["ab", "r+b"] = "ab") -> IO[bytes] | None:
    file = path.open(mode)
    try:
        fcntl.flock(file, kind)
    except BlockingIOError:
        file.close()
        return None
    return file
