"""Stops the server of a data directory: politely, then firmly, then with force.

Orphans of a killed postmaster get no polite word: what they still do is recovered as after a crash,
and one that hangs would keep the next start waiting for a minute.
"""

import contextlib
import os
import shutil
import signal
import time

from infrastructure.postgres import locks
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.processes import leader_of, processes_in
from infrastructure.postgres.sockets import remove_socket_folder
from infrastructure.postgres.unavailable import Unavailable

STEPS = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))  # seconds for each
OF_ORPHANS = {signal.SIGINT: 0.0, signal.SIGQUIT: 5.0}  # as long as a postmaster waits for them
UNSEEN = 5.0  # seconds a server may hold its lock before its process can be seen


def is_running(folder: Folder) -> bool:
    """Whether any process of the server lives: the postmaster and its children share one lock."""
    try:
        lock = locks.exclusive(folder.lock("server"), make=False)
    except FileNotFoundError:  # nothing was started yet, or the folder was removed under it
        return bool(processes_in(folder.cluster))
    if lock is None:
        return True
    lock.close()
    return False


def stop(folder: Folder) -> bool:
    """Whether there was a server to stop; call with the start lock; raises `Unavailable`."""
    if not is_running(folder):
        return False
    for step, patience in STEPS:
        if _ended(folder, step, patience):
            with contextlib.suppress(OSError):
                remove_socket_folder(folder)
            return True
    raise Unavailable("server-did-not-stop", f"the server of {folder.cluster} does not end")


def stop_for_now(folder: Folder) -> bool:
    """Stop it so that no guard starts it again, until a program opens the database."""
    folder.stop_note.touch(mode=0o600)
    return stop(folder)


def was_told_to_stop(folder: Folder) -> bool:
    return folder.stop_note.exists()


def _ended(folder: Folder, step: signal.Signals, patience: float) -> bool:
    """Send the signal once to each process that should get it, and wait."""
    begun, told = time.monotonic(), set[int]()
    while is_running(folder):
        leading, processes = _seen(folder)
        waited = time.monotonic() - begun
        if processes and not leading and waited >= OF_ORPHANS.get(step, patience):
            return False
        for pid in (processes if step is signal.SIGKILL else leading or processes) - told:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, step)
            told.add(pid)
        if not told and waited > UNSEEN:
            raise in_use_elsewhere(folder)
        if waited > patience:
            return False
        time.sleep(0.01)
    return True


def _seen(folder: Folder) -> tuple[set[int], set[int]]:
    """Find who leads, and every process; of a cluster that is being made by an upgrade too."""
    clusters = [folder.cluster, *folder.postgres.glob("data.new-*")]
    found = [processes_in(cluster) for cluster in clusters]
    leading = {pid for processes in found if (pid := leader_of(processes)) is not None}
    return leading, {process.pid for processes in found for process in processes}


def in_use_elsewhere(folder: Folder) -> Unavailable:
    return Unavailable(
        "data-dir-in-use", f"a server that cannot be seen from here uses {folder.cluster}"
    )


def clear_unfinished(folder: Folder) -> None:
    """Remove what an interrupted initdb or upgrade left; call with the start lock."""
    for unfinished in folder.postgres.glob("data.new-*"):
        for process in processes_in(unfinished):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        shutil.rmtree(unfinished, ignore_errors=True)
