"""The case file's table: one line for each event shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Index, Integer, MetaData, Table, Text, Uuid

from projections.columns import case_id, municipality, personal
from projections.projection import Row
from projections.protection import protection

METADATA = MetaData(schema="case_file_v1")
PROTECTED = protection(METADATA)

entry = Table(
    "entry",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    case_id(),
    municipality(),
    Column("stream_id", Uuid, nullable=False),
    Column("dossier_version", Integer, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("task_type", Text),
    personal("text"),
    Index("entry_case", "case_id", "position"),
)


@dataclass(frozen=True, slots=True)
class EntryRow(Row):
    """`headline` is Danish and names nobody; `text` is what people wrote.

    The title of `task_type` is the catalogue's to give.
    """

    position: int
    case_id: UUID
    municipality: int
    stream_id: UUID
    dossier_version: int
    recorded_at: datetime
    actor: str
    role: str
    topic: str
    event: str
    headline: str
    task_type: str | None
    text: str | None
