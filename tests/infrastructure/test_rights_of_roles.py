"""Who may do what in the database stands in rights.csv: no right more, none less, however made."""

import csv
from pathlib import Path

import psycopg

from infrastructure.postgres.server import Database

LISTED = Path(__file__).with_name("rights.csv")
RIGHTS = """
    WITH ours AS (SELECT oid, nspname FROM pg_namespace
                  WHERE nspname IN ('sdp_log', 'sdp_access', 'readmodels')),
    held AS (
        SELECT 'schema ' || nspname AS thing, nspowner AS owner, nspacl AS rights
        FROM pg_namespace WHERE oid IN (SELECT oid FROM ours)
        UNION ALL SELECT c.oid::regclass::text, relowner, relacl
        FROM pg_class c JOIN ours ON ours.oid = relnamespace
        UNION ALL SELECT c.oid::regclass || '.' || attname, relowner, attacl
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN ours ON ours.oid = relnamespace
        UNION ALL SELECT p.oid::regproc || '()', proowner,
                         coalesce(proacl, acldefault('f', proowner))
        FROM pg_proc p JOIN ours ON ours.oid = pronamespace
    )
    SELECT thing, coalesce(nullif(grantee, 0)::regrole::text, 'public'),
           string_agg(lower(privilege_type), ' ' ORDER BY privilege_type), ''
    FROM held, aclexplode(rights) WHERE grantee <> owner GROUP BY 1, 2
"""
POLICIES = """
    SELECT schemaname || '.' || tablename, array_to_string(roles, ' '), 'rows: ' || lower(cmd),
           concat_ws(' | ', qual, with_check)
    FROM pg_policies JOIN pg_tables USING (schemaname, tablename)
    WHERE rowsecurity AND schemaname IN ('sdp_log', 'sdp_access', 'readmodels')
"""
UNPROTECTED = """
    SELECT oid::regproc::text FROM pg_proc
    WHERE prosecdef AND NOT coalesce(proconfig @> ARRAY['search_path=pg_catalog, pg_temp'], false)
"""


def test_each_right_and_each_policy_is_listed_and_there(database: Database) -> None:
    with LISTED.open(newline="", encoding="utf-8") as file:
        listed = sorted(tuple(row) for row in csv.reader(file))
    with psycopg.connect(database.url("owner")) as connection:
        found = sorted(
            connection.execute(RIGHTS).fetchall() + connection.execute(POLICIES).fetchall()
        )
    assert found == listed


def test_what_runs_with_the_rights_of_its_owner_looks_up_no_name_of_others(
    database: Database,
) -> None:
    with psycopg.connect(database.url("owner")) as connection:
        assert connection.execute(UNPROTECTED).fetchall() == []
