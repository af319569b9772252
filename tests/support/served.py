"""A served instance as its users start it: the installed `sdp`, a folder and a port of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from uuid import uuid4

import psycopg
from httpx2 import Client, Response
from psycopg.sql import SQL, Identifier

from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.postgres import locks
from infrastructure.postgres.folder import made
from infrastructure.postgres.server import open_database
from infrastructure.postgres.stopping import stop_for_now
from infrastructure.tokens import development_key, issue

SDP = Path(sys.executable).with_name("sdp")
A_DAY = timedelta(days=1)
TABLES = """
    SELECT schemaname || '.' || tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
      AND schemaname NOT LIKE 'pg_temp%' AND (schemaname, tablename) NOT IN
          (('sdp_log', 'block'), ('sdp_log', 'seal')) -- a worker seals in its own time
    ORDER BY 1
"""
LONG = 300  # seconds for one answer: many programs may share the machine
PATIENCE = 300  # seconds until what must come about by itself has failed to, on a busy machine


@dataclass
class Served:
    """`get` and `post` speak as a case worker unless told otherwise."""

    process: "subprocess.Popen[str]"
    http: Client
    environment: Mapping[str, str]
    tokens: dict[str, str]

    @property
    def data_dir(self) -> Path:
        return Path(self.environment["SDP_DATA_DIR"])

    @cached_property
    def owner_url(self) -> str:
        with open_database(self.data_dir) as database:
            return database.url("owner")

    def sdp(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return sdp(*arguments, environment=self.environment)

    def token(self, role: str, municipality: int = 101) -> str:
        name = f"{role}/{municipality}"
        if name not in self.tokens:
            self.tokens[name] = self.token_of(f"{role} 1", role, municipality)
        return self.tokens[name]

    def token_of(self, subject: str, role: str, municipality: int = 101) -> str:
        actor = Actor(ActorId(subject), Role(role), Municipality(municipality))
        return issue(actor, A_DAY, development_key(self.data_dir))

    def fresh(self, path: str) -> Response:
        """Ask a list again until the worker has come to the head of the log."""
        head = self.http.get("/health").json()["head"]
        asked = f"{path}{'&' if '?' in path else '?'}at_least={head}"
        for _ in range(PATIENCE):
            answer = self.get(asked)  # waits a second itself
            if answer.headers.get("Sdp-Freshness") == "fresh":
                return answer
            time.sleep(0.5)
        raise RuntimeError(f"the worker does not follow: {path}")

    def caught_up(self) -> int:
        """Give the head of the log when the worker has come to it."""
        for _ in range(PATIENCE):
            health = self.http.get("/health").json()
            if not health["lag"]["events"]:
                return int(health["head"])
            time.sleep(0.5)
        raise RuntimeError("the worker does not follow")

    def counts(self) -> dict[str, int]:
        """Count the rows of every table that is ours."""
        with psycopg.connect(self.owner_url) as connection:
            tables = [str(name) for (name,) in connection.execute(TABLES)]
            return {name: count(connection, name) for name in tables}

    def recorded(self) -> tuple[int, int]:
        """Count events and receipts: what a refusal leaves as it was."""
        counts = self.counts()
        return counts["sdp_log.event"], counts["sdp_log.receipt"]

    def looks(self) -> int:
        with psycopg.connect(self.owner_url) as connection:
            return count(connection, "sdp_access.look")

    def post(
        self, path: str, body: Mapping[str, object], role: str = Role.CASE_WORKER, **headers: str
    ) -> Response:
        usual = {"Authorization": f"Bearer {self.token(role)}", "Idempotency-Key": str(uuid4())}
        return self.http.post(path, json=body, headers=usual | headers)

    def get(self, path: str, role: str = Role.CASE_WORKER, municipality: int = 101) -> Response:
        headers = {"Authorization": f"Bearer {self.token(role, municipality)}"}
        return self.http.get(path, headers=headers)


def count(connection: psycopg.Connection, table: str) -> int:
    query = SQL("SELECT count(*) FROM {}").format(Identifier(*table.split(".")))
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def sdp(*arguments: str, environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [SDP, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )


@contextmanager
def served(
    data_dir: Path, *options: str, program: Sequence[str | Path] = (SDP,)
) -> Generator[Served]:
    """Serve on a fresh folder until the block ends, then end the database as well."""
    environment = {**os.environ, "SDP_DATA_DIR": str(data_dir)}
    arguments = [*program, "serve", "--port", "0", *options]
    with subprocess.Popen(
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith("listening on "):
            raise RuntimeError(f"not served: {line}{process.stderr and process.stderr.read()}")
        url = line.removeprefix("listening on ").strip()
        try:
            with Client(base_url=url, timeout=LONG) as http:
                yield Served(process, http, environment, {})
        finally:
            process.terminate()
            process.wait(PATIENCE)
            end_database(data_dir)


def end_database(data_dir: Path) -> None:
    """Do what `sdp db stop` does, without starting a program for it."""
    folder = made(data_dir)
    with locks.alone(folder.lock("start")):
        stop_for_now(folder)
