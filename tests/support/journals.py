"""Orders as the edge gives them, and journals in which they were carried out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from uuid import uuid4

from application.handle import handle
from application.ports.journal import Loaded, Order, Receipt
from domain.dossier.dossier import Dossier, DossierCommand, DossierEvent, Recorded, fold
from domain.dossier.erased import Erased
from domain.shared.envelope import Actor, CaseId
from infrastructure.memory import MemoryJournal
from tests.support.examples import CASE, MACHINE, NOON
from tests.support.passing_on import PassingOn


def order(
    command: DossierCommand,
    actor: Actor = MACHINE,
    case_id: CaseId = CASE,
    at: datetime = NOON,
    expected_version: int | None = None,
) -> Order:
    return Order(
        case_id=case_id,
        command=command,
        actor=actor,
        received_at=at,
        key=str(uuid4()),
        fingerprint="as sent",
        command_id=uuid4(),
        correlation=uuid4(),
        expected_version=expected_version,
    )


@dataclass
class Desk:
    """A journal in memory, and a clock that is set by hand; what is asked is done at once."""

    now: datetime = NOON
    journal: MemoryJournal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = MemoryJournal(lambda: self.now)

    def on(self, day: date) -> "Desk":
        self.now = datetime.combine(day, time(10), UTC)
        return self

    def ask(
        self, command: DossierCommand, actor: Actor = MACHINE, case_id: CaseId = CASE
    ) -> Receipt:
        return self.give(order(command, actor, case_id, self.now))

    def give(self, one: Order) -> Receipt:
        return asyncio.run(handle(one, self.journal, self.journal))

    def log(self) -> tuple[Recorded, ...]:
        return asyncio.run(self._log())

    def events(self, after: int = 0) -> list[type[DossierEvent | Erased]]:
        return [type(each.event) for each in self.log()[after:]]

    def dossier(self, case_id: CaseId = CASE) -> Dossier:
        return fold(case_id, asyncio.run(self.journal.history(case_id)))

    async def _log(self) -> tuple[Recorded, ...]:
        return tuple([each async for page in self.journal.pages() for each in page.recorded])


def desk_after(*commands: DossierCommand) -> Desk:
    desk = Desk()
    for command in commands:
        desk.ask(command)
    return desk


@dataclass
class Interrupted(PassingOn):
    """A journal where something else happens between each load and its append."""

    meanwhile: Callable[[], Awaitable[object]]

    async def load(self, order: Order) -> Loaded:
        loaded = await self.journal.load(order)
        await self.meanwhile()
        return loaded


def moving(desk: Desk, *others: Order) -> Interrupted:
    """The journal, where one of these orders is carried out after each load."""
    waiting = iter(others)

    async def meanwhile() -> None:
        for one in waiting:
            await handle(one, desk.journal, desk.journal)
            return

    return Interrupted(desk.journal, meanwhile)


def seen(one: Order, version: int) -> Order:
    return replace(one, expected_version=version)
