"""Rows copied into a table: straight, or into a temporary one that is merged with one statement."""

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql

from projections.columns import OPEN_END
from projections.projection import Key

Values = Sequence[Any]  # of one row, in the order of the columns: whatever the columns hold
DIALECT = postgresql.dialect()


class Incoming:
    """Rows on their way into one table; the temporary table is emptied by every commit.

    `filling`: a table that is ready to be filled takes new rows straight.
    """

    def __init__(self, table: Table, schema: str, *, filling: bool) -> None:
        self._filling = filling
        self._types = [column.type.compile(dialect=DIALECT).lower() for column in table.columns]
        keys = [column.name for column in table.primary_key.columns]
        others = [column.name for column in table.columns if column.name not in keys]
        self._key_type = str(table.columns[keys[0]].type.compile(dialect=DIALECT))
        self._names = {
            "incoming": sql.Identifier(f"in_{schema}_{table.name}"[:63]),
            "table": sql.Identifier(schema, table.name),
            "columns": listed(table.columns.keys()),
            "key": listed(keys),
            "others": listed(others),
            "new": sql.SQL(", ").join(sql.Identifier("excluded", name) for name in others),
        }
        self._made_for: psycopg.Connection | None = None

    def read(
        self, connection: psycopg.Connection, column: str, keys: list[Key]
    ) -> Iterable[Values]:
        statement = self._say("SELECT {columns} FROM {table} WHERE {column} = ANY(%s)", column)
        return connection.cursor(binary=True).execute(statement, (keys,))

    def delete(self, connection: psycopg.Connection, column: str, keys: list[Key]) -> None:
        connection.execute(
            self._say("DELETE FROM {table} WHERE {column} = ANY(%s)", column), (keys,)
        )

    def append(self, connection: psycopg.Connection, rows: Iterable[Values]) -> None:
        """Insert rows that are not there yet."""
        if self._filling:
            self._copy(connection, rows, "COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)")
            return
        self._copy_beside(connection, rows)
        connection.execute(
            self._say("INSERT INTO {table} ({columns}) SELECT {columns} FROM {incoming}")
        )

    def merge(self, connection: psycopg.Connection, rows: Iterable[Values]) -> None:
        """Insert rows, or put them in the place of those with the same key."""
        self._copy_beside(connection, rows)
        connection.execute(
            self._say(
                "INSERT INTO {table} ({columns}) SELECT {columns} FROM {incoming}"
                " ON CONFLICT ({key}) DO UPDATE SET ({others}) = ROW({new})"
            )
        )

    def end_versions(
        self, connection: psycopg.Connection, column: str, ended: Sequence[tuple[Key, int]]
    ) -> None:
        """End the present version of each key at a position."""
        statement = self._say(
            "UPDATE {table} AS version SET to_position = ended.position"
            " FROM unnest(%s, %s::bigint[]) AS ended (key, position)"
            " WHERE version.{column} = ended.key AND to_position = %s",
            column,
        )
        keys, positions = [key for key, _ in ended], [position for _, position in ended]
        connection.execute(statement, (keys, positions, OPEN_END))

    def _copy_beside(self, connection: psycopg.Connection, rows: Iterable[Values]) -> None:
        if self._made_for is not connection:
            self._make(connection)
        self._copy(connection, rows, "COPY {incoming} ({columns}) FROM STDIN (FORMAT BINARY)")

    def _copy(
        self, connection: psycopg.Connection, rows: Iterable[Values], into: LiteralString
    ) -> None:
        with connection.cursor() as cursor, cursor.copy(self._say(into)) as copy:
            copy.set_types(self._types)
            for row in rows:
                copy.write_row(row)

    def _make(self, connection: psycopg.Connection) -> None:
        connection.execute(
            self._say(
                "CREATE TEMP TABLE IF NOT EXISTS {incoming} (LIKE {table}) ON COMMIT DELETE ROWS"
            )
        )
        self._made_for = connection

    def _say(self, statement: LiteralString, column: str = "") -> sql.Composed:
        return sql.SQL(statement).format(**self._names, column=sql.Identifier(column))


def listed(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
