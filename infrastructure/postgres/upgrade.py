"""Moves the data to other programs of PostgreSQL: dumped by the old, restored by the new."""

import shutil
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from infrastructure.postgres import locks
from infrastructure.postgres.binaries import Binaries, version_of
from infrastructure.postgres.cluster import finish_upgrade, lock_of_no_server
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.identity import identity_for, within_reach
from infrastructure.postgres.launching import (
    administrator_of,
    launch,
    log_size_of,
    wait_until_it_answers,
)
from infrastructure.postgres.lease import ensure_reaper
from infrastructure.postgres.making import SUPERUSER, Means, make_cluster, put_in_place
from infrastructure.postgres.stopping import clear_unfinished, stop
from infrastructure.postgres.unavailable import Unavailable

LEFT_BEHIND = 2.0  # seconds: the reaper has the lease for a moment when the last one ends


def upgrade(folder: Folder, old: Binaries, new: Binaries) -> Path:
    """Where the old data is kept; on any failure it stays in place; raises `Unavailable`."""
    with locks.alone(folder.lock("start")), nobody_else(folder):
        finish_upgrade(folder)
        clear_unfinished(folder)
        dump = folder.postgres / "data.new-dump"  # cleared like everything unfinished
        dump.mkdir(mode=0o700)
        with _server(folder, old):
            names = _dump(folder, old, dump)
        identity = identity_for(folder.cluster)
        means = Means(within_reach(new, identity), identity, fsync=True)
        fresh = make_cluster(folder, means)
        with _server(replace(folder, cluster_name=fresh.name), new):
            _restore(folder, new, dump, names)
        kept = _exchange(folder, fresh)
        shutil.rmtree(dump)
        return kept


@contextmanager
def nobody_else(folder: Folder) -> Generator[None]:
    """Hold the lease alone; the reaper waits behind us, should we be killed."""
    until = time.monotonic() + LEFT_BEHIND
    while (lease := locks.exclusive(folder.lock("lease"))) is None:
        if time.monotonic() > until:
            raise Unavailable("database-in-use", f"other programs use {folder.cluster}")
        time.sleep(0.02)
    with lease:
        ensure_reaper(folder)
        stop(folder)
        yield


@contextmanager
def _server(folder: Folder, binaries: Binaries) -> Generator[None]:
    """Run these programs on this cluster during the block."""
    identity = identity_for(folder.cluster)
    log_size = log_size_of(folder)
    if (lock := lock_of_no_server(folder)) is None:
        raise Unavailable("database-in-use", f"a server runs on {folder.cluster}")
    with lock:
        launch(folder, Means(within_reach(binaries, identity), identity, fsync=True), lock)
    try:
        wait_until_it_answers(folder, log_size, fsync=True)
        yield
    finally:
        stop(folder)


def _dump(folder: Folder, binaries: Binaries, dump: Path) -> list[str]:
    """Write the roles and every database; their names."""
    administrator = administrator_of(folder)
    with psycopg.connect(administrator) as connection:
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate"
            " AND datname <> 'postgres' ORDER BY datname"
        ).fetchall()
    names = [str(name) for (name,) in found]
    _run(binaries["pg_dumpall"], "--roles-only", "-d", administrator, "-f", dump / "roles.sql")
    for number, name in enumerate(names):
        where = make_conninfo(administrator, dbname=name)
        _run(binaries["pg_dump"], "-Fc", "-d", where, "-f", dump / str(number))
    return names


def _restore(folder: Folder, binaries: Binaries, dump: Path, names: list[str]) -> None:
    administrator = administrator_of(folder)
    roles = dump / "roles.sql"
    roles.write_text(roles.read_text().replace(f"CREATE ROLE {SUPERUSER};\n", ""))
    _run(
        binaries["psql"],
        "-qX",
        "-v",
        "ON_ERROR_STOP=1",
        "-d",
        administrator,
        "-f",
        dump / "roles.sql",
    )
    for number, _ in enumerate(names):
        _run(binaries["pg_restore"], "-e", "--create", "-d", administrator, dump / str(number))


def _exchange(folder: Folder, fresh: Path) -> Path:
    """Put the new cluster in place; killed between the two, the next start takes the old back."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    kept = folder.postgres / f"data.before-{stamp}-{version_of(folder.cluster)}"
    folder.cluster.rename(kept)
    put_in_place(fresh, folder.cluster)
    return kept


def _run(*words: str | Path) -> None:
    ended = subprocess.run(  # noqa: S603  (our own words, no shell)
        list(words), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        said = (ended.stderr.strip() or "no output").splitlines()[-1]
        raise Unavailable("upgrade-failed", f"{Path(words[0]).name}: {said}; nothing was changed")
