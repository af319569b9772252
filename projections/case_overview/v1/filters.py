"""Which cases are asked for."""

from datetime import date
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, FromClause, Text, any_, bindparam

from domain.case.kinds import CitizenKind
from projections import filters as by
from projections.case_overview.v1.tables import case_word
from projections.case_status import CaseStatus, present_status, stored
from projections.query import Asked, Blind, given
from projections.words import asked, numbers, person_asked


def with_status(rows: FromClause) -> ColumnElement[bool]:
    now = present_status(rows.c.status, rows.c.right_until)
    return now == any_(bindparam("statuses", type_=ARRAY(Text)))


OF_CASE: by.Filters = {
    "case_id": by.equal("case_id", "case_id"),
    "kinds": by.one_of("kind", "kinds"),
    "statuses": with_status,
    "stored_statuses": by.one_of("status", "stored_statuses"),  # what an index knows
    "case_worker": by.equal("case_worker", "case_worker"),
    "reassessment_until": by.at_most("reassessment_date", "reassessment_until"),
    "first_day_from": by.at_least("first_day_of_absence", "first_day_from"),
    "first_day_to": by.at_most("first_day_of_absence", "first_day_to"),
    "with_open_tasks": lambda rows: (rows.c.open_tasks > 0) == bindparam("with_open_tasks"),
    "words": by.with_words(case_word, "case_id", "words"),
}


class CaseFilter(Asked):
    """What a search can be asked for, in any combination.

    `citizen`: a CPR number or names; `company`: names; `today` decides which cases have ended.
    """

    today: date
    case_id: UUID | None = None
    citizen: str | None = None
    cvr: str | None = None
    p_number: str | None = None
    company: str | None = None
    kinds: tuple[CitizenKind, ...] = ()
    statuses: tuple[CaseStatus, ...] = ()
    case_worker: str | None = None
    reassessment_until: date | None = None
    first_day_from: date | None = None
    first_day_to: date | None = None
    with_open_tasks: bool | None = None

    def params(self, blind: Blind) -> dict[str, object]:
        values = given(self, OF_CASE.keys() - {"words", "stored_statuses"})
        if self.statuses:
            values["stored_statuses"] = stored(self.statuses)
        questions = (self.citizen, self.cvr, self.p_number, self.company)
        if any(question is not None for question in questions):
            values |= by.tokens("words", self.words(), blind)
        return values

    def words(self) -> frozenset[str]:
        """Give every word that the case must have."""
        return (
            (person_asked(self.citizen) if self.citizen else frozenset[str]())
            | numbers([self.cvr] if self.cvr else [], "cvr")
            | numbers([self.p_number] if self.p_number else [], "p")
            | (asked(self.company, "company") if self.company else frozenset[str]())
        )
