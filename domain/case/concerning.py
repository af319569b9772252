"""From which day a fact can change what was decided: the cut-off of its recalculation."""

from datetime import date, timedelta

from domain.case import events as on
from domain.case.file import CaseFile

A_DAY = timedelta(days=1)


def concerned_from(event: on.CaseEvent, file: CaseFile) -> date:
    """Give the first day that it speaks of; what speaks of the whole absence, its first day."""
    first = file.first_day_of_absence
    match event:
        case on.FirstDayOfAbsenceCorrected():
            return min(event.before, event.first_day_of_absence)
        case on.RightOfRegretUsed():
            return max(first, event.lapsed_on)
        case on.BenefitEnded():
            return max(first, event.last_day_with_right + A_DAY)
        case on.RegistrationWithdrawn(day=date() as day, cvr=None):
            return max(first, day)
        case (
            on.PartialResumptionRegistered()
            | on.HolidayRegistered()
            | on.LackOfCooperationRegistered()
            | on.BenefitExtended()
        ):
            return max(first, event.from_day)
        case _:
            return first
