"""A served simulated log that was cut off in the middle of a run does that run once more."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.clock import SimulatedClock, Tick
from api.main import simulated
from application.runs.office import Summary
from infrastructure.log.journal import PostgresJournal
from infrastructure.postgres.server import Database
from tests.infrastructure.log.orders import MORNING, Log, decided, new_case, order


def test_a_run_at_the_instant_of_the_last_event_is_due_again(
    database: Database, tmp_path: Path
) -> None:
    case_id = new_case()

    async def story(journal: PostgresJournal) -> None:
        await journal.append(order(case_id), decided(case_id), 0)

    Log(database, tmp_path).run(story)
    clock = simulated(database)
    assert clock.begun
    assert MORNING - timedelta(seconds=1) < clock() < MORNING


def test_an_empty_log_has_not_begun(database: Database) -> None:
    assert not simulated(database).begun


RUNS_AT = (MORNING + timedelta(hours=1), MORNING + timedelta(hours=2))


def test_a_run_that_failed_is_due_again_when_time_is_moved_once_more() -> None:
    """And none that was done: the database went away during the second."""
    done = list[datetime]()
    broken = {RUNS_AT[1]}

    async def pass_time(after: datetime, until: datetime, tick: Tick) -> Sequence[Summary]:
        for each in RUNS_AT:
            if after < each <= until:
                tick(each)
                if each in broken:
                    raise ConnectionError
                done.append(each)
        tick(until)
        return ()

    clock = SimulatedClock(MORNING, pass_time=pass_time)
    with pytest.raises(ConnectionError):
        asyncio.run(clock.advance(MORNING + timedelta(hours=3)))
    assert RUNS_AT[0] < clock() < RUNS_AT[1]
    broken.clear()
    asyncio.run(clock.advance(MORNING + timedelta(hours=3)))
    assert tuple(done) == RUNS_AT
    assert clock() == MORNING + timedelta(hours=3)


def test_time_that_could_not_pass_at_all_stands_where_it_stood() -> None:
    async def pass_time(after: datetime, until: datetime, tick: Tick) -> Sequence[Summary]:
        raise ConnectionError(after, until, tick)

    clock = SimulatedClock(MORNING, pass_time=pass_time)
    with pytest.raises(ConnectionError):
        asyncio.run(clock.advance(MORNING + timedelta(hours=3)))
    assert clock() == MORNING
