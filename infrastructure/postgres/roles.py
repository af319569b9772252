"""The three roles of the program and the databases they meet in (architecture, section 6)."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import sql

from infrastructure.postgres.stoppable import Stoppable

ROLES = ("sdp_log", "sdp_projector", "sdp_app")
LOCK = 0x5D9  # advisory: one program at a time makes roles and databases


@contextmanager
def administering(administrator: str) -> Generator[psycopg.Connection]:
    """Connect as the only one who administers."""
    with Stoppable.connect(administrator, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        yield connection


def missing_roles(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", (list(ROLES),)
    )
    there = {str(name) for (name,) in rows}
    return [role for role in ROLES if role not in there]


def make_roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """Make the roles that are missing; each may log in and nothing else."""
    for role in missing_roles(connection):
        statement = sql.SQL(
            "CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"
        )
        connection.execute(statement.format(sql.Identifier(role)))
        _let_administrator_act_as(connection, role)
    set_passwords(connection, passwords)


def set_passwords(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    for role, password in passwords.items():
        statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
        connection.execute(statement.format(sql.Identifier(role), sql.Literal(password)))


def make_database(connection: psycopg.Connection, name: str, template: str = "template0") -> None:
    """Make the database if it is missing, with the same order of letters on every server.

    It gets its name last: a database that was half made is never used.
    """
    if is_there(connection, name):
        return
    drop_database(connection, f"{name}.new")
    locale = "ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    for statement in (
        f"CREATE DATABASE {{new}} TEMPLATE {{template}} {locale}",
        "ALTER DATABASE {new} SET timezone = 'UTC'",
        "REVOKE ALL ON DATABASE {new} FROM PUBLIC",
        "GRANT CONNECT, TEMPORARY ON DATABASE {new} TO sdp_log, sdp_projector, sdp_app",
        "GRANT CREATE ON DATABASE {new} TO sdp_projector",  # a new version is a new schema
        "ALTER DATABASE {new} RENAME TO {name}",
    ):
        names = {"name": name, "new": f"{name}.new", "template": template}
        identifiers = {key: sql.Identifier(value) for key, value in names.items()}
        connection.execute(sql.SQL(statement).format(**identifiers))


def rename_database(connection: psycopg.Connection, name: str, new: str) -> None:
    statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(new)))


def is_there(connection: psycopg.Connection, name: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
    return found.fetchone() is not None


def drop_database(connection: psycopg.Connection, name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    connection.execute(statement.format(sql.Identifier(name)))


def _let_administrator_act_as(connection: psycopg.Connection, role: str) -> None:
    """Let an administrator who is no superuser give the role its tables."""
    found = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if found.fetchone() == (False,):
        statement = sql.SQL("GRANT {} TO CURRENT_USER WITH SET TRUE, INHERIT TRUE")
        connection.execute(statement.format(sql.Identifier(role)))
