"""Two builds of the same version compared in one snapshot: every column of every row."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import Table

from infrastructure.readmodels.slot import Slot


class NotInStep(Exception):
    """The builds stand at different positions: there is nothing to compare yet."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows of one table, and how many are in one of the builds only."""

    table: str
    rows: int
    only_live: int
    only_rebuilt: int

    @property
    def same(self) -> bool:
        return not (self.only_live or self.only_rebuilt)


def compare(connection: psycopg.Connection, live: Slot, rebuilt: Slot) -> list[Compared]:
    """Compare all tables as they stand at one instant; raises NotInStep.

    Personal columns compare as they are stored: the same text is the same ciphertext. Cases that
    the live build has parked are left out, and so are counts while there are any: there the rebuilt
    one is right.
    """
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        positions = connection.execute(
            "SELECT DISTINCT position FROM readmodels.checkpoint WHERE schema = ANY (%s)",
            ([live.schema, rebuilt.schema],),
        ).fetchall()
        if len(positions) != 1:
            raise NotInStep(f"{live.schema} and {rebuilt.schema}")
        return list(compared(connection, live, rebuilt))


def compared(connection: psycopg.Connection, live: Slot, rebuilt: Slot) -> Iterator[Compared]:
    for table in live.projection.tables:
        only_live = only_in(connection, table, live.schema, rebuilt.schema, live.schema)
        only_rebuilt = only_in(connection, table, rebuilt.schema, live.schema, live.schema)
        yield Compared(table.name, count(connection, table, rebuilt), only_live, only_rebuilt)


def only_in(
    connection: psycopg.Connection, table: Table, here: str, there: str, parked_in: str
) -> int:
    names = {
        "here": sql.Identifier(here, table.name),
        "there": sql.Identifier(there, table.name),
        "columns": sql.SQL(", ").join(map(sql.Identifier, table.columns.keys())),
    }
    not_parked = sql.SQL("")
    if table.info.get("counts"):
        not_parked = sql.SQL(
            "WHERE NOT EXISTS (SELECT FROM readmodels.parked WHERE schema = {})"
        ).format(sql.Literal(parked_in))
    elif "case_id" in table.columns:
        not_parked = sql.SQL(
            "WHERE case_id NOT IN (SELECT case_id FROM readmodels.parked WHERE schema = {})"
        ).format(sql.Literal(parked_in))
    statement = sql.SQL(
        "SELECT count(*) FROM (SELECT {columns} FROM {here} {not_parked}"
        " EXCEPT ALL SELECT {columns} FROM {there} {not_parked}) AS missing"
    )
    row = connection.execute(statement.format(**names, not_parked=not_parked)).fetchone()
    return row[0] if row else 0


def count(connection: psycopg.Connection, table: Table, slot: Slot) -> int:
    name = sql.Identifier(slot.schema, table.name)
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(name)).fetchone()
    return row[0] if row else 0
