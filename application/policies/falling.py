"""Causes that fall away: what happened on the case answers what a task was opened for."""

from datetime import date

from application.policies.course import last_day_granted
from application.policies.looking import cause_fell_away, file_of
from application.policies.policy import Commands
from domain.case import events as on
from domain.dossier.dossier import Circumstances, Dossier
from domain.task import keys

Ends = on.BenefitExtended | on.BenefitEnded
DAY = len("2020-06-15")  # what the cause of a change ends with


def cause_assessed(_: on.SicknessCauseAssessed, dossier: Dossier, __: Circumstances) -> Commands:
    return tuple(cause_fell_away(dossier, keys.OTHER_CAUSE))


def resumption_told(
    event: on.PartialResumptionRegistered, dossier: Dossier, _: Circumstances
) -> Commands:
    cause = f"resumption from {event.from_day}"
    return tuple(cause_fell_away(dossier, keys.RESUMPTION_INCOMPLETE, cause))


def no_rota(_: on.EmploymentRegistered, dossier: Dossier, __: Circumstances) -> Commands:
    """Spread over an ordinary week, the hours of a resumption need no person."""
    if any(work.rota for work in file_of(dossier).employments.values()):
        return ()
    return tuple(cause_fell_away(dossier, keys.RESUMPTION_WITH_ROTA))


def holiday_agreed(event: on.HolidayRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    if not event.agreed:
        return ()
    cause = f"holiday from {event.from_day}"
    return tuple(cause_fell_away(dossier, keys.CHECK_BLOCKING, cause))


def extension_settled(_: Ends, dossier: Dossier, __: Circumstances) -> Commands:
    """Tell the job centre of nothing any more: a valid extension came, or an end."""
    return tuple(cause_fell_away(dossier, keys.INVALID_EXTENSION))


def within_the_grant(
    _: on.BenefitEnded | on.EndWithdrawn, dossier: Dossier, __: Circumstances
) -> Commands:
    """Leave alone a change that takes effect within the grant, now that its end has moved."""
    last = last_day_granted(dossier)
    tasks = [one for one in dossier.open_tasks.values() if one.type == keys.CHANGE_AFTER_END]
    days = {one.cause: date.fromisoformat(one.cause[-DAY:]) for one in tasks}
    settled = [cause for cause, day in days.items() if last is None or day <= last]
    key = keys.CHANGE_AFTER_END
    return tuple(one for cause in settled for one in cause_fell_away(dossier, key, cause))


def granted_after_all(_: on.BenefitGranted, dossier: Dossier, __: Circumstances) -> Commands:
    return tuple(cause_fell_away(dossier, keys.REJECTION_LETTER))
