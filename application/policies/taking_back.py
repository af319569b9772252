"""What follows when a registration is taken back: nobody is asked about it any more."""

from collections.abc import Callable, Mapping

from application.policies.looking import FELL_AWAY, cause_fell_away, file_of, granted
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.kinds import Registration
from domain.case.refusals import missing
from domain.dossier.dossier import Circumstances, Dossier
from domain.task import keys
from domain.task.commands import CancelTask, OpenTask

Causes = Callable[[on.RegistrationWithdrawn], tuple[str, ...]]
Needed = on.EmploymentRegistered | on.WageRegistered | on.CircumstancesRegistered
MISSING = "missing since a registration was taken back"


def asked_no_more(event: on.RegistrationWithdrawn, dossier: Dossier, _: Circumstances) -> Commands:
    """Ask nobody about what never was."""
    causes = CAUSES[event.of](event)
    return tuple(
        CancelTask(task_id=task_id, reason=FELL_AWAY)
        for task_id, task in dossier.open_tasks.items()
        if task.cause.startswith(causes)
    )


def something_is_missing(
    _: on.RegistrationWithdrawn, dossier: Dossier, __: Circumstances
) -> Commands:
    """Pay nothing on an account that can no longer be computed before a person looked."""
    if granted(dossier) is None or not any(missing(file_of(dossier))):
        return ()
    reason = "En registrering er tilbagekaldt; uden den kan sagen ikke beregnes"
    return (OpenTask(type=keys.CHECK_BLOCKING, cause=MISSING, reason=reason),)


def nothing_is_missing(_: Needed, dossier: Dossier, __: Circumstances) -> Commands:
    if any(missing(file_of(dossier))):
        return ()
    return tuple(cause_fell_away(dossier, keys.CHECK_BLOCKING, MISSING))


def of_spell(known_as: str, event: type[on.CaseEvent]) -> Causes:
    return lambda gone: (f"{known_as} from {gone.day}", f"{event.__name__} from {gone.day}")


def of_employer(gone: on.RegistrationWithdrawn) -> tuple[str, ...]:
    return f"employer {gone.cvr}", f"hours of {gone.cvr}", f"wage of {gone.cvr}"


def of_wage(gone: on.RegistrationWithdrawn) -> tuple[str, ...]:
    """Name what was asked about an amount that was told, not that none was told."""
    return (f"wage of {gone.cvr} ",)


def of_refund(gone: on.RegistrationWithdrawn) -> tuple[str, ...]:
    return (f"refund to {gone.cvr} asked {gone.day}",)


def of_circumstance(gone: on.RegistrationWithdrawn) -> tuple[str, ...]:
    return ABOUT.get(gone.circumstance or "", ())


def of_last_day(gone: on.RegistrationWithdrawn) -> tuple[str, ...]:
    return (f"last day {gone.day}",)


def of_nothing(_: on.RegistrationWithdrawn) -> tuple[str, ...]:
    return ()


# How the causes begin of tasks that were opened about what is taken back.
CAUSES: Mapping[Registration, Causes] = {
    Registration.EMPLOYMENT: of_employer,
    Registration.WAGE: of_wage,
    Registration.CIRCUMSTANCE: of_circumstance,
    Registration.REFUND_REQUEST: of_refund,
    Registration.PARTIAL_RESUMPTION: of_spell("resumption", on.PartialResumptionRegistered),
    Registration.HOLIDAY: of_spell("holiday", on.HolidayRegistered),
    Registration.LACK_OF_COOPERATION: of_spell("cooperation", on.LackOfCooperationRegistered),
    Registration.EXTENSION: of_nothing,
    Registration.EXPECTED_RECOVERY: of_nothing,
    Registration.RECOVERY: of_last_day,
}
ABOUT: Mapping[str, tuple[str, ...]] = {
    "self_employed": ("section 58 a", "insured", "requested late"),
    "unemployed": ("no day rate",),
    "flexjob_granted_on": ("flexjob granted",),
    "monthly_hours": ("income register",),
}
