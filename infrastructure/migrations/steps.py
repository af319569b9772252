"""Takes the steps that are missing, by Alembic, one program at a time."""

from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine, text

from infrastructure.postgres.server import Database

LOCK = 7237009  # advisory: one program at a time migrates a database


def take(database: Database) -> None:
    url = database.url("owner").replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "infrastructure:migrations")
        config.set_main_option("path_separator", "os")
        command.upgrade(config, "head")
