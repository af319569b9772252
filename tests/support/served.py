"""A served instance as its users start it: the installed `sdp`, a folder and a port of its own."""

import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from httpx2 import Client, Response

from domain.shared.envelope import Role

SDP = Path(sys.executable).with_name("sdp")
PATIENCE = 30  # seconds in which a server that was told to end must have ended, on a busy machine


@dataclass
class Served:
    """`get` and `post` speak as a case worker unless told otherwise."""

    process: "subprocess.Popen[str]"
    http: Client
    environment: Mapping[str, str]
    tokens: dict[str, str]

    def sdp(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return sdp(*arguments, environment=self.environment)

    def token(self, role: str, municipality: int = 101) -> str:
        name = f"{role}/{municipality}"
        if name not in self.tokens:
            asked = ("--role", role, "--municipality", str(municipality))
            self.tokens[name] = self.sdp("token", *asked).stdout.strip()
        return self.tokens[name]

    def post(
        self, path: str, body: Mapping[str, object], role: str = Role.CASE_WORKER, **headers: str
    ) -> Response:
        usual = {"Authorization": f"Bearer {self.token(role)}", "Idempotency-Key": str(uuid4())}
        return self.http.post(path, json=body, headers=usual | headers)

    def get(self, path: str, role: str = Role.CASE_WORKER, municipality: int = 101) -> Response:
        headers = {"Authorization": f"Bearer {self.token(role, municipality)}"}
        return self.http.get(path, headers=headers)


def sdp(*arguments: str, environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [SDP, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@contextmanager
def served(data_dir: Path, *options: str) -> Generator[Served]:
    """Serve on a fresh folder until the block ends, then end the database as well."""
    environment = {**os.environ, "SDP_DATA_DIR": str(data_dir)}
    arguments = [SDP, "serve", "--port", "0", *options]
    with subprocess.Popen(
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith("listening on "):
            raise RuntimeError(f"not served: {line}{process.stderr and process.stderr.read()}")
        url = line.removeprefix("listening on ").strip()
        try:
            with Client(base_url=url, timeout=30) as http:
                yield Served(process, http, environment, {})
        finally:
            process.terminate()
            process.wait(PATIENCE)
            sdp("db", "stop", environment=environment)
