"""Whose case is protected: what row security hides from those without the right to see it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import MetaData

from domain.case.events import AbsenceReported, CaseMarked, MarkRemoved
from domain.case.kinds import Mark
from domain.shared.envelope import Envelope
from projections.columns import protected_case
from projections.projection import Folded, Row, by_case, on


@dataclass(frozen=True, slots=True)
class ProtectedRow(Row):
    case_id: UUID
    municipality: int


def reported(
    row: ProtectedRow | None, event: AbsenceReported, envelope: Envelope
) -> ProtectedRow | None:
    return protect(envelope) if event.protected else row


def marked(row: ProtectedRow | None, event: CaseMarked, envelope: Envelope) -> ProtectedRow | None:
    return protect(envelope) if event.mark is Mark.PROTECTED_IDENTITY else row


def unmarked(row: ProtectedRow | None, event: MarkRemoved, _: Envelope) -> ProtectedRow | None:
    return None if event.mark is Mark.PROTECTED_IDENTITY else row


def protect(envelope: Envelope) -> ProtectedRow:
    return ProtectedRow(envelope.case_id, envelope.municipality)


def protection(metadata: MetaData) -> Folded:
    """Each read model has a table of its own, so that it is as true as its other tables."""
    return Folded(
        protected_case(metadata),
        ProtectedRow,
        by_case,
        on=(on(AbsenceReported, reported), on(CaseMarked, marked), on(MarkRemoved, unmarked)),
    )
