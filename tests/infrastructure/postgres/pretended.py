"""Pretended programs of PostgreSQL wherever they are looked for, and `sdp` that looks there.

Run as a program it is `sdp` with a wheel of another name and a distribution in another folder.
"""

import os
from pathlib import Path

from api.cli.main import run
from infrastructure.postgres import binaries

WHEEL, DISTRIBUTION = "pretended_wheel", "PRETENDED_DISTRIBUTION"


SCRIPT = """#!/bin/sh
if [ "$1" != --version ] && [ -n '{complaint}' ]; then echo 'error: {complaint}'; exit 1; fi
echo '{name} (PostgreSQL) {said}'
"""


def pretend(directory: Path, said: str, complaint: str = "") -> None:
    """Make programs that say a version and can do nothing, or only complain."""
    directory.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        script = SCRIPT.format(name=name, said=said, complaint=complaint)
        (directory / name).write_text(script)
        (directory / name).chmod(0o755)


if __name__ == "__main__":
    binaries.WHEEL, binaries.DISTRIBUTION = WHEEL, Path(os.environ[DISTRIBUTION])
    run()
