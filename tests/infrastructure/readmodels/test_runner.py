"""The runner: what lived is what is rebuilt, however the log arrives."""

from pathlib import Path

from infrastructure.postgres.server import Database
from tests.support.every_event import REGISTERED, history
from tests.support.readmodels import readmodels

LOG = history()


def test_the_history_holds_every_registered_event() -> None:
    assert {type(one.event) for one in LOG} == REGISTERED


def test_all_at_once_is_one_event_at_a_time(database: Database, tmp_path: Path) -> None:
    with readmodels(database, tmp_path, LOG) as models:
        models.run()
        rows = models.rows()
        assert all(rows.values())
