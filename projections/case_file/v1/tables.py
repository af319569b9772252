"""The case file's table: one line for each event shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, MetaData

from projections.projection import Row
from projections.protection import protection
from projections.table import Personal, Position, table_of

METADATA = MetaData(schema="case_file_v1")
PROTECTED = protection(METADATA)


@dataclass(frozen=True, slots=True)
class EntryRow(Row):
    """`headline` is Danish and names nobody; `text` is what people wrote.

    The title of `task_type` is the catalogue's to give.
    """

    position: Position
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
    text: Personal


entry = table_of(EntryRow, "entry", METADATA, Index("entry_case", "case_id", "position"))
