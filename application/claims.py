"""What a decision takes or gives back in the citizen registry, by event.

Accounts of a citizen with several cases are numbered through all of them: who decides takes the
next numbers, so that of two who did not see each other one is told to look again (§ 50, stk. 2).
An account that is decided as the only one of a citizen says so, and is refused if it is not.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from application.errors import WEEKLY_CAP
from application.ports.journal import Claim, NewCitizen
from domain.case.events import (
    AbsenceReported,
    CaseCancelled,
    CaseClosed,
    FirstDayOfAbsenceCorrected,
)
from domain.case.states import NoCase
from domain.dossier.dossier import Dossier, Fact
from domain.dossier.state import ACCOUNTS
from domain.shared.envelope import CitizenId

OPEN_ABSENCE = "open_absence"
OF_AN_ABSENCE: frozenset[type] = frozenset(
    {AbsenceReported, FirstDayOfAbsenceCorrected, CaseClosed, CaseCancelled}
)


def claims_of(
    facts: Sequence[Fact], before: Dossier, elsewhere: int | None = None
) -> tuple[Claim, ...]:
    """One open case for a citizen and a first day of absence; `before` is before the facts.

    `elsewhere`: how many accounts the citizen's other cases have decided; none: there are none.
    """
    telling = [fact for fact in facts if type(fact.event) in OF_AN_ABSENCE]
    absences = tuple(claim for fact in telling for claim in claimed(fact, before))
    return (*absences, *shares_of_cap(facts, before, elsewhere))


def shares_of_cap(facts: Sequence[Fact], before: Dossier, elsewhere: int | None) -> Iterator[Claim]:
    if elsewhere is None or isinstance(before.case, NoCase):
        return
    citizen, known = before.case.file.citizen_id, before.accounts + elsewhere
    for number in range(known, known + accounts_of(facts)):
        yield Claim(WEEKLY_CAP, f"{citizen}/{number}")


def only_case_of(facts: Sequence[Fact], before: Dossier) -> CitizenId | None:
    """Name the citizen of an account that was decided without looking at other cases."""
    if isinstance(before.case, NoCase) or not accounts_of(facts):
        return None
    return before.case.file.citizen_id


def accounts_of(facts: Sequence[Fact]) -> int:
    return sum(type(fact.event) in ACCOUNTS for fact in facts)


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
