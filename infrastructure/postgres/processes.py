"""Finds the server's processes by where they stand, never by what postmaster.pid says."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

OURS = ("postgres", "initdb")


@dataclass(frozen=True)
class Process:
    """A process of a server: `parent` and `title` tell the postmaster from its children."""

    pid: int
    parent: int
    title: bytes


def processes_in(cluster: Path) -> list[Process]:
    """All living processes of PostgreSQL that stand in this data directory, also when removed."""
    here = {str(cluster), f"{cluster} (deleted)"}
    return [found for found in _of_postgres() if _directory_of(found.pid) in here]


def postmaster_of(cluster: Path) -> int | None:
    """Find the process that leads the server; None when only orphans or nothing are left."""
    return leader_of(processes_in(cluster))


def leader_of(processes: Sequence[Process]) -> int | None:
    """Find the one among those of a server that leads them."""
    pids = {process.pid for process in processes}
    leads = (p.pid for p in processes if p.parent not in pids and not _is_child(p))
    return next(leads, None)


def _is_child(process: Process) -> bool:
    return process.title.startswith(b"postgres:")


def _of_postgres() -> list[Process]:
    found = [_read(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [process for process in found if process is not None]


def _read(entry: Path) -> Process | None:
    """None for what is gone or is not called as a program of PostgreSQL."""
    try:
        head, _, rest = (entry / "stat").read_text(errors="replace").rpartition(") ")
        title = (entry / "cmdline").read_bytes()
    except OSError:
        return None
    if head.partition("(")[2] not in OURS:
        return None
    return Process(int(entry.name), int(rest.split()[1]), title)


def _directory_of(pid: int) -> str | None:
    """None for a process that stands nowhere we can see: a zombie stands nowhere."""
    link = Path(f"/proc/{pid}/cwd")
    try:
        return str(link.readlink())
    except PermissionError:
        return _directory_seen_by_its_user(link)
    except OSError:
        return None


def _directory_seen_by_its_user(link: Path) -> str | None:
    """Ask, as a root without the right to trace others, as the user the process runs as."""
    if os.geteuid() != 0:
        return None
    try:
        owner = link.parent.stat()
    except OSError:
        return None
    asked = subprocess.run(  # noqa: S603  (fixed words)
        ["readlink", link],  # noqa: S607  (coreutils, wherever they are)
        capture_output=True,
        text=True,
        check=False,
        user=owner.st_uid,
        group=owner.st_gid,
        extra_groups=[],
    )
    return asked.stdout.rstrip("\n") or None
