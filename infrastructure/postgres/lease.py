"""A lease on the server: it runs while any program holds one, and no longer."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from infrastructure.postgres import locks, outliving
from infrastructure.postgres.cluster import ensure_running
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.stopping import is_running, was_told_to_stop
from infrastructure.postgres.unavailable import Unavailable

HEARTBEAT = 0.5  # seconds between looks whether the reaper and the server live
PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds after a start that failed; doubled each time, up to


@contextmanager
def leased(folder: Folder, *, fsync: bool = True) -> Generator[str]:
    """Keep the server running during the block; the administrator's conninfo."""
    with contextlib.ExitStack() as stack:
        with _surroundings(folder), locks.alone(folder.lock("start")):
            stack.enter_context(locks.shared(folder.lock("lease")))
            ensure_reaper(folder)
            administrator = ensure_running(folder, fsync=fsync)
        stack.enter_context(_guarded(folder, fsync=fsync))
        yield administrator


@contextmanager
def _surroundings(folder: Folder) -> Generator[None]:
    """No disk, no rights, no processes: say so in one line."""
    try:
        yield
    except OSError as error:
        raise Unavailable("data-dir-not-writable", f"{folder.root}: {error}") from error


def ensure_reaper(folder: Folder) -> None:
    """Start the process that stops the server after the last lease, unless it lives.

    It is born with the lock that says so: there is no moment at which two could start.
    """
    outliving.reap_children()
    if (lock := locks.exclusive(folder.lock("reaper"))) is None:
        return
    with lock, folder.server_log.open("ab") as log:
        words = ["-m", "infrastructure.postgres.reaper", str(folder.root), str(lock.fileno())]
        process = subprocess.Popen(  # noqa: S603  (our own words, no shell)
            [sys.executable, *words],
            cwd="/",
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            start_new_session=True,
        )
    outliving.keep(process)


@contextmanager
def _guarded(folder: Folder, *, fsync: bool) -> Generator[None]:
    """Watch over reaper and server while we hold a lease: killed, they are started again."""
    ended = threading.Event()
    guard = threading.Thread(
        target=_guard, args=(folder, ended, fsync), daemon=True, name="server-guard"
    )
    guard.start()
    try:
        yield
    finally:
        ended.set()
        guard.join(PAUSE)  # in the middle of a start it is not waited for: the reaper ends that


def _guard(folder: Folder, ended: threading.Event, fsync: bool) -> None:  # noqa: FBT001 (a thread's)
    pause = PAUSE
    while not ended.wait(HEARTBEAT):
        outliving.reap_children()
        if not folder.lock("reaper").exists():  # the folder was removed: nothing left to guard
            continue
        ensure_reaper(folder)
        try:
            _revive(folder, ended, fsync=fsync)
            pause = PAUSE
        except (Unavailable, OSError):  # said in the server's log, and by whoever asks for it
            ended.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _revive(folder: Folder, ended: threading.Event, *, fsync: bool) -> None:
    """Start the server again where it was killed, not where it was told to stop."""
    if is_running(folder) or was_told_to_stop(folder):
        return
    with locks.alone(folder.lock("start")):
        if not (ended.is_set() or was_told_to_stop(folder)):
            ensure_reaper(folder)
            ensure_running(folder, fsync=fsync)
