"""What lists say of the case behind a row: the citizen, the kind, how far the case is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Index, MetaData, Table

from domain.case.events import (
    AbsenceReported,
    BenefitEnded,
    BenefitGranted,
    EmploymentRegistered,
    EndWithdrawn,
    FirstDayOfAbsenceCorrected,
    RecoveryReported,
    RegistrationWithdrawn,
)
from domain.dossier.dossier import DossierEvent
from domain.shared.altered import altered
from domain.shared.envelope import Envelope
from projections.case_absence import after_recovery, of_employment, without_registration
from projections.case_status import (
    BECOMES,
    CaseStatus,
    earliest,
    with_one,
    without,
)
from projections.columns import history_of
from projections.filters import as_of
from projections.projection import Folded, Row, by_case, on, search
from projections.table import Personal, table_of
from projections.words import words_of_person


@dataclass(frozen=True)
class CaseHeaderRow(Row):
    """`right_until`: the earlier of the last day of absence and the last day with right."""

    case_id: UUID
    municipality: int
    citizen_name: Personal
    cpr: Personal
    kind: str
    case_status: str
    first_day_of_absence: date
    last_day_of_absence: date | None = None
    last_day_with_right: date | None = None
    right_until: date | None = None
    cvrs: tuple[str, ...] = ()
    last_day_told: date | None = None
    registered: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()


HEADS = (  # of which events a header is made
    AbsenceReported,
    EmploymentRegistered,
    FirstDayOfAbsenceCorrected,
    RecoveryReported,
    RegistrationWithdrawn,
    BenefitEnded,
    EndWithdrawn,
    *BECOMES,
)


def head(row: CaseHeaderRow | None, event: AbsenceReported, envelope: Envelope) -> CaseHeaderRow:
    begun = row or CaseHeaderRow(
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        citizen_name=event.name,
        cpr=event.cpr,
        kind=event.kind.value,
        case_status=CaseStatus.UNDER_CLARIFICATION.value,
        first_day_of_absence=event.first_day_of_absence,
    )
    return until(
        begun,
        citizen_name=event.name,
        cpr=event.cpr,
        kind=event.kind.value,
        first_day_of_absence=event.first_day_of_absence,
        last_day_of_absence=event.last_day_of_absence,
        last_day_told=event.last_day_of_absence,
    )


def employ(row: CaseHeaderRow | None, event: EmploymentRegistered, _: Envelope) -> CaseHeaderRow:
    case = reported(row)
    changes = of_employment(case, event)
    return altered(case, cvrs=with_one(case.cvrs, event.cvr), **changes)


def take_back(
    row: CaseHeaderRow | None, event: RegistrationWithdrawn, _: Envelope
) -> CaseHeaderRow:
    case = reported(row)
    changes = without_registration(case, event)
    return until(case, cvrs=without(case.cvrs, event), **changes)


def correct(
    row: CaseHeaderRow | None, event: FirstDayOfAbsenceCorrected, _: Envelope
) -> CaseHeaderRow:
    return altered(reported(row), first_day_of_absence=event.first_day_of_absence)


def recover(row: CaseHeaderRow | None, event: RecoveryReported, _: Envelope) -> CaseHeaderRow:
    case = reported(row)
    return until(case, **after_recovery(case, event))


def end(row: CaseHeaderRow | None, event: BenefitEnded, _: Envelope) -> CaseHeaderRow:
    return until(reported(row), last_day_with_right=event.last_day_with_right)


def go_on(row: CaseHeaderRow | None, _: EndWithdrawn, __: Envelope) -> CaseHeaderRow:
    return until(reported(row), last_day_with_right=None)


def grant(row: CaseHeaderRow | None, event: BenefitGranted, envelope: Envelope) -> CaseHeaderRow:
    return until(move_on(row, event, envelope), last_day_with_right=None)


def until(row: CaseHeaderRow, **changes: object) -> CaseHeaderRow:
    """Change the row, and compute again until when there can be a right."""
    changed = altered(row, **changes)
    right_until = earliest(changed.last_day_of_absence, changed.last_day_with_right)
    return altered(changed, right_until=right_until)


def move_on(row: CaseHeaderRow | None, event: DossierEvent, _: Envelope) -> CaseHeaderRow:
    return altered(reported(row), case_status=BECOMES[type(event)].value)


def reported(row: CaseHeaderRow | None) -> CaseHeaderRow:
    if row is None:
        raise LookupError("the case was never reported")
    return row


def words(row: CaseHeaderRow) -> frozenset[str]:
    return words_of_person(row.citizen_name, row.cpr)


def case_header(metadata: MetaData, citizen_word: Table) -> Folded:
    """Each read model has a table of its own, with the words its citizens are found by."""
    table = table_of(
        CaseHeaderRow,
        "case_header",
        metadata,
        Index("case_header_status", "municipality", "case_status", "right_until"),
    )
    return Folded(
        table,
        CaseHeaderRow,
        by_case,
        on=(
            on(AbsenceReported, head),
            on(EmploymentRegistered, employ),
            on(FirstDayOfAbsenceCorrected, correct),
            on(RecoveryReported, recover),
            on(RegistrationWithdrawn, take_back),
            on(BenefitGranted, grant),
            on(BenefitEnded, end),
            on(EndWithdrawn, go_on),
            *(on(kind, move_on) for kind in BECOMES if kind is not BenefitGranted),
        ),
        history=history_of(table),
        search=search(citizen_word, words),
    )


def beside(
    header: Folded, source: FromClause, *, past: bool
) -> tuple[FromClause, ColumnElement[bool]]:
    """Give the headers to join with the rows of a list, and on what: as they are, or as they were.

    Past lists name the position that is asked for `as_of_position`.
    """
    if not past or header.history is None:
        return header.table, header.table.c.case_id == source.c.case_id
    then = header.history
    return then, (then.c.case_id == source.c.case_id) & as_of("as_of_position")(then)
