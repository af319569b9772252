"""A table follows from the row it keeps: key first, null where none may stand, ciphertext."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, MetaData
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from projections.columns import is_personal
from projections.projection import Row
from projections.table import Oere, Personal, table_of


@dataclass(frozen=True, slots=True)
class Toy(Row):
    toy_id: UUID
    municipality: int
    amount_oere: Oere
    told_at: datetime
    words: tuple[str, ...]
    open: bool
    day: date | None = None
    reason: Personal = None


TOY = table_of(Toy, "toy", MetaData(), Index("toy_day", "municipality", "day"))


def test_each_field_is_a_column_of_its_type() -> None:
    text = str(CreateTable(TOY).compile(dialect=postgresql.dialect()))
    lines = [line.strip(" \t,") for line in text.splitlines()]
    assert lines[2:-2] == [
        "toy_id UUID NOT NULL",
        "municipality INTEGER NOT NULL",
        "amount_oere BIGINT NOT NULL",
        "told_at TIMESTAMP WITH TIME ZONE NOT NULL",
        "words TEXT[] NOT NULL",
        "open BOOLEAN NOT NULL",
        "day DATE",
        "reason BYTEA",
        "PRIMARY KEY (toy_id)",
    ]


def test_only_what_is_said_to_be_personal_is() -> None:
    assert [column.name for column in TOY.columns if is_personal(column)] == ["reason"]
    assert [index.name for index in TOY.indexes] == ["toy_day"]
