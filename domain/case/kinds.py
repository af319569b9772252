"""Closed lists that a case speaks in: kinds of citizen, causes, reasons, marks, forms."""

from collections.abc import Mapping
from enum import StrEnum

from domain.shared.rejection_reason import RejectionReason

__all__ = [
    "HEARD_ABOUT",
    "CitizenKind",
    "Dispensation",
    "EndReason",
    "Form",
    "HearingAbout",
    "Mark",
    "RecalculationCause",
    "Registration",
    "RejectionReason",
    "SicknessCause",
    "WageSource",
]


class CitizenKind(StrEnum):
    WAGE_EARNER = "wage_earner"
    UNEMPLOYED = "unemployed"
    SELF_EMPLOYED = "self_employed"
    FLEXJOB = "flexjob"


class Form(StrEnum):
    DP201 = "DP201"  # notification, wage earner with pay
    DP200A = "DP200A"  # notification, wage earner without pay
    DP200B = "DP200B"  # notification, insured unemployed
    DP200C = "DP200C"  # notification, self-employed
    DP300A = "DP300A"  # information form, sick-listed wage earner
    DP300B = "DP300B"  # information form, insured unemployed
    DP300C = "DP300C"  # information form, self-employed


class SicknessCause(StrEnum):
    """The first six are the citizen's to choose; the last two only a case worker's."""

    HEART_DISEASE = "heart_disease"
    CANCER = "cancer"
    RESPIRATORY_DISEASE = "respiratory_disease"
    BROKEN_LIMB = "broken_limb"
    STRESS_ANXIETY_DEPRESSION = "stress_anxiety_depression"
    OTHER = "other"
    OTHER_APPROVED = "other_approved"
    OTHER_NOT_APPROVED = "other_not_approved"


class WageSource(StrEnum):
    INCOME_REGISTER = "income_register"
    AGREED = "agreed"
    EMPLOYER = "employer"
    CASE_WORKER = "case_worker"


class HearingAbout(StrEnum):
    LATE_NOTIFICATION = "late_notification"
    LATE_APPLICATION = "late_application"
    HOLIDAY = "holiday"
    LACK_OF_COOPERATION = "lack_of_cooperation"
    ENTITLEMENT = "entitlement"
    REPAYMENT = "repayment"


class Dispensation(StrEnum):
    """From which deadline (law.md section 4; the names of `sdp calculate`)."""

    NOTIFICATION = "notification"
    REQUEST = "request"
    APPLICATION = "application"
    REFUND_CLAIM = "refund_claim"


class EndReason(StrEnum):
    RECOVERY = "recovery"
    LAST_DAY_OF_ABSENCE = "last_day_of_absence"
    DURATION_REACHED = "duration_reached"
    EXTENSION_ENDED = "extension_ended"
    HOLIDAY_NOT_AGREED = "holiday_not_agreed"
    LACK_OF_COOPERATION = "lack_of_cooperation"
    PENSION = "pension"
    FIT_FOR_WORK = "fit_for_work"
    JOB_CENTRE = "job_centre"
    DEATH = "death"
    EMIGRATION = "emigration"
    MOVED = "moved"
    OTHER = "other"


# What a party must have been heard about before benefit ends for such a reason.
HEARD_ABOUT: Mapping[EndReason, HearingAbout] = {
    EndReason.HOLIDAY_NOT_AGREED: HearingAbout.HOLIDAY,
    EndReason.LACK_OF_COOPERATION: HearingAbout.LACK_OF_COOPERATION,
    EndReason.FIT_FOR_WORK: HearingAbout.ENTITLEMENT,
}


class RecalculationCause(StrEnum):
    FACTS_CHANGED = "facts_changed"
    FIRST_DAY_CORRECTED = "first_day_corrected"
    WAGE_CHANGED = "wage_changed"
    HOLIDAY = "holiday"
    PARTIAL_RESUMPTION = "partial_resumption"
    RECOVERY = "recovery"
    REFUND_REQUESTED = "refund_requested"
    REPORT_WITHDRAWN = "report_withdrawn"
    LACK_OF_COOPERATION = "lack_of_cooperation"
    EXTENSION = "extension"
    END = "end"
    TECHNICAL_EXTENSION = "technical_extension"
    NEW_RATES = "new_rates"
    REGISTRATION_WITHDRAWN = "registration_withdrawn"
    END_WITHDRAWN = "end_withdrawn"
    OTHER_CASES = "other_cases"  # less of the weekly cap is used in them
    BY_HAND = "by_hand"


class Registration(StrEnum):
    """What was registered on a case and can be taken back when it was wrong."""

    EMPLOYMENT = "employment"  # known by the employer
    WAGE = "wage"  # by the employer
    CIRCUMSTANCE = "circumstance"  # by its name
    REFUND_REQUEST = "refund_request"  # by the employer and the day it was made
    PARTIAL_RESUMPTION = "partial_resumption"  # by its first day, and the employer it named
    HOLIDAY = "holiday"  # by its first day
    LACK_OF_COOPERATION = "lack_of_cooperation"  # by its first day
    EXTENSION = "extension"  # by its first day
    EXPECTED_RECOVERY = "expected_recovery"  # by the day that was expected
    RECOVERY = "recovery"  # by the last day of absence it told, and the employer it named


class Mark(StrEnum):
    COMPLAINT = "complaint"
    RECOURSE = "recourse"
    CONTROL = "control"
    PROTECTED_IDENTITY = "protected_identity"
    OWN_EMPLOYEE = "own_employee"
