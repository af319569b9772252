"""What the composition root hands to every endpoint; the API names no vendor itself."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from api.pace import Pace
from application.ports.clock import Clock
from application.ports.journal import Citizens, Journal
from application.turns import Turns
from application.working import Desk
from domain.shared.envelope import Actor, Purpose
from projections.query import Query

A = TypeVar("A")
A_co = TypeVar("A_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody sees personal data: who, why, where, and of which cases."""

    actor: Actor
    purpose: Purpose
    route: str
    cases: Collection[UUID]
    at: datetime


class AccessLog(Protocol):
    async def write(self, look: Look) -> None:
        """Keep the look, durably, before the answer may be sent."""
        ...


class TokenReader(Protocol):
    def actor(self, token: str) -> Actor:
        """Give the actor of a bearer token; raises an error whose `code` says why not."""
        ...


class Found(Protocol[A_co]):
    """What a read model answered, whose data it shows, and how fresh it is."""

    @property
    def answer(self) -> A_co: ...
    @property
    def cases(self) -> Collection[UUID]: ...
    @property
    def freshness(self) -> str: ...


class Fetch(Protocol):
    async def __call__(self, query: Query[A], actor: Actor, at_least: int | None) -> Found[A]: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    journal: Journal
    fetch: Fetch
    position_at: Callable[[datetime], Awaitable[int]]  # the last position recorded by then
    instant_at: Callable[[int], Awaitable[datetime | None]]  # when that position was recorded
    citizens: Citizens
    clock: Clock
    tokens: TokenReader
    access_log: AccessLog
    health: Callable[[], Awaitable[Mapping[str, object]]]
    builds: Callable[[], Awaitable[Sequence[Mapping[str, object]]]]  # of the read models
    issue: Callable[[Actor, timedelta], str] | None  # the development issuer, where enabled
    refused: type[Exception]  # what `tokens` raises
    pace: Pace = field(default_factory=Pace)  # how often one subject may ask
    unavailable: tuple[type[Exception], ...] = ()  # what a database out of reach raises
    desk: Desk = field(default_factory=Desk)  # tasks this process gave out a moment ago
    turns: Turns = field(default_factory=Turns)  # of commands in one dossier
    impossible: tuple[type[Exception], ...] = ()  # what a database makes of values it has not
