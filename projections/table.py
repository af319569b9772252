"""A table is described once, by the row that it keeps: a column for each field, the key first.

    task = table_of(TaskRow, "task", METADATA, Index("task_case", "case_id"))

The type of a field says the rest: `| None` may be null, `Personal` is ciphertext in the database,
`Oere` and `Position` are long numbers.
"""

from collections.abc import Mapping
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.types import TypeEngine

from projections.projection import Row

Personal = Annotated[str | None, "personal"]  # plain text in the row
Oere = Annotated[int, "long"]
Position = Annotated[int, "long"]

TYPES: Mapping[object, TypeEngine[Any]] = {
    UUID: Uuid(),
    str: Text(),
    bool: Boolean(),
    int: Integer(),
    date: Date(),
    datetime: DateTime(timezone=True),
    tuple[str, ...]: ARRAY(Text),
}


def table_of(
    row: type[Row],
    name: str,
    metadata: MetaData,
    *indexes: Index,
    info: Mapping[str, bool] | None = None,
) -> Table:
    fields = get_type_hints(row, include_extras=True)
    columns = [
        column(field, hint, key=place == 0) for place, (field, hint) in enumerate(fields.items())
    ]
    return Table(name, metadata, *columns, *indexes, info=dict(info or {}))


def column(name: str, hint: object, *, key: bool) -> Column[Any]:
    """Make the column of a field: its type without what the type is annotated with, or null."""
    plain, nullable = without_none(hint)
    kind, *said = get_args(plain) if get_origin(plain) is Annotated else (plain,)
    if "personal" in said:
        return Column(name, LargeBinary, info={"personal": True})
    chosen = BigInteger() if "long" in said else TYPES[kind]
    return Column(name, chosen, primary_key=key, nullable=nullable)


def without_none(hint: object) -> tuple[object, bool]:
    if get_origin(hint) not in {Union, UnionType}:
        return hint, False
    (plain,) = (one for one in get_args(hint) if one is not NoneType)
    return plain, True
