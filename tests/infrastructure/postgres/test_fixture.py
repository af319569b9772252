"""The databases that tests get: whole, empty, and gone afterwards."""

import psycopg
import pytest

from infrastructure.postgres.server import Database


@pytest.mark.parametrize("turn", range(4))
def test_each_test_has_a_database_of_its_own(database: Database, turn: int) -> None:
    with psycopg.connect(database.url("owner")) as connection:
        connection.execute("CREATE TABLE mark (turn int)")
    assert turn < 4
