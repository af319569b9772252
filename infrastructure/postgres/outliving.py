"""Processes that outlive their program on purpose, the server and its reaper: let go at its end."""

import atexit
import subprocess

_kept: list[subprocess.Popen[bytes]] = []


def keep(process: subprocess.Popen[bytes]) -> None:
    """Keep it, so that it can be waited for when it ends before we do."""
    _kept.append(process)


def reap_children() -> None:
    """Let none that ended stay as a zombie of this program."""
    _kept[:] = [process for process in _kept if process.poll() is None]


@atexit.register
def let_go() -> None:
    """Wait for none of them: that they still run is no fault, and nothing to warn of."""
    for process in _kept:
        process.returncode = process.poll() or 0
