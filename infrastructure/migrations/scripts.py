"""Runs a migration step that is written as plain SQL, beside it in `sql/`."""

from pathlib import Path
from typing import Any

import psycopg
from alembic import op

SQL = Path(__file__).parent / "sql"


def run_script(name: str) -> None:
    """Run all statements of the file in the transaction of the migration."""
    connection: psycopg.Connection[Any] | None = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("a migration runs on a connection")
    connection.execute((SQL / f"{name}.sql").read_bytes())
