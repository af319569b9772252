"""What lists say of the case behind a row: the citizen, the kind, how far the case is."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Column, Date, MetaData, Table, Text, Uuid

from domain.case.events import AbsenceReported, FirstDayOfAbsenceCorrected
from domain.dossier.dossier import DossierEvent
from domain.shared.envelope import Envelope
from projections.case_status import BECOMES, CaseStatus
from projections.columns import municipality, personal
from projections.projection import Folded, Row, by_case, on, search
from projections.words import words_of_person


@dataclass(frozen=True, slots=True)
class CaseHeaderRow(Row):
    case_id: UUID
    municipality: int
    citizen_name: str | None
    cpr: str | None
    kind: str
    case_status: str
    first_day_of_absence: date


def head(row: CaseHeaderRow | None, event: AbsenceReported, envelope: Envelope) -> CaseHeaderRow:
    return CaseHeaderRow(
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        citizen_name=event.name,
        cpr=event.cpr,
        kind=event.kind.value,
        case_status=row.case_status if row else CaseStatus.UNDER_CLARIFICATION.value,
        first_day_of_absence=event.first_day_of_absence,
    )


def correct(
    row: CaseHeaderRow | None, event: FirstDayOfAbsenceCorrected, _: Envelope
) -> CaseHeaderRow:
    return replace(reported(row), first_day_of_absence=event.first_day_of_absence)


def move_on(row: CaseHeaderRow | None, event: DossierEvent, _: Envelope) -> CaseHeaderRow:
    return replace(reported(row), case_status=BECOMES[type(event)].value)


def reported(row: CaseHeaderRow | None) -> CaseHeaderRow:
    if row is None:
        raise LookupError("the case was never reported")
    return row


def words(row: CaseHeaderRow) -> frozenset[str]:
    return words_of_person(row.citizen_name, row.cpr)


def case_header(metadata: MetaData, citizen_word: Table) -> Folded:
    """Each read model has a table of its own, with the words its citizens are found by."""
    table = Table(
        "case_header",
        metadata,
        Column("case_id", Uuid, primary_key=True),
        municipality(),
        personal("citizen_name"),
        personal("cpr"),
        Column("kind", Text, nullable=False),
        Column("case_status", Text, nullable=False),
        Column("first_day_of_absence", Date, nullable=False),
    )
    return Folded(
        table,
        CaseHeaderRow,
        by_case,
        on=(
            on(AbsenceReported, head),
            on(FirstDayOfAbsenceCorrected, correct),
            *(on(kind, move_on) for kind in BECOMES),
        ),
        search=search(citizen_word, words),
    )
