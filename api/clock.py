"""Simulated time: `POST /clock` moves it forward, and says what the runs due in between did."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from api.body import body_of, read_object
from api.directory import Endpoint
from api.http import JSON, guarded
from api.parameters import Instant
from api.problems import Problem, invalid
from api.reading import actor_of
from api.surroundings import Surroundings
from application.runs.office import Summary
from domain.shared.envelope import Role
from domain.shared.errors import NotAuthorised

A_MOMENT = timedelta(microseconds=1)  # the shortest time
Tick = Callable[[datetime], None]
PassTime = Callable[[datetime, datetime, Tick], Awaitable[Sequence[Summary]]]


class MoveClock(BaseModel):
    """`now`: the instant, with offset, that simulated time moves to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    now: Instant


async def nothing_is_due(_: datetime, until: datetime, tick: Tick) -> Sequence[Summary]:
    """Let time pass where no runs are wired."""
    tick(until)
    return ()


@dataclass
class SimulatedClock:
    """A clock that stands still until it is moved, and is never moved back.

    `begun`: something happened already; before that, time jumps to where the story starts.
    """

    now: datetime
    begun: bool = True
    pass_time: PassTime = nothing_is_due
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __call__(self) -> datetime:
        return self.now

    async def advance(self, to: datetime) -> Sequence[Summary]:
        """Move time forward; each run that falls due is carried out at its own hour.

        A run that failed is due again: time stands a moment before it.
        """
        async with self.moving:
            if to < self.now:
                raise Problem("clock-goes-back", now=self.now.isoformat())
            since, self.begun = self.now if self.begun else to, True
            try:
                return await self.pass_time(since, to, self.tick)
            except BaseException:
                self.now = max(since, self.now - A_MOMENT)
                raise

    def tick(self, now: datetime) -> None:
        self.now = now


def clock_endpoint(around: Surroundings) -> Endpoint:
    async def respond(request: Request) -> Response:
        clock = around.clock
        if not isinstance(clock, SimulatedClock):
            raise Problem("not-found", "time is real here")
        if actor_of(request, around).role is not Role.MACHINE:
            raise NotAuthorised("time is moved by a machine")
        done = await clock.advance(instant_in(await body_of(request)))
        return await moved(clock, done, around)

    return guarded(respond, around)


def instant_in(body: bytes) -> datetime:
    read_object(body)
    try:
        return MoveClock.model_validate_json(body).now
    except ValidationError as error:
        raise invalid(error, {"now"}) from None


async def moved(clock: SimulatedClock, done: Sequence[Summary], around: Surroundings) -> Response:
    head = (await around.health())["head"]
    answer = {"now": clock.now, "position": head, "runs": [asdict(one) for one in done]}
    return Response(orjson.dumps(answer), 200, {"Sdp-Position": str(head)}, JSON)
