"""What a decision takes or gives back in the citizen registry, by event."""

from collections.abc import Iterator, Sequence
from datetime import date

from application.ports.journal import Claim, NewCitizen
from domain.case.events import (
    AbsenceReported,
    CaseCancelled,
    CaseClosed,
    FirstDayOfAbsenceCorrected,
)
from domain.case.states import NoCase
from domain.dossier.dossier import Dossier, Fact
from domain.shared.envelope import CitizenId

OPEN_ABSENCE = "open_absence"


def claims_of(facts: Sequence[Fact], before: Dossier) -> tuple[Claim, ...]:
    """One open case for a citizen and a first day of absence; `before` is before the facts."""
    return tuple(claim for fact in facts for claim in claimed(fact, before))


def claimed(fact: Fact, before: Dossier) -> Iterator[Claim]:
    case, event = before.case, fact.event
    if isinstance(event, AbsenceReported):
        yield absence(event.citizen_id, event.first_day_of_absence)
    if isinstance(case, NoCase):
        return
    citizen, first_day = case.file.citizen_id, case.file.first_day_of_absence
    if isinstance(event, FirstDayOfAbsenceCorrected):
        yield absence(citizen, first_day, released=True)
        yield absence(citizen, event.first_day_of_absence)
    if isinstance(event, CaseClosed | CaseCancelled):
        yield absence(citizen, first_day, released=True)


def absence(citizen: CitizenId, first_day: date, *, released: bool = False) -> Claim:
    return Claim(OPEN_ABSENCE, f"{citizen}/{first_day}", released=released)


def new_citizen(facts: Sequence[Fact]) -> NewCitizen | None:
    for fact in facts:
        if isinstance(fact.event, AbsenceReported):
            return NewCitizen(fact.event.citizen_id, fact.event.cpr)
    return None
