"""A fresh log for each test of the log."""

from pathlib import Path

import pytest

from infrastructure.postgres.server import Database
from tests.infrastructure.log.orders import Log


@pytest.fixture
def log(database: Database, tmp_path: Path) -> Log:
    """An empty, simulated log."""
    return Log(database, tmp_path)


@pytest.fixture
def real_log(database: Database, tmp_path: Path) -> Log:
    return Log(database, tmp_path, simulated=False)
