"""Makes the tables of a read model, and with the same stroke who may see which row."""

from collections.abc import Iterator
from typing import LiteralString, cast

import psycopg
from psycopg import sql
from sqlalchemy import MetaData, Table
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable

from infrastructure.readmodels.incoming import DIALECT
from infrastructure.readmodels.slot import Slot
from projections.projection import Projection

OWN_MUNICIPALITY: LiteralString = (
    "municipality = nullif(current_setting('sdp.municipality', true), '')::int"
)
OPERATES: LiteralString = (
    "'operate' = ANY (string_to_array(coalesce(current_setting('sdp.rights', true), ''), ','))"
)
WITH_THE_RIGHTS: LiteralString = (
    "(needs IS NULL OR needs <@"
    " string_to_array(coalesce(current_setting('sdp.rights', true), ''), ','))"
)
FORCED: LiteralString = "ALTER TABLE {schema}.{table} FORCE ROW LEVEL SECURITY"
NOT_FORCED: LiteralString = "ALTER TABLE {schema}.{table} NO FORCE ROW LEVEL SECURITY"
NO_KEY: LiteralString = "ALTER TABLE {schema}.{table} DROP CONSTRAINT IF EXISTS {pkey}"
NOT_PROTECTED: LiteralString = """
    NOT case_id IN (
        SELECT case_id FROM {schema}.protected_case
        WHERE NOT needs <@ string_to_array(coalesce(current_setting('sdp.rights', true), ''), ',')
    )
"""


def make_tables(connection: psycopg.Connection, slot: Slot) -> None:
    """Make schema, tables, policies and rights, without secondary indexes; as `sdp_projector`."""
    for statement in tables(slot):
        connection.execute(statement)


def make_indexes(connection: psycopg.Connection, slot: Slot) -> None:
    for statement in indexes(slot):
        connection.execute(statement)


def make_ready_to_fill(connection: psycopg.Connection, slot: Slot) -> None:
    """Let the owner copy into tables that nobody is shown yet, with no index that waits well.

    COPY takes no table whose owner row security is forced on. Words come in no order, and would be
    looked for by their row only. May be said again.
    """
    for table in tables_in(slot.projection, slot.schema):
        connection.execute(named(NOT_FORCED, slot, table))
    for table in word_tables(slot):
        connection.execute(named(NO_KEY, slot, table, pkey=f"{table.name}_pkey"))
        for index in table.indexes:
            connection.execute(compiled(CreateIndex(index, if_not_exists=True)))


def make_whole(connection: psycopg.Connection, slot: Slot) -> None:
    """Make of tables that were filled what they would be had they always been there."""
    for table in tables_in(slot.projection, slot.schema):
        connection.execute(named(FORCED, slot, table))
    for table in word_tables(slot):
        connection.execute(compiled(AddConstraint(table.primary_key)))
    for statement in indexes(slot, missing=True):
        connection.execute(statement)


def tables(slot: Slot) -> Iterator[sql.Composed]:
    yield named("CREATE SCHEMA {schema}", slot)
    yield named("GRANT USAGE ON SCHEMA {schema} TO sdp_app", slot)
    found = tables_in(slot.projection, slot.schema)
    for table in found:
        yield compiled(CreateTable(table))
    for table in found:
        yield from kept_tidy(table, slot)
        yield from security(table, slot)


def indexes(slot: Slot, *, missing: bool = False) -> Iterator[sql.Composed]:
    """Say what makes all secondary indexes, or those that are missing."""
    for table in tables_in(slot.projection, slot.schema):
        for index in sorted(table.indexes, key=lambda one: str(one.name)):
            yield compiled(CreateIndex(index, if_not_exists=missing))
        yield named("ANALYZE {schema}.{table}", slot, table)


def drop_tables(connection: psycopg.Connection, schema: str) -> None:
    statement = sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE")
    connection.execute(statement.format(sql.Identifier(schema)))


def tables_in(projection: Projection, schema: str) -> tuple[Table, ...]:
    """Copy the tables as they are declared into another schema."""
    metadata = MetaData()
    return tuple(table.to_metadata(metadata, schema=schema) for table in projection.tables)


def word_tables(slot: Slot) -> list[Table]:
    names = {folded.search.table.name for folded in slot.projection.folded if folded.search}
    return [one for one in tables_in(slot.projection, slot.schema) if one.name in names]


def kept_tidy(table: Table, slot: Slot) -> Iterator[sql.Composed]:
    """Have a table vacuumed often whose lists are read from indexes alone."""
    if table.info.get("read_from_indexes"):
        often = "SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02"
        inserts = ", autovacuum_vacuum_insert_scale_factor = 0.02)"
        yield named("ALTER TABLE {schema}.{table} " + often + inserts, slot, table)


def security(table: Table, slot: Slot) -> Iterator[sql.Composed]:
    """Row security for everybody, the owner too; each role sees what its policy says."""
    yield named("ALTER TABLE {schema}.{table} ENABLE ROW LEVEL SECURITY", slot, table)
    yield named(FORCED, slot, table)
    yield named(
        "CREATE POLICY written ON {schema}.{table} TO sdp_projector USING (true) WITH CHECK (true)",
        slot,
        table,
    )
    policy = "CREATE POLICY seen ON {schema}.{table} FOR SELECT TO sdp_app USING ("
    yield named(policy + seen(table) + ")", slot, table)
    yield named("GRANT SELECT ON {schema}.{table} TO sdp_app", slot, table)


def seen(table: Table) -> LiteralString:
    """Say who sees a row; the list of protected cases itself names nobody."""
    if table.info.get("everywhere"):
        return f"{OWN_MUNICIPALITY} OR {OPERATES}"
    if table.info.get("needs"):
        return f"{OWN_MUNICIPALITY} AND {WITH_THE_RIGHTS}"
    if table.name == "protected_case" or "case_id" not in table.columns:
        return OWN_MUNICIPALITY
    return OWN_MUNICIPALITY + " AND " + NOT_PROTECTED


def named(
    statement: LiteralString, slot: Slot, table: Table | None = None, **others: str
) -> sql.Composed:
    identifiers = {name: sql.Identifier(other) for name, other in others.items()}
    identifiers["schema"] = sql.Identifier(slot.schema)
    if table is not None:
        identifiers["table"] = sql.Identifier(table.name)
    return sql.SQL(statement).format(**identifiers)


def compiled(statement: CreateTable | CreateIndex | AddConstraint) -> sql.Composed:
    """Say it as psycopg takes it; a table is declared by us, so its text is ours."""
    text = str(statement.compile(dialect=DIALECT))
    return sql.Composed([sql.SQL(cast("LiteralString", text))])
