"""The moment a question of the past is about: its position in the log, and its day in Denmark."""

from datetime import date

from api.parameters import AsOf, Parameters
from api.surroundings import Surroundings
from application.ports.clock import danish_day


async def day_of(asked: Parameters, around: Surroundings) -> date:
    """Give the Danish day of the moment that is asked for, on which it was looked at; or today."""
    if not isinstance(asked, AsOf):
        return danish_day(around.clock())
    if asked.as_of_position is not None:
        return danish_day(await around.instant_at(asked.as_of_position) or around.clock())
    return danish_day(asked.as_of or around.clock())


async def position_of(asked: AsOf, around: Surroundings) -> int | None:
    """Give the last position that was recorded by the moment that is asked for; none: of now."""
    if asked.as_of is not None:
        return await around.position_at(asked.as_of)
    return asked.as_of_position
