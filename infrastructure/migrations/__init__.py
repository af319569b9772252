"""The tables of the database, made in numbered steps; where all are made, no step is loaded."""

import psycopg
from psycopg import errors

from infrastructure.postgres.server import Database

NEWEST = "0007_parked"  # the last step, as the database notes it
NOTED = "SELECT version_num FROM public.alembic_version"


def migrate(database: Database) -> None:
    """Bring the database to the newest step, as the owner, in one transaction."""
    if not is_newest(database):
        from infrastructure.migrations.steps import take  # noqa: PLC0415  (half a start's time)

        take(database)


def is_newest(database: Database) -> bool:
    try:
        with psycopg.connect(database.url("owner"), autocommit=True) as connection:
            return connection.execute(NOTED).fetchall() == [(NEWEST,)]
    except errors.UndefinedTable:
        return False
