"""One PostgreSQL server for a data directory: made, started or joined."""

import os
import subprocess
import time
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import make_conninfo

from infrastructure.postgres import locks, settings
from infrastructure.postgres.binaries import Binaries, find_binaries, version_of
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.identity import HERE, Identity, identity_for, within_reach
from infrastructure.postgres.making import (
    SUPERUSER,
    clean_environment,
    last_words,
    make_cluster,
    put_in_place,
)
from infrastructure.postgres.processes import postmaster_of, server_processes
from infrastructure.postgres.sockets import make_socket_folder, noted_socket_folder
from infrastructure.postgres.stopping import clear_unfinished, in_use_elsewhere, is_running, stop
from infrastructure.postgres.unavailable import Unavailable

ORPHANS_LIVE = 5.0  # seconds for the children of a killed postmaster to notice and end
_started: list[subprocess.Popen[bytes]] = []  # kept, so that they can be waited for when they end


def ensure_running(folder: Folder, *, fsync: bool) -> str:
    """Join the server or start one; its administrator's conninfo; call with the start lock."""
    reap_children()
    log_size = folder.server_log.stat().st_size if folder.server_log.exists() else 0
    if (lock := _lock_of_no_server(folder)) is not None:
        with lock:
            start(folder, lock, fsync=fsync)
    return wait_until_it_answers(folder, log_size, fsync=fsync)


def start(folder: Folder, lock: IO[bytes], *, fsync: bool) -> None:
    """Start the server, which inherits the lock: it is held while any process of it lives."""
    identity = identity_for(folder.cluster)
    binaries = within_reach(find_binaries(folder.cluster), identity)
    clear_unfinished(folder)
    if version_of(folder.cluster) is None:
        put_in_place(make_cluster(folder, binaries, identity, fsync=fsync), folder.cluster)
    launch(folder, folder.cluster, binaries, identity, lock, fsync=fsync)


def launch(
    folder: Folder,
    cluster: Path,
    binaries: Binaries,
    identity: Identity,
    lock: IO[bytes],
    *,
    fsync: bool,
) -> None:
    _hand_over(cluster, identity)
    sockets = make_socket_folder(folder, identity)
    for stale in (cluster / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)  # no process of this server lives: we have its lock
    options = settings.options(sockets, fsync=fsync)
    where = HERE if os.geteuid() == 0 else cluster
    with folder.server_log.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  (our own words, no shell)
            identity.command(binaries["postgres"], "-D", where, *options),
            cwd=cluster,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            start_new_session=True,
            **identity.keywords,
        )
    _started.append(process)


def wait_until_it_answers(folder: Folder, log_size: int, *, fsync: bool) -> str:
    """The administrator's conninfo; raises `Unavailable` when the server ends or never answers."""
    until = time.monotonic() + locks.PATIENCE
    while is_running(folder) and time.monotonic() < until:
        try:
            administrator = administrator_of(folder)
            with psycopg.connect(administrator, connect_timeout=5) as connection:
                _check_fsync(connection, wanted=fsync)
        except (psycopg.OperationalError, FileNotFoundError):
            time.sleep(0.02)
        else:
            return administrator
    reason = last_words(folder.server_log, log_size)
    raise Unavailable("server-did-not-start", f"{reason} (all of it in {folder.server_log})")


def administrator_of(folder: Folder) -> str:
    return make_conninfo(
        host=str(noted_socket_folder(folder)), port=5432, user=SUPERUSER, dbname="postgres"
    )


def reap_children() -> None:
    """Let no server that ended stay as a zombie of this program."""
    _started[:] = [process for process in _started if process.poll() is None]


def _check_fsync(connection: psycopg.Connection, *, wanted: bool) -> None:
    found = connection.execute("SHOW fsync").fetchone()
    if wanted and found == ("off",):
        raise Unavailable(
            "server-without-fsync", "the running server could lose data; stop it: `sdp db stop`"
        )


def _lock_of_no_server(folder: Folder) -> IO[bytes] | None:
    """The server's lock when none lives; None when one leads; orphans are waited for, then ended."""
    begun = time.monotonic()
    while (lock := locks.exclusive(folder.lock("server"))) is None:
        if postmaster_of(folder.cluster) is not None:
            return None
        if time.monotonic() - begun > ORPHANS_LIVE:
            if not server_processes(folder.cluster):
                raise in_use_elsewhere(folder)
            stop(folder)
        time.sleep(0.01)
    return lock


def _hand_over(cluster: Path, identity: Identity) -> None:
    """Give data that root made to the user who must run it; the top last, so that it can resume."""
    if identity.account is None or cluster.stat().st_uid == identity.account:
        return
    for parent, folders, files in os.walk(cluster, topdown=False):
        for name in (*folders, *files):
            os.chown(
                Path(parent) / name,
                identity.account,
                identity.keywords["group"],
                follow_symlinks=False,
            )
    identity.give(cluster)
