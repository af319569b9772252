"""The steps that make the tables: what is the newest, and who need not load them."""

import subprocess
import sys
import uuid

import psycopg
from alembic.config import Config
from alembic.script import ScriptDirectory

from infrastructure.migrations import NEWEST, is_newest, migrate
from infrastructure.postgres.roles import administering, drop_database, make_database
from infrastructure.postgres.server import Database

LOADED = """
import sys
from infrastructure.migrations import migrate
from infrastructure.postgres.server import Database
migrate(Database(sys.argv[1], sys.argv[2]))
print(sorted({name.partition(".")[0] for name in sys.modules} & {"alembic", "sqlalchemy"}))
"""


def test_the_newest_step_is_the_last_one() -> None:
    config = Config()
    config.set_main_option("script_location", "infrastructure:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]


def test_an_empty_database_is_brought_to_it(database_template: Database) -> None:
    empty = database_template.named(f"empty_{uuid.uuid4().hex[:12]}")
    with administering(empty.administrator) as connection:
        make_database(connection, empty.name)
    try:
        assert not is_newest(empty)
        migrate(empty)
        assert is_newest(empty)
    finally:
        with administering(empty.administrator) as connection:
            drop_database(connection, empty.name)


def test_an_older_one_is_not_it(database: Database) -> None:
    with psycopg.connect(database.url("owner")) as owner:
        owner.execute("UPDATE alembic_version SET version_num = '0006_instant_at'")
    assert not is_newest(database)


def test_where_all_were_taken_no_step_is_loaded(database: Database) -> None:
    words = [sys.executable, "-c", LOADED, database.administrator, database.name]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert said == "[]\n"
