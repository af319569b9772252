"""Who sees which row: a policy on every table, and an index that search uses under it."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from domain.case.events import CaseMarked
from domain.case.kinds import Mark
from domain.dossier.dossier import Recorded
from infrastructure.postgres.server import Database
from infrastructure.readmodels.status import status
from projections.register import ALL
from tests.support.every_event import envelope, history
from tests.support.people import ANNE, CARL
from tests.support.readmodels import Readmodels, readmodels

LOG = history()
TABLES = [str(table) for projection in ALL for table in projection.tables]
OF_NO_CASE = (  # runs, what says who may see, and figures, which count everybody
    ".run",
    ".summary",
    ".protected_case",
    ".task_life",
    ".case_life",
    ".payment_life",
    ".closed_month",
)
ABOUT_BUILDS = {
    "alembic_version",
    *(f"readmodels.{name}" for name in ("lease", "slot", "checkpoint", "active")),
}
NAMES_NOBODY = (".task_life", ".closed_month")  # figures of tasks, by municipality


@pytest.fixture
def models(database: Database, tmp_path: Path) -> Iterator[Readmodels]:
    with readmodels(database, tmp_path, LOG) as models:
        models.run()
        yield models


def test_every_table_has_its_policies(models: Readmodels) -> None:
    schemas = [projection.schema for projection in ALL]
    found = models.connection.execute(
        """
        SELECT c.oid::regclass::text, c.relrowsecurity, c.relforcerowsecurity,
               (SELECT array_agg(polname::text ORDER BY polname) FROM pg_policy
                WHERE polrelid = c.oid),
               pg_get_userbyid(c.relowner)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ANY (%s) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        """,
        (schemas,),
    ).fetchall()
    assert {row[0] for row in found} == set(TABLES)
    for _, *security in found:
        assert security == [True, True, ["seen", "written"], "sdp_projector"]


def test_no_table_of_ours_is_without_row_security(models: Readmodels) -> None:
    """But what is kept about builds and the schema's own version: there is no row of a citizen."""
    bare = models.connection.execute(
        """
        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm', 'f') AND n.nspname <> 'information_schema'
          AND n.nspname NOT LIKE %s AND NOT (c.relrowsecurity
          AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid))
        """,
        (r"pg\_%",),
    ).fetchall()
    assert {name for (name,) in bare} == ABOUT_BUILDS


def test_who_reads_lists_cannot_name_a_case_beside_row_security(
    database: Database, models: Readmodels
) -> None:
    """Whatever is without it, or may be read past it, has no case, citizen or stream to show."""
    del models
    with psycopg.connect(database.url("sdp_app")) as connection:
        shown = connection.execute(
            """
            SELECT c.oid::regclass::text, attname FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON attrelid = c.oid
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema'
              AND n.nspname NOT LIKE %s AND NOT row_security_active(c.oid)
              AND attnum > 0 AND atttypid = 'uuid'::regtype
              AND has_column_privilege(c.oid, attnum, 'SELECT')
            """,
            (r"pg\_%",),
        ).fetchall()
        assert shown == []
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT case_id FROM readmodels.parked")


def test_no_right_shows_which_cases_are_parked(database: Database, models: Readmodels) -> None:
    """Neither is there a policy that would, were the right given again."""
    schema, other = ALL[0].schema, ALL[1].schema
    held = ((schema, 7, ANNE), (schema, 9, ANNE), (schema, 10, CARL), (other, 8, ANNE))
    for build, position, person in held:
        models.connection.execute(
            "INSERT INTO readmodels.parked VALUES (%s, %s, %s, 'x', 'x')",
            (build, position, person.case_id),
        )
    models.connection.commit()
    assert {one.schema: one.parked for one in status(models.connection) if one.parked} == {
        schema: 2,
        other: 1,
    }
    with psycopg.connect(database.url("owner")) as owner:
        owner.execute("GRANT SELECT ON readmodels.parked TO sdp_app")
    with psycopg.connect(database.url("sdp_app")) as connection:
        connection.execute("SELECT set_config('sdp.rights', 'operate,protected,other', true)")
        assert connection.execute("SELECT FROM readmodels.parked").fetchall() == []
        told = connection.execute(
            "SELECT readmodels.cases_parked(%s), readmodels.is_parked(%s, 7),"
            " readmodels.is_parked(%s, 8)",
            (schema,) * 3,
        ).fetchone()
        assert told == (2, True, False)


