"""Makes a new cluster: in a temporary directory, renamed only when it is whole."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infrastructure.postgres.binaries import Binaries
from infrastructure.postgres.folder import Folder
from infrastructure.postgres.identity import HERE, Identity
from infrastructure.postgres.unavailable import Unavailable

SUPERUSER = "postgres"


@dataclass(frozen=True)
class Means:
    """With which programs, as whom, and whether a power cut may lose anything."""

    binaries: Binaries
    identity: Identity
    fsync: bool


def make_cluster(folder: Folder, means: Means) -> Path:
    """Make a whole cluster beside the place where it shall stand; raises `Unavailable`."""
    unfinished = Path(tempfile.mkdtemp(prefix="data.new-", dir=folder.postgres))
    means.identity.give(unfinished)
    log = folder.root / "log" / "initdb.log"
    with log.open("wb") as output:
        ended = subprocess.run(  # noqa: S603  (our own words, no shell)
            means.identity.command(means.binaries["initdb"], *_wishes(fsync=means.fsync)),
            cwd=unfinished,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            start_new_session=True,
            user=means.identity.account,
            group=means.identity.group,
            extra_groups=means.identity.other_groups,
        )
    if ended.returncode != 0:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise Unavailable("initdb-failed", f"{last_words(log)} (all of it in {log})")
    return unfinished


def put_in_place(unfinished: Path, cluster: Path) -> None:
    """From this moment the cluster exists, and after a power cut too."""
    unfinished.rename(cluster)
    parent = os.open(cluster.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)


def clean_environment() -> Mapping[str, str]:
    """Leave out what would change the server's language, its place or its clients."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_")) and name not in {"LANG", "LANGUAGE", "DATABASE_URL"}
    }
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def last_words(log: Path, since: int = 0) -> str:
    """Find the line that says what was wrong: the last FATAL, PANIC or error, else the last."""
    try:
        text = log.read_bytes()[since:].decode(errors="replace")
    except FileNotFoundError:
        return "no log"
    lines = [line for line in text.splitlines() if line.strip()] or ["no output"]
    telling = [line for line in lines if any(word in line for word in ("FATAL", "PANIC", "error:"))]
    return (telling or lines)[-1].strip()


def _wishes(*, fsync: bool) -> list[str]:
    wishes = ["-D", HERE, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C"]
    wishes += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums"]
    return wishes if fsync else [*wishes, "--no-sync"]
