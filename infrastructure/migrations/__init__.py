"""The tables of the database, made in numbered steps (nothing to do yet)."""

from infrastructure.postgres.server import Database


def migrate(database: Database) -> None:
    """Bring the database to the newest step."""
    _ = database
