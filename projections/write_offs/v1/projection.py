"""Write-offs: refund that nobody claimed in time, and what was given back by dispensation."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import get_args
from uuid import UUID, uuid5

from sqlalchemy import Index, MetaData

from domain.case.events import RefundWrittenOff, WriteOffReversed
from domain.dossier.dossier import DossierEvent
from domain.shared.envelope import Envelope
from projections.projection import Folded, Key, Projection, Row, on
from projections.protection import protection
from projections.table import Oere, Personal, table_of

METADATA = MetaData(schema="write_offs_v1")
PROTECTED = protection(METADATA)


@dataclass(frozen=True, slots=True)
class WriteOffRow(Row):
    """Days of one employer; `reason` is why it was reversed."""

    write_off_id: UUID
    case_id: UUID
    municipality: int
    cvr: str
    first_day: date
    last_day: date
    amount_oere: Oere
    final_on: date
    written_off_at: datetime
    reversed_at: datetime | None = None
    reason: Personal = None


write_off = table_of(
    WriteOffRow,
    "write_off",
    METADATA,
    Index("write_off_at", "municipality", "written_off_at", "write_off_id"),
)


def by_employer_and_days(event: DossierEvent, envelope: Envelope) -> Key:
    """Find it again when it is reversed: the same days are written off once, or once more."""
    if not isinstance(event, RefundWrittenOff | WriteOffReversed):
        raise TypeError("this is neither a write-off nor its reversal")
    days = f"{event.period.first_day}/{event.period.last_day}"
    return uuid5(envelope.case_id, f"{event.cvr}/{days}")


def lose(_: WriteOffRow | None, event: RefundWrittenOff, envelope: Envelope) -> WriteOffRow:
    return WriteOffRow(
        write_off_id=UUID(str(by_employer_and_days(event, envelope))),
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        cvr=event.cvr,
        first_day=event.period.first_day,
        last_day=event.period.last_day,
        amount_oere=event.amount.oere,
        final_on=event.final_on,
        written_off_at=envelope.recorded_at,
    )


def give_back(row: WriteOffRow | None, event: WriteOffReversed, envelope: Envelope) -> WriteOffRow:
    if row is None:
        raise LookupError("nothing was written off for these days")
    return replace(row, reversed_at=envelope.recorded_at, reason=event.reason)


WRITE_OFF = Folded(
    write_off,
    WriteOffRow,
    by_employer_and_days,
    on=(on(RefundWrittenOff, lose), on(WriteOffReversed, give_back)),
)
KEPT = {entry.kind for folded in (WRITE_OFF, PROTECTED) for entry in folded.on}

WRITE_OFFS = Projection(
    name="write_offs",
    version=1,
    folded=(WRITE_OFF, PROTECTED),
    left_out=frozenset(get_args(DossierEvent)) - KEPT,  # what was lost, not what was paid
)
