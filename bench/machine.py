"""What was measured on: machine, versions, commit; and whether anybody else is on it."""

import os
import platform
import subprocess
from pathlib import Path

MOST_LOAD = 0.5  # of others, over the last minute


def machine(postgres: str, fsync: str) -> dict[str, object]:
    """Render as the contract of `sdp bench` has it."""
    return {
        "cpu": cpu(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory() / 2**30, 1),
        "python": platform.python_version(),
        "postgres": postgres,
        "fsync": fsync,
        "commit": commit(),
    }


def load() -> float:
    """Mean number of processes that ran or wanted to during the last minute."""
    return os.getloadavg()[0]


def cpu() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def commit() -> str | None:
    """Name the commit the program stands at, with a plus where it was changed; none without git."""
    here = Path(__file__).parent
    try:
        said = subprocess.run(
            ["git", "describe", "--always", "--abbrev=12", "--dirty=+"],  # noqa: S607  (whichever git is there)
            cwd=here,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return said.stdout.strip()
