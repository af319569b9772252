"""A fresh log for each test of the log; one that was sealed for those that change what is in it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infrastructure.postgres.server import Database
from tests.infrastructure.log.orders import Log
from tests.infrastructure.log.tampering import Tampering, seal_each_case
from tests.support.database import cloned


@pytest.fixture
def log(database: Database, tmp_path: Path) -> Log:
    """An empty, simulated log."""
    return Log(database, tmp_path)


@pytest.fixture
def real_log(database: Database, tmp_path: Path) -> Log:
    return Log(database, tmp_path, simulated=False)


@pytest.fixture(scope="module")
def sealed(database_template: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    with cloned(database_template) as database:
        log = Log(database, tmp_path_factory.mktemp("data"))
        log.run(lambda journal: seal_each_case(log, journal))
        yield log


@pytest.fixture
def tampering(sealed: Log) -> Iterator[Tampering]:
    """Everything that a test changes is rolled back after it."""
    with psycopg.connect(sealed.database.url("owner")) as connection:
        connection.execute("set session_replication_role = replica")
        yield Tampering(sealed, connection)
        connection.rollback()
