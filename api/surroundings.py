"""What the composition root hands to every endpoint; the API names no vendor itself."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from application.ports.clock import Clock
from application.ports.journal import Citizens, Journal
from domain.shared.envelope import Actor, Purpose


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


@dataclass(frozen=True, slots=True)
class Surroundings:
    journal: Journal
    citizens: Citizens
    clock: Clock
    tokens: TokenReader
    access_log: AccessLog
    health: Callable[[], Awaitable[Mapping[str, object]]]
    issue: Callable[[Actor, timedelta], str] | None  # the development issuer, where enabled
    refused: type[Exception]  # what `tokens` raises
    unavailable: tuple[type[Exception], ...] = ()  # what a database out of reach raises
