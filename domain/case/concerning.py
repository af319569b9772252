"""From which day a fact can change what was decided: the cut-off of its recalculation."""

from datetime import date, timedelta

from domain.case import events as on
from domain.case.file import CaseFile
from domain.case.kinds import Registration

A_DAY = timedelta(days=1)


def concerned_from(event: on.CaseEvent, file: CaseFile) -> date:
    """Give the first day that it speaks of; what speaks of the whole absence, its first day."""
    first = file.first_day_of_absence
    match event:
        case on.FirstDayOfAbsenceCorrected():
            return min(event.before, event.first_day_of_absence)
        case on.RightOfRegretUsed():
            return max(first, event.lapsed_on)
        case on.BenefitEnded() | on.EndWithdrawn():
            return max(first, event.last_day_with_right + A_DAY)
        case on.RegistrationWithdrawn():
            return max(first, spoken_of(event) or first)
        case (
            on.PartialResumptionRegistered()
            | on.HolidayRegistered()
            | on.LackOfCooperationRegistered()
            | on.BenefitExtended()
        ):
            return max(first, event.from_day)
        case _:
            return first


def spoken_of(event: on.RegistrationWithdrawn) -> date | None:
    """Give the first day that it can change; none where it speaks of the whole absence."""
    if event.of is Registration.RECOVERY:
        return event.day and event.day + A_DAY
    return event.day if event.cvr is None else None
