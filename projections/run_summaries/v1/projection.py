"""Run summaries: one row for each time that a run was done, of any kind, with what it came to."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args
from uuid import UUID

from sqlalchemy import Index, MetaData

from domain.dossier.dossier import DossierEvent
from domain.run.events import RunFinished
from domain.shared.envelope import Envelope
from projections.projection import Folded, Projection, Row, by_position, on
from projections.table import Position, table_of

METADATA = MetaData(schema="run_summaries_v1")


@dataclass(frozen=True, slots=True)
class SummaryRow(Row):
    """`refused` has a code and a number in each text."""

    position: Position
    municipality: int
    run_id: UUID
    name: str
    day: date
    finished_at: datetime
    done: int
    refused: tuple[str, ...]


summary = table_of(
    SummaryRow, "summary", METADATA, Index("summary_day", "municipality", "day", "position")
)


def finish(_: SummaryRow | None, event: RunFinished, envelope: Envelope) -> SummaryRow:
    return SummaryRow(
        position=envelope.position,
        municipality=envelope.municipality,
        run_id=envelope.case_id,
        name=event.name,
        day=event.day,
        finished_at=envelope.recorded_at,
        done=event.done,
        refused=tuple(f"{each.code} {each.orders}" for each in event.refused),
    )


SUMMARY = Folded(summary, SummaryRow, by_position, on=(on(RunFinished, finish),))

RUN_SUMMARIES = Projection(
    name="run_summaries",
    version=1,
    folded=(SUMMARY,),
    left_out=frozenset(get_args(DossierEvent)) - {RunFinished},  # runs only, and what they came to
)
