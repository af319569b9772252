"""Copies what lies in the task queue's tables under other keys, names and days."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy import Table
from sqlalchemy.schema import CreateIndex

from application.simulation import people
from bench.ground import Ground
from infrastructure.log.keys import KeyStore
from infrastructure.log.personal import PersonalColumns
from infrastructure.readmodels.gathering import gatherers
from infrastructure.readmodels.incoming import DIALECT
from infrastructure.readmodels.slot import Slot
from infrastructure.readmodels.worker import connected
from infrastructure.readmodels.writer import TableWriter
from projections.case_header import CaseHeaderRow
from projections.folding import Working
from projections.projection import Folded, Key, Row
from projections.protection import ProtectedRow
from projections.task_queue.v1.projection import TASK_QUEUE
from projections.task_queue.v1.tables import TaskRow

AT_ONCE = 5_000  # rows
EARLIER = timedelta(days=9)  # than the copy before, for everything of a copy
FIRST_OTHER = 200  # municipality
NOBODY = 5_000_000  # numbers of people from here on are not of simulated citizens


def into_the_same(ground: Ground, municipality: int, copies: int) -> None:
    """Write a municipality's rows again as the runner would: encrypted, with words and versions."""
    with KeyStore(ground.folder / "keys") as keys, connected(ground.database) as connection:
        for folded in TASK_QUEUE.folded:
            writer = TableWriter(folded, TASK_QUEUE.schema, PersonalColumns(keys))
            rows = list(rows_of(connection, writer, folded, municipality))
            for copy in range(1, copies + 1):
                keys.create({other(row.case_id, copy) for row in rows})
                for start in range(0, len(rows), AT_ONCE):
                    some = [copied(row, copy) for row in rows[start : start + AT_ONCE]]
                    write(connection, writer, folded, some)


Copied = TaskRow | CaseHeaderRow | ProtectedRow


def rows_of(
    connection: psycopg.Connection, writer: TableWriter, folded: Folded, municipality: int
) -> Iterator[Copied]:
    """Read every row, personal columns in plain text."""
    statement = sql.SQL("SELECT {} FROM {} WHERE municipality = %s").format(
        sql.Identifier(folded.key_column), sql.Identifier(TASK_QUEUE.schema, folded.table.name)
    )
    keys = [key for (key,) in connection.execute(statement, (municipality,))]
    for row in writer.load(connection, keys).values():
        if not isinstance(row, Copied):
            raise TypeError("the queue has a table that is not copied yet")
        yield row


def copied(row: Copied, copy: int) -> tuple[Key, Row]:
    case_id, back = other(row.case_id, copy), copy * EARLIER
    match row:
        case TaskRow():
            task_id = other(row.task_id, copy)
            due_on, opened_at = row.due_on - back, row.opened_at - back
            return task_id, replace(
                row, case_id=case_id, task_id=task_id, due_on=due_on, opened_at=opened_at
            )
        case CaseHeaderRow():
            number = NOBODY + case_id.int % NOBODY
            return case_id, replace(
                row, case_id=case_id, citizen_name=people.name(number), cpr=people.cpr(number)
            )
        case ProtectedRow():
            return case_id, replace(row, case_id=case_id)


def other(key: UUID, copy: int) -> UUID:
    """Give the key of a copy: another one for each."""
    return UUID(int=key.int ^ (copy << 64))


def write(
    connection: psycopg.Connection,
    writer: TableWriter,
    folded: Folded,
    rows: Sequence[tuple[Key, Row]],
) -> None:
    work = Working(folded)
    for key, row in rows:
        work.put(key, row, 1)
    with connection.transaction():
        writer.save(connection, work)


def into_others(ground: Ground, municipality: int, others: int) -> None:
    """Copy a municipality's rows in the database: who reads elsewhere never sees their texts."""
    with psycopg.connect(ground.database.url("owner"), autocommit=True) as connection:
        for table in TASK_QUEUE.folded_tables:
            with without_indexes(connection, table):
                connection.execute(
                    copying(table), {"here": municipality, "first": FIRST_OTHER, "others": others}
                )
        gathered_anew(connection)
        connection.execute("VACUUM ANALYZE")


def gathered_anew(connection: psycopg.Connection) -> None:
    """Make what is gathered again, of all that was copied."""
    tables = [table for one in TASK_QUEUE.gathered for table in one.tables]
    with ExitStack() as stack:
        for table in tables:
            stack.enter_context(without_indexes(connection, table))
            name = sql.Identifier(str(table.schema), table.name)
            connection.execute(sql.SQL("TRUNCATE {}").format(name))
        for gatherer in gatherers(Slot(TASK_QUEUE, TASK_QUEUE.schema)):
            gatherer.fill(connection)


@contextmanager
def without_indexes(connection: psycopg.Connection, table: Table) -> Generator[None]:
    """Fill a table without its indexes, which are made again afterwards; its key stays."""
    for index in table.indexes:
        name = sql.Identifier(str(table.schema), str(index.name))
        connection.execute(sql.SQL("DROP INDEX {}").format(name))
    yield
    for index in table.indexes:
        connection.execute(str(CreateIndex(index).compile(dialect=DIALECT)).encode())


def copying(table: Table) -> sql.Composed:
    names = table.columns.keys()
    values = [OTHERWISE.get(name, sql.Identifier(name)) for name in names]
    return sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {values} FROM {table},"
        " generate_series(1, %(others)s) AS copy WHERE municipality = %(here)s"
    ).format(
        table=sql.Identifier(str(table.schema), table.name),
        names=sql.SQL(", ").join(map(sql.Identifier, names)),
        values=sql.SQL(", ").join(values),
    )


OTHERWISE: dict[str, sql.Composable] = {
    "case_id": sql.SQL("md5(case_id::text || copy)::uuid"),
    "task_id": sql.SQL("md5(task_id::text || copy)::uuid"),
    "municipality": sql.SQL("%(first)s + copy"),
}
