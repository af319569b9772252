"""Ongoing cases whose reassessment date has passed without a decision; the longest first."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import ClassVar
from uuid import UUID

from sqlalchemy import select

from projections.case_overview.v1.tables import METADATA, case_overview
from projections.case_status import CaseStatus
from projections.paging import Listing, Order, page, paged
from projections.query import Blind, Compiled, Found, Page, Shown, Statement, day

BY_DAY = Order("due_on", (case_overview.c.reassessment_date, case_overview.c.case_id))


class LateReassessment(Shown):
    case_id: UUID
    case_worker: str | None
    reassessment_date: date


class LateReassessments(Listing):
    projection: ClassVar[str] = "case_overview"
    version: ClassVar[int] = 1

    today: date

    def statements(self, schema: str, blind: Blind) -> Sequence[Statement]:
        del blind  # nothing personal is asked for
        return self.page_of(("today",), BY_DAY, passed, schema)

    def answer(self, results: Sequence[Sequence[Found]]) -> Page[LateReassessment]:
        return page(results[0], self.limit, BY_DAY, LateReassessment)


@cache
def passed(_: frozenset[str], schema: str, *, further: bool) -> Compiled:
    """Leave out what has ended, and what somebody decided to end, for whatever day.

    An end that only comes with the absence is no decision to pay beyond the reassessment date.
    """
    one = case_overview.c
    undecided = one.last_day_with_right.is_(None)
    with_absence = one.last_day_of_absence <= one.last_day_with_right
    found = select(*(one[name] for name in LateReassessment.model_fields)).where(
        one.status == CaseStatus.ONGOING.value,
        one.reassessment_date < day("today"),
        undecided | with_absence,
        one.right_until.is_(None) | (one.right_until >= day("today")),
    )
    return paged(found, BY_DAY, str(METADATA.schema), schema, further=further)
