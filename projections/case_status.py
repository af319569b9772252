"""Where a case is in its life, as its events tell; ended is a question of the day it is asked."""

from collections.abc import Mapping
from enum import StrEnum

from domain.case.events import BenefitGranted, CaseCancelled, CaseClosed, ClaimRejected
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
