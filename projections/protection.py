"""Whose case is protected: what row security hides from those without the right to see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Index, MetaData

from domain.case.events import AbsenceReported, CaseMarked, MarkRemoved
from domain.case.kinds import Mark
from domain.shared.envelope import Envelope
from projections.projection import Folded, Row, by_case, on
from projections.table import table_of

PROTECTED, OWN_EMPLOYEE, OPERATE = "protected", "own_employee", "operate"  # in `sdp.rights`
NEEDED: Mapping[Mark, str] = {
    Mark.PROTECTED_IDENTITY: PROTECTED,
    Mark.OWN_EMPLOYEE: OWN_EMPLOYEE,
}


@dataclass(frozen=True, slots=True)
class ProtectedRow(Row):
    """A case that is only shown to those who have every right in `needs`."""

    case_id: UUID
    municipality: int
    needs: tuple[str, ...]  # sorted


def reported(
    row: ProtectedRow | None, event: AbsenceReported, envelope: Envelope
) -> ProtectedRow | None:
    return needing(row, envelope, PROTECTED) if event.protected else row


def marked(row: ProtectedRow | None, event: CaseMarked, envelope: Envelope) -> ProtectedRow | None:
    right = NEEDED.get(event.mark)
    return needing(row, envelope, right) if right else row


def unmarked(row: ProtectedRow | None, event: MarkRemoved, _: Envelope) -> ProtectedRow | None:
    if row is None or (right := NEEDED.get(event.mark)) is None:
        return row
    left = tuple(one for one in row.needs if one != right)
    return ProtectedRow(row.case_id, row.municipality, left) if left else None


def needing(row: ProtectedRow | None, envelope: Envelope, right: str) -> ProtectedRow:
    needs = {right, *(row.needs if row else ())}
    return ProtectedRow(envelope.case_id, envelope.municipality, tuple(sorted(needs)))


def protection(metadata: MetaData) -> Folded:
    """Each read model has a table of its own, so that it is as true as its other tables."""
    return Folded(
        table_of(
            ProtectedRow, "protected_case", metadata, Index("protected_case_here", "municipality")
        ),
        ProtectedRow,
        by_case,
        on=(on(AbsenceReported, reported), on(CaseMarked, marked), on(MarkRemoved, unmarked)),
    )
