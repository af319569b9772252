"""A served instance of one's own: a fresh folder, a free port, a simulated log."""

import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from api.cli.beside import PROGRAM
from api.cli.output import SURROUNDINGS, Failure

SDP = Path(sys.executable).with_name("sdp")
PATIENCE = 10  # seconds that an instance has to end


@dataclass(frozen=True)
class Instance:
    """A running `sdp serve`, and how the same program is called beside it."""

    url: str
    environment: Mapping[str, str]

    def sdp(self, *arguments: str) -> str:
        """Run a command of the program on the same data; its answer, or why it failed."""
        done = subprocess.run(  # noqa: S603 - our own program, no shell
            [SDP, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode not in {0, 1}:
            raise Failure("demo-step-failed", f"sdp {arguments[0]}: {done.stderr}", SURROUNDINGS)
        return done.stdout

    def sdp_json(self, *arguments: str) -> dict[str, object]:
        return orjson.loads(self.sdp(*arguments, "--json"))


@contextmanager
def served(data_dir: Path) -> Generator[Instance]:
    """Serve a simulated log in `data_dir` with its worker, until the block ends."""
    environment = {**os.environ, "SDP_DATA_DIR": str(data_dir)}
    environment.pop("DATABASE_URL", None)  # the demo runs on the embedded database, always
    errors = data_dir / "serve.log"
    data_dir.mkdir(parents=True, exist_ok=True)
    options = ["--port", "0", "--with-worker", "--simulated-clock", "--issue-tokens"]
    with (
        errors.open("wb") as stderr,
        subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-c", PROGRAM, "serve", *options],
            env={**environment, "SDP_SERVED_BY": str(os.getpid())},  # ends with us, however
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as server,
    ):
        try:
            yield Instance(address(server, errors), environment)
        finally:
            end(server)


def address(server: "subprocess.Popen[str]", errors: Path) -> str:
    line = server.stdout.readline() if server.stdout else ""
    if not line.startswith("listening on "):
        why = errors.read_text("utf-8", "replace").strip() or "it said nothing"
        raise Failure("demo-not-served", why, SURROUNDINGS)
    return line.removeprefix("listening on ").strip()


def end(server: "subprocess.Popen[str]") -> None:
    server.terminate()
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
