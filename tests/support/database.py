"""Databases for tests: one server for the run, one migrated template, a clone for each test."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from infrastructure.migrations import migrate
from infrastructure.postgres import external, locks
from infrastructure.postgres.folder import Folder, made
from infrastructure.postgres.roles import (
    administering,
    drop_database,
    is_there,
    make_database,
    rename_database,
)
from infrastructure.postgres.server import Database, open_database
from infrastructure.postgres.stopping import stop

RUN = "SDP_TEST_RUN"  # the name of this run of the suite, the same in every worker
THEIRS = "SDP_TEST_DATABASE_URL"  # a foreign server for these; what is started has its own


def begin_run() -> None:
    """Name the run; its workers inherit the name, and where a foreign server is."""
    os.environ[RUN] = uuid.uuid4().hex[:12]
    if theirs := os.environ.pop("DATABASE_URL", None):
        os.environ[THEIRS] = theirs


def end_run() -> None:
    """Leave no process and no file behind."""
    folder = Folder(run_folder())
    if not folder.root.exists():
        return
    if theirs := os.environ.get(THEIRS):
        with administering(theirs) as connection:
            drop_database(connection, template_name())
    else:
        with locks.alone(folder.lock("reaper")), locks.alone(folder.lock("start")):
            stop(folder)  # the reaper has ended: nobody writes here any more
    shutil.rmtree(folder.root)


def run_folder() -> Path:
    return Path(tempfile.gettempdir()).resolve() / f"sdp-tests-{os.environ[RUN]}"


def template_name() -> str:
    return f"sdp_test_{os.environ[RUN]}"


@contextmanager
def template() -> Generator[Database]:
    """The migrated database that others are cloned from; nobody connects to it."""
    folder = made(run_folder())
    with ExitStack() as stack:
        with locks.alone(folder.lock("template")):
            if theirs := os.environ.get(THEIRS):
                server = Database(theirs, "postgres", external.adopt(theirs, folder))
            else:
                server = stack.enter_context(open_database(folder.root, "postgres", fsync=False))
            _make_template(server)
        yield server.named(template_name())


def _make_template(server: Database) -> None:
    """Migrated under another name first, so that a worker never sees half of it."""
    with administering(server.administrator) as connection:
        if is_there(connection, template_name()):
            return
        make_database(connection, f"{template_name()}_making")
    migrate(server.named(f"{template_name()}_making"))
    with administering(server.administrator) as connection:
        rename_database(connection, f"{template_name()}_making", template_name())


@contextmanager
def cloned(template: Database) -> Generator[Database]:
    """A database of its own with all tables and no rows, dropped afterwards."""
    clone = template.named(f"{template.name}_{uuid.uuid4().hex[:12]}")
    with administering(template.administrator) as connection:
        make_database(connection, clone.name, template.name)
    try:
        yield clone
    finally:
        with psycopg.connect(template.administrator, autocommit=True) as connection:
            drop_database(connection, clone.name)


@pytest.fixture(scope="session")
def database_template() -> Iterator[Database]:
    """The migrated template of this run; most tests want `database`."""
    with template() as made_once:
        yield made_once


@pytest.fixture
def database(database_template: Database) -> Iterator[Database]:
    """A fresh, migrated database for one test."""
    with cloned(database_template) as fresh:
        yield fresh
