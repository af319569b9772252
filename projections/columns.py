"""Tables that follow from another table: its versions, its words; and which column is personal."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Uuid,
)
from typing_extensions import TypeIs

EVERYWHERE = {"everywhere": True}  # nothing personal: who operates the system sees all rows
OPEN_END = 2**63 - 1  # to_position of a row's present version


def is_personal(column: ColumnElement[Any]) -> TypeIs[Column[Any]]:
    return isinstance(column, Column) and bool(column.info.get("personal"))


def encrypted_as(column: Column[Any]) -> str:
    """Name the column as its ciphertext knows it: the one it was first written to."""
    named = column.info["personal"]
    return named if isinstance(named, str) else f"{column.table.name}.{column.name}"


def history_of(table: Table) -> Table:
    """Every version of every row: true from one position until, not including, another."""
    key = next(iter(table.primary_key.columns.keys()))
    return Table(
        f"{table.name}_history",
        table.metadata,
        *(same(column) for column in table.columns if column.name != key),
        Column(key, table.columns[key].type, primary_key=True),
        Column("from_position", BigInteger, primary_key=True),
        Column("to_position", BigInteger, nullable=False),
        Index(f"{table.name}_history_open", "municipality", "to_position"),
    )


def same(column: Column[object]) -> Column[object]:
    info = {"personal": encrypted_as(column)} if is_personal(column) else {}
    return Column(column.name, column.type, nullable=column.nullable, info=info)


def search_table(name: str, metadata: MetaData, key: str = "case_id") -> Table:
    """Blind index: HMAC of each word of the row with that key; found by equality only.

    A word is looked for in one municipality: others have the same words, and many more of them.
    """
    beside = [] if key == "case_id" else ["case_id"]  # whether it may be seen, an index knows
    return Table(
        name,
        metadata,
        Column("token", LargeBinary),
        Column(key, Uuid),
        *(Column(name, Uuid, nullable=False) for name in beside),
        Column("municipality", Integer),
        PrimaryKeyConstraint("token", "municipality", key, postgresql_include=beside),
        Index(f"{name}_row", key),
    )
