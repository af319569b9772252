"""Starts one server process on a cluster that is there, and waits until it answers."""

import os
import subprocess
import time
from pathlib import Path
from typing import IO

import psycopg
from psycopg.conninfo import make_conninfo

from infrastructure.postgres import locks, outliving, settings
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.identity import HERE, Identity
from infrastructure.postgres.making import SUPERUSER, Means, clean_environment, last_words
from infrastructure.postgres.sockets import make_socket_folder, noted_socket_folder
from infrastructure.postgres.stopping import is_running
from infrastructure.postgres.unavailable import Unavailable


def launch(folder: Folder, means: Means, lock: IO[bytes]) -> None:
    """Start the server, which inherits the lock: it is held while any process of it lives."""
    _hand_over(folder.cluster, means.identity)
    sockets = make_socket_folder(folder, means.identity)
    for stale in (folder.cluster / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)  # no process of this server lives: we have its lock
    where = HERE if os.geteuid() == 0 else folder.cluster
    words = ["-D", where, *settings.options(sockets, fsync=means.fsync)]
    with folder.server_log.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603  (our own words, no shell)
            means.identity.command(means.binaries["postgres"], *words),
            cwd=folder.cluster,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[lock.fileno()],
            start_new_session=True,
            user=means.identity.account,
            group=means.identity.group,
            extra_groups=means.identity.other_groups,
        )
    outliving.keep(process)


def wait_until_it_answers(folder: Folder, log_size: int, *, fsync: bool) -> str:
    """Give the administrator's conninfo; `Unavailable` when the server ends or never answers."""
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


def log_size_of(folder: Folder) -> int:
    """Bytes of the log before we start, so that only new words are quoted."""
    return folder.server_log.stat().st_size if folder.server_log.exists() else 0


def _check_fsync(connection: psycopg.Connection, *, wanted: bool) -> None:
    found = connection.execute("SHOW fsync").fetchone()
    if wanted and found == ("off",):
        raise Unavailable(
            "server-without-fsync", "the running server could lose data; stop it: `sdp db stop`"
        )


def _hand_over(cluster: Path, identity: Identity) -> None:
    """Give data that root made to the user who must run it; the top last, so that it can resume."""
    if identity.account is None or cluster.stat().st_uid == identity.account:
        return
    for parent, folders, files in os.walk(cluster, topdown=False):
        for name in (*folders, *files):
            identity.give(Path(parent) / name)
    identity.give(cluster)
