"""The project itself as it is measured in process: its journal, and dossiers seeded through it."""

import asyncio
from collections.abc import Callable, Coroutine, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from application.handle import handle
from application.ports.journal import Decided, Order, Receipt
from bench import dossiers
from bench.ground import Ground
from bench.measuring import event_loop, together
from bench.untouched import Untouched
from domain.case.commands import AddNote
from domain.dossier.dossier import Fact, fold
from domain.shared.envelope import Actor, ActorId, CaseId, Municipality, Role
from infrastructure.log.journal import PostgresJournal, open_journal
from infrastructure.migrations import migrate
from infrastructure.postgres.server import Database
from infrastructure.tokens import development_key, issue

T = TypeVar("T")
SEEDERS = 40  # tasks that write dossiers at the same time
ACTOR = Actor(ActorId("b-1"), Role.CASE_WORKER, Municipality(101))
NOTE = AddNote(text="Sagen er gennemgået.")


@dataclass
class Program:
    """A journal, the loop it lives in, and the cases that were written."""

    database: Database
    folder: Path
    journal: PostgresJournal
    loop: asyncio.Runner
    cases: Sequence[CaseId]
    untouched: Untouched[CaseId] = field(init=False)

    def __post_init__(self) -> None:
        self.untouched = Untouched(iter(self.cases))

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(work)

    async def command(self, case_id: CaseId) -> Receipt:
        """Load the dossier, decide, append one event."""
        return await handle(note_on(case_id), self.journal, self.journal.citizens)

    async def replay(self, case_id: CaseId) -> object:
        return fold(case_id, (await self.journal.load(note_on(case_id))).recorded)


@contextmanager
def program(ground: Ground, events: int, count: int) -> Generator[Program]:
    """Open the program on a database of its own, with so many dossiers of so many events."""
    with (
        ground.other_database() as database,
        opened(database, ground.folder / database.name, events, count) as ours,
    ):
        yield ours


@contextmanager
def opened(database: Database, folder: Path, events: int, count: int) -> Generator[Program]:
    with event_loop() as loop:
        migrate(database)
        opening = open_journal(database, folder, clock=now)
        journal = loop.run(opening.__aenter__())
        try:
            facts = partial(dossiers.facts, count=events)
            cases = loop.run(seed(journal, facts, count))
            yield Program(database, folder, journal, loop, cases)
        finally:
            loop.run(opening.__aexit__(None, None, None))


async def seed(
    journal: PostgresJournal,
    facts: Callable[[CaseId], tuple[Fact, ...]],
    count: int,
    actor: Actor = ACTOR,
) -> list[CaseId]:
    """Write so many new dossiers, many at the same time."""
    cases = [CaseId(uuid4()) for _ in range(count)]

    async def write(case_id: CaseId) -> None:
        await journal.append(note_on(case_id, actor), Decided(facts(case_id)), 0)

    await together(write, cases, SEEDERS)
    return cases


def note_on(case_id: CaseId, actor: Actor = ACTOR) -> Order:
    return Order(
        case_id=case_id,
        command=NOTE,
        actor=actor,
        received_at=now(),
        key=str(uuid4()),
        fingerprint="0" * 64,
        command_id=uuid4(),
        correlation=uuid4(),
    )


def now() -> datetime:
    return datetime.now(UTC)


def token(ground: Ground, actor: Actor = ACTOR) -> str:
    """Make a token that `sdp serve` believes on this ground."""
    return issue(actor, timedelta(hours=2), development_key(ground.folder))
