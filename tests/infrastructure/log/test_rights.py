"""What is recorded stays: rights stop the program, triggers stop the owner of the table."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

from infrastructure.log.journal import PostgresJournal
from infrastructure.postgres.server import Database, Role
from tests.infrastructure.log.orders import Log, decided, new_case, order
from tests.support.database import cloned

CHANGES = (
    "update sdp_log.event set actor = 'somebody else'",
    "delete from sdp_log.event",
    "truncate sdp_log.event",
)


@pytest.fixture(scope="module")
def written(database_template: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Log]:
    """One event that nothing here may change; only the last test takes its payload."""
    with cloned(database_template) as database:
        yield with_one_event(Log(database, tmp_path_factory.mktemp("data")))


def with_one_event(log: Log) -> Log:
    async def story(journal: PostgresJournal) -> None:
        case_id = new_case()
        await journal.append(order(case_id), decided(case_id), 0)

    log.run(story)
    return log


def execute(log: Log, role: Role, *statements: str) -> list[tuple[object, ...]]:
    with psycopg.connect(log.database.url(role), autocommit=True) as connection:
        for statement in statements[:-1]:
            connection.execute(statement.encode())
        cursor = connection.execute(statements[-1].encode())
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["sdp_app", "sdp_projector"])
def test_the_program_has_no_right_to_change_the_log(written: Log, role: Role, change: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        execute(written, role, "set sdp.municipality = '101'", change)


@pytest.mark.parametrize("role", ["owner", "sdp_log"])
@pytest.mark.parametrize("change", CHANGES)
def test_even_the_owner_of_the_log_is_stopped(written: Log, role: Role, change: str) -> None:
    with pytest.raises(psycopg.Error, match="never changed"):
        execute(written, role, change)


@pytest.mark.parametrize("table", ["event", "dossier", "receipt", "claim", "citizen"])
def test_the_program_writes_through_the_function_only(written: Log, table: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        execute(written, "sdp_app", f"insert into sdp_log.{table} default values")


def test_without_a_municipality_the_program_sees_nothing(written: Log) -> None:
    for table in ("event", "dossier", "receipt"):
        count = f"select count(*) from sdp_log.{table}"  # noqa: S608  (our own names)
        assert execute(written, "sdp_app", count) == [(0,)]
        assert execute(written, "sdp_app", "set sdp.municipality = ''", count) == [(0,)]
        assert execute(written, "sdp_app", "set sdp.municipality = '751'", count) == [(0,)]
        assert execute(written, "sdp_app", "set sdp.municipality = '101'", count) == [(1,)]


@pytest.mark.parametrize("table", ["citizen", "citizen_case", "claim"])
def test_the_registry_is_asked_through_functions_only(written: Log, table: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        execute(written, "sdp_app", f"select * from sdp_log.{table}")  # noqa: S608


def test_loading_leaves_no_municipality_behind(written: Log) -> None:
    load = "select count(*) from sdp_log.load(101, gen_random_uuid(), 'c', 'k')"
    count = "select count(*) from sdp_log.event"
    assert execute(written, "sdp_app", load, count) == [(0,)]


def test_every_table_of_the_log_has_row_security_and_a_policy(written: Log) -> None:
    bare = """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'sdp_log' and c.relkind = 'r' and not (c.relrowsecurity
        and exists (select from pg_policy p where p.polrelid = c.oid))
    """
    assert execute(written, "owner", bare) == []
    everything = "select count(*) from pg_tables where schemaname = 'sdp_log'"
    assert execute(written, "owner", everything) == [(9,)]


def test_the_eraser_takes_payloads_away_and_nothing_else(written: Log) -> None:
    erase = "set role sdp_eraser"
    for change in (*CHANGES[:2], "update sdp_log.event set payload_hash = ''"):
        with pytest.raises(errors.InsufficientPrivilege):
            execute(written, "owner", erase, change)
    with pytest.raises(psycopg.Error, match="never changed"):
        execute(written, "owner", erase, "update sdp_log.event set payload = 'other'")
    execute(written, "owner", erase, "update sdp_log.event set payload = null")
    assert execute(written, "owner", "select payload from sdp_log.event") == [(None,)]
