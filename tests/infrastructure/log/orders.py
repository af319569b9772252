"""Orders and facts for the log's tests: only what a test names matters."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID, uuid4

import psycopg

from application.ports.journal import Decided, Order
from domain.case.events import NoteAdded
from domain.dossier.dossier import DossierEvent, Fact
from domain.run.commands import ApproveRun
from domain.shared.blocks import Blocks
from domain.shared.envelope import Actor, ActorId, CaseId, ClientId, Municipality, Role
from domain.task.events import TaskOpened
from infrastructure.log.batch import Prepared, document, prepare
from infrastructure.log.journal import PostgresJournal, open_journal
from infrastructure.log.keys import KeyStore
from infrastructure.postgres.server import Database

T = TypeVar("T")
HERE, ELSEWHERE = Municipality(101), Municipality(751)
COMMAND = ApproveRun(control_sum="any command: the log does not look at it")
MORNING = datetime(2020, 4, 28, 8, 0, tzinfo=UTC)


@dataclass
class SetClock:
    """A clock that a test sets."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Log:
    """A fresh log and a way to run something on it."""

    database: Database
    data_dir: Path
    clock: SetClock = field(default_factory=SetClock)
    simulated: bool = True

    def run(self, story: Callable[[PostgresJournal], Awaitable[T]]) -> T:
        return asyncio.run(self._run(story))

    async def _run(self, story: Callable[[PostgresJournal], Awaitable[T]]) -> T:
        async with self.journal() as journal:
            return await story(journal)

    def journal(self, connections: int = 6) -> AbstractAsyncContextManager[PostgresJournal]:
        return open_journal(
            self.database,
            self.data_dir,
            clock=self.clock,
            simulated=self.simulated,
            connections=connections,
        )


def new_case() -> CaseId:
    return CaseId(uuid4())


def order(
    case_id: CaseId,
    key: str | None = None,
    *,
    municipality: Municipality = HERE,
    subject: str = "a-person",
    client: str | None = "a-program",
    fingerprint: str = "as sent",
    command_id: UUID | None = None,
) -> Order:
    return Order(
        case_id=case_id,
        command=COMMAND,
        actor=asker(subject, client, municipality),
        received_at=MORNING,
        key=key or str(uuid4()),
        fingerprint=fingerprint,
        command_id=command_id or uuid4(),
        correlation=uuid4(),
    )


def asker(subject: str, client: str | None, municipality: Municipality) -> Actor:
    through = None if client is None else ClientId(client)
    return Actor(ActorId(subject), Role.CASE_WORKER, municipality, through)


def note(text: str = "called back") -> DossierEvent:
    return NoteAdded(text=text)


def task_opened(cause: str = "a neighbour called") -> DossierEvent:
    return TaskOpened(
        type="check_case_blocking",
        cause=cause,
        blocks=Blocks.DECISION,
        due_on=date(2020, 6, 4),
        priority=5,
        reason=None,
        by_hand=False,
    )


def decided(case_id: CaseId, *events: DossierEvent, stream: UUID | None = None) -> Decided:
    return Decided(tuple(Fact(stream or case_id, event) for event in events or (note(),)))


def prepared(keys: KeyStore, asked: Order, what: Decided, version: int = 0) -> Prepared:
    """A command as it waits for its append; all its streams are new."""
    keys.create([asked.case_id])
    cipher = keys.cipher(asked.case_id)
    return prepare(
        asked, what, version, streams={}, cipher=cipher, blind=keys.blind, release="test"
    )


def append_now(
    connection: psycopg.Connection[Any], clock: SetClock, *batch: Prepared
) -> list[tuple[int, str]]:
    """Call the append function in a transaction of the test; gives each command's outcome."""
    query = "select n, outcome from sdp_log.append(%s::jsonb, %s) order by n"
    return connection.execute(query, (document(batch), clock())).fetchall()
