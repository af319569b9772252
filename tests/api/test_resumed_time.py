"""A served simulated log that was cut off in the middle of a run does that run once more."""

from datetime import timedelta
from pathlib import Path

from api.main import simulated
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
