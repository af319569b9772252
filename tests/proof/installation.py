"""A served installation that may be killed at any moment, and is started again."""

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from tests.infrastructure.postgres.programs import (
    Folder,
    command_of,
    eventually,
    kill,
    parent_of,
    pids,
)

LONG = 900  # seconds for what reads the whole log, on a busy machine
SERVE = ("serve", "--port", "0", "--with-worker", "--simulated-clock")


@dataclass
class Installation:
    """One data directory; `url` changes with every start, as the port does."""

    folder: Folder
    url: str = ""
    kills: list[str] = field(default_factory=list[str])
    _server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve with a worker; what it complains of goes into a file."""
        self.folder.path.parent.mkdir(parents=True, exist_ok=True)
        with self.said.open("ab") as complaints:
            self._server = subprocess.Popen(
                [*self.folder.words, *SERVE],
                env=self.folder.surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                cwd="/",
            )
        line = self.server.stdout.readline().decode() if self.server.stdout else ""
        assert line.startswith("listening on "), self.complaints()
        self.url = line.removeprefix("listening on ").strip()

    @property
    def server(self) -> subprocess.Popen[bytes]:
        assert self._server
        return self._server

    @property
    def said(self) -> Path:
        return self.folder.path.parent / "serve.log"

    def complaints(self) -> str:
        return self.said.read_text("utf-8", "replace")

    def workers(self) -> list[int]:
        """The children of the server that run `sdp worker`."""
        children = (pid for pid in pids() if parent_of(pid) == self.server.pid)
        return [pid for pid in children if b"\0worker\0" in command_of(pid)]

    def kill(self, kind: str) -> None:
        """Kill as the kernel does, and do what whoever runs the installation would do then."""
        self.kills.append(kind)
        KILLS[kind](self)

    def kill_server(self) -> None:
        self.server.kill()
        self.ended()

    def ended(self) -> None:
        self.server.wait(60)
        if self.server.stdout:
            self.server.stdout.close()

    def end(self) -> None:
        """End as on SIGTERM, and see that nothing is left of it."""
        self.server.terminate()
        self.ended()
        eventually(self.folder.is_quiet, "something outlived the server")
        assert not self.workers()

    def json(self, *words: str) -> dict[str, object]:
        """The answer of a command of the program beside the server."""
        ended = subprocess.run(
            [*self.folder.words, *words, "--json"],
            env=self.folder.surroundings(),
            capture_output=True,
            check=False,
            timeout=LONG,
            cwd="/",
        )
        assert ended.returncode in {0, 1}, ended.stderr.decode()
        return orjson.loads(ended.stdout)


def server(installation: Installation) -> None:
    installation.kill_server()
    installation.start()


def worker(installation: Installation) -> None:
    """The server starts it again by itself."""
    eventually(installation.workers, "there is no worker to kill")
    killed = installation.workers()
    for pid in killed:
        kill(pid)
    eventually(lambda: set(installation.workers()) - set(killed), "no new worker")


def postmaster(installation: Installation) -> None:
    """Whoever holds the database starts it again."""
    killed = installation.folder.postmasters()
    for pid in killed:
        kill(pid)
    eventually(lambda: set(installation.folder.postmasters()) - set(killed), "no new database")


def reaper(installation: Installation) -> None:
    """Whoever holds the database starts it again."""
    killed = installation.folder.reapers()
    for pid in killed:
        kill(pid)
    eventually(lambda: set(installation.folder.reapers()) - set(killed), "no new reaper")


def everything(installation: Installation) -> None:
    doomed = {*installation.workers(), *installation.folder.reapers()}
    installation.kill_server()
    for pid in doomed | installation.folder.processes():
        kill(pid)
    installation.start()


KILLS: Mapping[str, Callable[[Installation], None]] = {
    "server": server,
    "worker": worker,
    "postmaster": postmaster,
    "reaper": reaper,
    "everything": everything,
}
