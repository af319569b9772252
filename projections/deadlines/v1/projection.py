"""Deadlines: what a case waits for from outside, since when and until when, and when it came."""

from dataclasses import dataclass, replace
from datetime import date
from typing import get_args
from uuid import UUID, uuid5

from sqlalchemy import Index, MetaData

from domain.benefit.calculate import LAW
from domain.case.events import (
    AbsenceReported,
    HearingAnswered,
    HearingStarted,
    InformationFormReceived,
)
from domain.dossier.dossier import DossierEvent
from domain.rules.deadlines import information_form
from domain.shared.envelope import Envelope
from projections.projection import Folded, Key, Projection, Row, on
from projections.protection import protection
from projections.table import table_of

METADATA = MetaData(schema="deadlines_v1")
PROTECTED = protection(METADATA)
FORM = "information_form"


@dataclass(frozen=True, slots=True)
class DeadlineRow(Row):
    """`waits_for`: the information form, or a hearing and what it is about."""

    deadline_id: UUID
    case_id: UUID
    municipality: int
    waits_for: str
    since: date
    due_on: date
    came_on: date | None = None


deadline = table_of(
    DeadlineRow, "deadline", METADATA, Index("deadline_due", "municipality", "due_on", "case_id")
)


def waited_for(event: DossierEvent) -> str:
    if isinstance(event, HearingStarted | HearingAnswered):
        return f"hearing/{event.about}"
    return FORM


def by_what_is_waited_for(event: DossierEvent, envelope: Envelope) -> Key:
    return uuid5(envelope.case_id, waited_for(event))


def report(_: DeadlineRow | None, event: AbsenceReported, envelope: Envelope) -> DeadlineRow:
    due_on = information_form(LAW, event.notified_on).output
    return waiting(event, envelope, event.notified_on, due_on)


def hear(_: DeadlineRow | None, event: HearingStarted, envelope: Envelope) -> DeadlineRow:
    return waiting(event, envelope, event.started_on, event.deadline)


def waiting(event: DossierEvent, envelope: Envelope, since: date, due_on: date) -> DeadlineRow:
    return DeadlineRow(
        deadline_id=uuid5(envelope.case_id, waited_for(event)),
        case_id=envelope.case_id,
        municipality=envelope.municipality,
        waits_for=waited_for(event),
        since=since,
        due_on=due_on,
    )


def form(row: DeadlineRow | None, event: InformationFormReceived, _: Envelope) -> DeadlineRow:
    return replace(known(row), came_on=event.received_on)


def answer(row: DeadlineRow | None, event: HearingAnswered, _: Envelope) -> DeadlineRow:
    return replace(known(row), came_on=event.answered_on)


def known(row: DeadlineRow | None) -> DeadlineRow:
    if row is None:
        raise LookupError("nobody waited for this")
    return row


DEADLINE = Folded(
    deadline,
    DeadlineRow,
    by_what_is_waited_for,
    on=(
        on(AbsenceReported, report),
        on(InformationFormReceived, form),
        on(HearingStarted, hear),
        on(HearingAnswered, answer),
    ),
)
KEPT = {entry.kind for folded in (DEADLINE, PROTECTED) for entry in folded.on}

DEADLINES = Projection(
    name="deadlines",
    version=1,
    folded=(DEADLINE, PROTECTED),
    left_out=frozenset(get_args(DossierEvent)) - KEPT,  # a run asks the case what it still means
)
