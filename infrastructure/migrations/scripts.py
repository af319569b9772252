"""Runs a migration step that is written as plain SQL, beside it in `sql/`."""

from pathlib import Path

import psycopg
from alembic import op

SQL = Path(__file__).parent / "sql"


def run_script(name: str) -> None:
    """Run all statements of the file in the transaction of the migration."""
    connection = op.get_bind().connection.driver_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError("a migration runs through psycopg")
    connection.execute((SQL / f"{name}.sql").read_bytes())
