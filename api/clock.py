"""Simulated time: `POST /clock` moves it forward, and says what the runs due in between did."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from api.parameters import Instant
from api.problems import Problem

RunDone = Mapping[str, Any]
Advance = Callable[[datetime, datetime], Awaitable[Sequence[RunDone]]]


class MoveClock(BaseModel):
    """`now`: the instant, with offset, that simulated time moves to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    now: Instant


@dataclass
class SimulatedClock:
    """A clock that stands still until it is moved, and is never moved back."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move(self, to: datetime) -> None:
        if to < self.now:
            raise Problem("clock-goes-back", now=self.now.isoformat())
        self.now = to


class Simulation(Protocol):
    """What the composition root lends a simulated log."""

    @property
    def clock(self) -> SimulatedClock: ...

    async def advance(self, to: datetime) -> Sequence[RunDone]:
        """Move time forward, carry out each run that falls due at its own hour, and tell of it."""
        ...
