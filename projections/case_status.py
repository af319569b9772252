"""Where a case is in its life, as its events tell; ended is a question of the day it is asked."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, case, literal_column

from domain.case.events import (
    BenefitGranted,
    CaseCancelled,
    CaseClosed,
    ClaimRejected,
    RegistrationWithdrawn,
)
from domain.case.kinds import Registration
from domain.dossier.dossier import DossierEvent


class CaseStatus(StrEnum):
    UNDER_CLARIFICATION = "under_clarification"
    ONGOING = "ongoing"
    ENDED = "ended"  # granted, and the last day with right has passed
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    CLOSED = "closed"


BECOMES: Mapping[type[DossierEvent], CaseStatus] = {
    BenefitGranted: CaseStatus.ONGOING,
    ClaimRejected: CaseStatus.REJECTED,
    CaseCancelled: CaseStatus.CANCELLED,
    CaseClosed: CaseStatus.CLOSED,
}
TODAY = bindparam("today", type_=Date)
Texts = tuple[str, ...]


def present_status(
    status: ColumnElement[Any], right_until: ColumnElement[Any]
) -> ColumnElement[str]:
    """Say that an ongoing case has ended when the last day of right lies behind."""
    over = (status == literal_column(f"'{CaseStatus.ONGOING}'")) & (right_until < TODAY)
    return case((over, CaseStatus.ENDED.value), else_=status)


def stored(statuses: Iterable[CaseStatus]) -> list[str]:
    """Give the statuses in the table: whether a case has ended is not stored."""
    ended = CaseStatus.ENDED
    return sorted({CaseStatus.ONGOING.value if s is ended else s.value for s in statuses})


def earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def with_one(texts: Texts, text: str | None) -> Texts:
    return texts if text is None or text in texts else (*texts, text)


def without(cvrs: Texts, event: RegistrationWithdrawn) -> Texts:
    """Leave out the employer whose employment was taken back."""
    gone = event.cvr if event.of is Registration.EMPLOYMENT else None
    return tuple(cvr for cvr in cvrs if cvr != gone)
