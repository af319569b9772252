"""Finds the server's processes by where they stand, never by what postmaster.pid says."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process of a server: `parent` and `title` tell the postmaster from its children."""

    pid: int
    parent: int
    title: bytes


def server_processes(cluster: Path) -> list[Process]:
    """All living `postgres` whose current directory is this data directory (also when removed)."""
    here = {str(cluster), f"{cluster} (deleted)"}
    return [found for found in _postgres() if _directory_of(found.pid) in here]


def postmaster_of(cluster: Path) -> int | None:
    """The process that leads the server, None when only orphans or nothing are left."""
    processes = server_processes(cluster)
    pids = {process.pid for process in processes}
    leading = (
        p for p in processes if p.parent not in pids and not p.title.startswith(b"postgres:")
    )
    return next((process.pid for process in leading), None)


def _postgres() -> list[Process]:
    found = [_read(int(entry)) for entry in os.listdir("/proc") if entry.isdigit()]
    return [process for process in found if process is not None]


def _read(pid: int) -> Process | None:
    """None for what is gone, is a zombie, or is not called postgres."""
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")
        title = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return None
    state, parent, *_ = rest.split()
    if state in "ZX" or not name.endswith("(postgres"):
        return None
    return Process(pid, int(parent), title)


def _directory_of(pid: int) -> str | None:
    link = f"/proc/{pid}/cwd"
    try:
        return os.readlink(link)
    except PermissionError:
        return _directory_seen_by_its_user(pid, link)
    except OSError:
        return None


def _directory_seen_by_its_user(pid: int, link: str) -> str | None:
    """A root without the right to trace others asks as the user the process runs as."""
    if os.geteuid() != 0:
        return None
    try:
        owner = Path(f"/proc/{pid}").stat()
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
