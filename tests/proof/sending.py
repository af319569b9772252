"""Clients that send commands under keys, and send again what nobody answered."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Any, Self
from uuid import uuid4

from httpx2 import Client, Response, TransportError

from domain.shared.envelope import Actor, ActorId, Municipality, Role
from infrastructure.tokens import development_key, issue
from tests.proof.installation import Installation

PATIENCE = 120.0  # seconds that one command may take through any number of kills
PAUSE = 0.2
AGAIN = {409: "conflict", 412: "version-mismatch"}  # decided on what has changed meanwhile


@dataclass(frozen=True)
class Command:
    """What is sent under one key; `sight` is the case whose newest version it is decided on."""

    path: str
    body: Mapping[str, object]
    role: Role
    sight: str | None = None
    key: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True)
class Acknowledged:
    command: Command
    status: int
    document: Mapping[str, Any]


@dataclass
class Record:
    """What became of every command that was sent."""

    acknowledged: list[Acknowledged] = field(default_factory=list[Acknowledged])
    left: list[Command] = field(default_factory=list[Command])  # lost, and not sent again yet
    lost: int = 0  # answers that never came
    known: int = 0  # commands that were recorded though their answer was lost
    lock: Lock = field(default_factory=Lock)

    def lose(self) -> None:
        with self.lock:
            self.lost += 1


class Sender:
    """One client with one connection; not shared between threads."""

    def __init__(self, installation: Installation, record: Record) -> None:
        self.installation, self.record = installation, record
        self.http = Client(timeout=60)
        self.tokens = dict[Role, str]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def do(self, command: Command) -> Mapping[str, Any]:
        """Send until it is acknowledged."""
        until = time.monotonic() + PATIENCE
        while (answer := self.once(command)) is None or refused_for_now(answer):
            assert time.monotonic() < until, f"{command.path}: {answer and answer.text}"
            time.sleep(PAUSE)
        return self.acknowledge(command, answer)

    def leave(self, command: Command) -> None:
        """Send once; without an answer it is left for later."""
        answer = self.once(command)
        if answer is None or refused_for_now(answer):
            self.record.left.append(command)
        else:
            self.acknowledge(command, answer)

    def acknowledge(self, command: Command, answer: Response) -> Mapping[str, Any]:
        assert answer.is_success, f"{command.path}: {answer.text}"
        document: dict[str, Any] = answer.json()
        with self.record.lock:
            self.record.known += "Idempotent-Replay" in answer.headers
            self.record.acknowledged.append(Acknowledged(command, answer.status_code, document))
        return document

    def once(self, command: Command) -> Response | None:
        """None: nobody knows whether it was recorded."""
        headers = self.signed(command.role) | {"Idempotency-Key": command.key}
        if command.sight:
            headers["If-Match"] = f'"{self.get(f"/cases/{command.sight}")["version"]}"'
        answer = self.tried("POST", command.path, headers, command.body)
        if answer is None:
            self.record.lose()
        return answer

    def get(self, path: str) -> dict[str, Any]:
        """Ask until there is an answer."""
        until, headers = time.monotonic() + PATIENCE, self.signed(Role.CASE_WORKER)
        while (answer := self.tried("GET", path, headers, None)) is None:
            assert time.monotonic() < until, path
            time.sleep(PAUSE)
        assert answer.is_success, f"{path}: {answer.text}"
        return answer.json()

    def tried(
        self, method: str, path: str, headers: Mapping[str, str], body: object
    ) -> Response | None:
        """None where the connection broke or the service said that it cannot say."""
        try:
            url = self.installation.url + path
            answer = self.http.request(method, url, headers=headers, json=body)
        except TransportError:
            return None
        return None if answer.status_code == 503 else answer

    def signed(self, role: Role) -> dict[str, str]:
        if role not in self.tokens:
            actor = Actor(ActorId(f"{role.value} 1"), role, Municipality(101))
            key = development_key(self.installation.folder.path)
            self.tokens[role] = issue(actor, timedelta(days=1), key)
        return {"Authorization": f"Bearer {self.tokens[role]}"}


def refused_for_now(answer: Response) -> bool:
    return AGAIN.get(answer.status_code) == answer.json().get("code", "")
