"""The one server of a data directory: joined when it runs, otherwise started, made if need be."""

import time
from typing import IO

from infrastructure.postgres import locks, outliving
from infrastructure.postgres.binaries import find_binaries, version_of
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.identity import identity_for, within_reach
from infrastructure.postgres.launching import (
    launch,
    log_size_of,
    wait_until_it_answers,
)
from infrastructure.postgres.making import Means, make_cluster, put_in_place
from infrastructure.postgres.processes import postmaster_of, processes_in
from infrastructure.postgres.stopping import clear_unfinished, in_use_elsewhere, stop

ORPHANS_LIVE = 5.0  # seconds for the children of a killed postmaster to notice and end


def ensure_running(folder: Folder, *, fsync: bool) -> str:
    """Join the server or start one; the administrator's conninfo; call with the start lock."""
    outliving.reap_children()
    folder.stop_note.unlink(missing_ok=True)
    log_size = log_size_of(folder)
    if (lock := lock_of_no_server(folder)) is not None:
        with lock:
            start(folder, lock, fsync=fsync)
    return wait_until_it_answers(folder, log_size, fsync=fsync)


def start(folder: Folder, lock: IO[bytes], *, fsync: bool) -> None:
    """Start the server on what is there, or on a new cluster."""
    finish_upgrade(folder)
    identity = identity_for(folder.cluster)
    version = version_of(folder.cluster)
    means = Means(within_reach(find_binaries(version), identity), identity, fsync)
    clear_unfinished(folder)
    if version is None:
        put_in_place(make_cluster(folder, means), folder.cluster)
    launch(folder, means, lock)


def lock_of_no_server(folder: Folder) -> IO[bytes] | None:
    """Take the server's lock when none lives; None when one leads; orphans are ended."""
    begun = time.monotonic()
    while (lock := locks.exclusive(folder.lock("server"))) is None:
        if postmaster_of(folder.cluster) is not None:
            return None
        if time.monotonic() - begun > ORPHANS_LIVE:
            if not processes_in(folder.cluster):
                raise in_use_elsewhere(folder)
            stop(folder)
        time.sleep(0.01)
    return lock


def finish_upgrade(folder: Folder) -> None:
    """Take back the old data when an upgrade ended between its two renames."""
    before = sorted(folder.postgres.glob("data.before-*"))
    if before and not folder.cluster.exists():
        before[-1].rename(folder.cluster)