def rows_seen(database: Database, municipality: str, rights: str) -> dict[str, int]:
    with psycopg.connect(database.url("sdp_app")) as connection:
        connection.execute(
            "SELECT set_config('sdp.municipality', %s, true), set_config('sdp.rights', %s, true)",
            (municipality, rights),
        )
        counts: dict[str, int] = {}
        for table in TABLES:
            row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()  # noqa: S608 (our names)
            counts[table] = row[0] if row else 0
        return counts


def test_each_table_shows_a_municipality_its_own_rows(
    database: Database, models: Readmodels
) -> None:
    everything = {table: len(rows) for table, rows in models.rows().items()}
    here = rows_seen(database, "101", "protected,own_employee")
    there = rows_seen(database, "751", "protected")
    for table in TABLES:
        assert here[table] + there[table] == everything[table]
        assert there[table] > 0 or table.endswith(OF_NO_CASE)
    assert not any(rows_seen(database, "", "protected").values())
    assert not any(rows_seen(database, "999", "protected").values())


def test_each_table_hides_protected_cases(database: Database, models: Readmodels) -> None:
    trusted = rows_seen(database, "101", "other,protected")
    plain = rows_seen(database, "101", "own_employee")
    of_carl = [one for one in LOG if one.envelope.case_id == CARL.case_id]
    assert of_carl
    for table in TABLES:
        hidden = trusted[table] - plain[table]
        assert hidden > 0 or table.endswith(OF_NO_CASE)
    assert models


def test_who_sees_a_case_has_every_right_that_it_needs(database: Database, tmp_path: Path) -> None:
    """Carl is protected, and now a colleague too."""
    place = envelope(CARL.case_id, CARL.case_id, CARL.municipality, len(LOG) + 1)
    colleague = Recorded(CaseMarked(mark=Mark.OWN_EMPLOYEE, reason="x"), place)
    with readmodels(database, tmp_path, [*LOG, colleague]) as models:
        models.run()
        whole = rows_seen(database, "101", "other,own_employee,protected")
        nothing = rows_seen(database, "101", "")
        assert rows_seen(database, "101", "protected") == nothing
        assert rows_seen(database, "101", "other,own_employee") == nothing
        for table in TABLES:
            assert whole[table] > nothing[table] or table.endswith(OF_NO_CASE)


def test_who_operates_sees_other_municipalities_only_where_nobody_is_named(
    database: Database, models: Readmodels
) -> None:
    everything = {table: len(rows) for table, rows in models.rows().items()}
    seen = rows_seen(database, "999", "operate,protected,own_employee")
    for table in TABLES:
        assert seen[table] == (everything[table] if table.endswith(NAMES_NOBODY) else 0)
    assert all(everything[table] for table in TABLES if table.endswith(NAMES_NOBODY))


def test_the_reader_may_only_read(database: Database, models: Readmodels) -> None:
    assert models
    with psycopg.connect(database.url("sdp_app"), autocommit=True) as connection:
        for table in TABLES:
            for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):  # noqa: S608 (our names)
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(statement.encode())


def test_search_uses_the_index_of_tokens(database: Database, models: Readmodels) -> None:
    """Equality on a token is leakproof, so that row security leaves the index usable."""
    for table in ("task_queue_v1.citizen_word", "case_overview_v1.case_word"):
        models.connection.execute(
            f"INSERT INTO {table} SELECT sha256(n::text::bytea), gen_random_uuid(), 101"  # noqa: S608 (our names)
            f" FROM generate_series(1, 20000) AS n; ANALYZE {table}".encode()
        )
        with psycopg.connect(database.url("sdp_app")) as connection:
            connection.execute("SELECT set_config('sdp.municipality', '101', true)")
            plan = connection.execute(
                f"EXPLAIN SELECT case_id FROM {table} WHERE token = ANY(%s)".encode(),  # noqa: S608 (our names)
                ([b"one", b"two"],),
            ).fetchall()
        text = "\n".join(line for (line,) in plan)
        assert f"{table.split('.')[1]}_pkey" in text
        assert "Index Cond" in text
