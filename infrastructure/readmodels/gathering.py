"""Makes gathered tables: of the cases that changed, or of all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import (
    ARRAY,
    ClauseElement,
    Delete,
    FromClause,
    Insert,
    Integer,
    Select,
    Table,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.dml import ReturningDelete

from infrastructure.readmodels.slot import Slot
from projections.gathered import Counted, Gathered
from projections.query import DIALECT

CASES = any_(bindparam("cases", type_=ARRAY(Uuid)))


@dataclass(frozen=True)
class Said:
    """SQL with the constants in it."""

    sql: bytes
    fixed: Mapping[str, object]

    def do(self, connection: psycopg.Connection, **asked: object) -> None:
        connection.execute(self.sql, {**self.fixed, **asked})


@dataclass(frozen=True)
class Gatherer:
    filling: Sequence[Said]
    refreshing: Sequence[Said]

    def fill(self, connection: psycopg.Connection) -> None:
        """Fill the empty tables with what all other rows say."""
        for said in self.filling:
            said.do(connection)

    def refresh(self, connection: psycopg.Connection, cases: Sequence[UUID]) -> None:
        """Bring what there is of some cases up to date; what is as it was is not touched."""
        if cases:
            for said in self.refreshing:
                said.do(connection, cases=list(cases))


def gatherers(slot: Slot) -> tuple[Gatherer, ...]:
    return tuple(gatherer(one, slot) for one in slot.projection.gathered)


def gatherer(gathered: Gathered, slot: Slot) -> Gatherer:
    filling: list[ClauseElement] = [filled(gathered.table, gathered.rows)]
    refreshing: list[ClauseElement] = [merged(gathered)]
    if counted := gathered.counted:
        filling.append(filled(counted.table, numbers(counted, counted.kinds(gathered.table))))
        # Counted first: while what was there is still there to be taken off.
        refreshing = [moved(gathered, counted), *refreshing, nothing_left(counted.table)]
    declared = slot.projection.schema
    return Gatherer(
        [said(one, declared, slot.schema) for one in filling],
        [said(one, declared, slot.schema) for one in refreshing],
    )


def said(statement: ClauseElement, declared: str, schema: str) -> Said:
    compiled = statement.compile(
        dialect=DIALECT, schema_translate_map={declared: schema}, render_schema_translate=True
    )
    fixed = {name: value for name, value in (compiled.params or {}).items() if name != "cases"}
    return Said(str(compiled).encode(), fixed)


def filled(table: Table, rows: Select[Any]) -> Insert:
    return postgresql.insert(table).from_select(table.columns.keys(), rows)


def of_cases(rows: Select[Any]) -> Select[Any]:
    return rows.where(rows.selected_columns["case_id"] == CASES)


def merged(gathered: Gathered) -> Insert:
    """Insert what is new, put right what is different, delete what is there no longer."""
    table, names = gathered.table, gathered.table.columns.keys()
    (key,) = table.primary_key.columns.keys()
    fresh = of_cases(gathered.rows).cte("fresh")
    insert = postgresql.insert(table).from_select(names, select(*(fresh.c[n] for n in names)))
    others = [name for name in names if name != key]
    return insert.on_conflict_do_update(
        index_elements=[key],
        set_={name: insert.excluded[name] for name in others},
        where=or_(*(table.c[name].is_distinct_from(insert.excluded[name]) for name in others)),
    ).add_cte(gone(table, key, fresh).cte("gone"))


def gone(table: Table, key: str, fresh: FromClause) -> ReturningDelete[Any]:
    there = select(fresh.c[key]).where(fresh.c[key] == table.c[key]).exists()
    return delete(table).where(table.c.case_id == CASES, ~there).returning(table.c[key])


def numbers(counted: Counted, kinds: Select[Any]) -> Select[Any]:
    """Count the rows of each kind."""
    *names, _ = counted.table.columns.keys()
    rows = kinds.subquery("kinds")
    kind = [rows.c[name] for name in names]
    return select(*kind, func.count().cast(Integer)).group_by(*kind)


def moved(gathered: Gathered, counted: Counted) -> Insert:
    """Take the cases' rows off as they were, and add them as they are."""
    table, (*names, number) = counted.table, counted.table.columns.keys()
    old = select(gathered.table).where(gathered.table.c.case_id == CASES).subquery("old")
    new = of_cases(gathered.rows).subquery("new")
    both = union_all(
        counted.kinds(old).add_columns(literal(-1, Integer).label(number)),
        counted.kinds(new).add_columns(literal(1, Integer).label(number)),
    ).subquery("both")
    kind, moved_by = [both.c[name] for name in names], func.sum(both.c[number])
    changes = select(*kind, moved_by.cast(Integer)).group_by(*kind).having(moved_by != 0)
    insert = postgresql.insert(table).from_select([*names, number], changes)
    return insert.on_conflict_do_update(
        index_elements=names, set_={number: table.c[number] + insert.excluded[number]}
    )


def nothing_left(table: Table) -> Delete:
    """Leave out what there is none of, as it is where it was never counted."""
    *_, number = table.columns
    return delete(table).where(number == literal_column("0"))  # so that an index knows them
