"""Opens the one database: the PostgreSQL of `DATABASE_URL`, or our own in the data directory."""

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from infrastructure.postgres import external
from infrastructure.postgres.folder import made
from infrastructure.postgres.lease import leased
from infrastructure.postgres.roles import administering, make_database, make_roles
from infrastructure.postgres.unavailable import Unavailable

Role = Literal["owner", "sdp_log", "sdp_projector", "sdp_app"]


@dataclass(frozen=True)
class Database:
    """One database on one server, and how each role reaches it."""

    administrator: str = field(repr=False)  # conninfo or URL of the role that migrates
    name: str = "sygedagpenge"
    passwords: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)

    def url(self, role: Role) -> str:
        """`postgresql://…`, for psycopg as it is, for SQLAlchemy with `+psycopg`."""
        parts = {key: str(value) for key, value in conninfo_to_dict(self.administrator).items()}
        if role != "owner":
            parts |= {"user": role, "password": self.passwords.get(role, "")}
        user, password = parts.pop("user", ""), parts.pop("password", "")
        login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
        parts.pop("dbname", None)
        return f"postgresql://{login}@/{quote(self.name)}?{urlencode(parts, quote_via=quote)}"

    def named(self, name: str) -> "Database":
        """Another database on the same server."""
        return replace(self, name=name)


@contextmanager
def open_database(
    data_dir: Path, name: str = "sygedagpenge", *, fsync: bool = True
) -> Generator[Database]:
    """Hold the database for as long as the block runs; raises `Unavailable`."""
    folder = made(data_dir)
    if theirs := os.environ.get("DATABASE_URL"):
        external.check(theirs)
        yield _prepared(Database(theirs, name, external.roles_there(theirs, folder)))
        return
    with leased(folder, fsync=fsync) as administrator:
        yield _prepared(Database(administrator, name))


def _prepared(database: Database) -> Database:
    """Make its roles and itself where they are missing."""
    try:
        with administering(database.administrator) as connection:
            make_roles(connection, {})
            make_database(connection, database.name)
    except psycopg.Error as error:
        raise Unavailable("database-refused", f"{database.name}: {error}") from error
    return database
