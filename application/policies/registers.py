"""What follows from employments, wages and the other facts that benefit is computed from."""

from collections.abc import Iterator
from datetime import date

from application.policies.limits import hours_over, wage_over
from application.policies.looking import cause_fell_away, file_of, granted, law
from application.policies.policy import Commands
from domain.case import events as on
from domain.case.file import Background
from domain.case.kinds import CitizenKind
from domain.dossier.dossier import Circumstances, Dossier
from domain.rules.deadlines import in_time, self_employed_notification
from domain.rules.employment_requirement import toward_employer, toward_municipality
from domain.rules.flexjob import NEW_FROM
from domain.shared.errors import NoLawInForce
from domain.task import keys
from domain.task.commands import OpenTask


def hours_unknown(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    """Without hours no hourly wage can be computed from the income register."""
    cause = f"hours of {event.cvr}"
    if event.week or event.rota:
        return tuple(cause_fell_away(dossier, keys.WAGE_NOT_COMPUTABLE, cause))
    return (OpenTask(type=keys.WAGE_NOT_COMPUTABLE, cause=cause),)


def insured_employer(event: on.EmploymentRegistered, _: Dossier, __: Circumstances) -> Commands:
    if not event.insured_section_55:
        return ()
    return (OpenTask(type=keys.INSURED_EMPLOYER, cause=f"employer {event.cvr}"),)


def chronic_agreement(event: on.EmploymentRegistered, _: Dossier, __: Circumstances) -> Commands:
    if not event.section_56:
        return ()
    return (OpenTask(type=keys.SECTION_56_58A, cause=f"employer {event.cvr}"),)


def flexjob_without_pay(
    event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances
) -> Commands:
    stops = not event.pays_wage or event.wage_paid_until is not None
    if file_of(dossier).kind is not CitizenKind.FLEXJOB or not stops:
        return ()
    return (OpenTask(type=keys.FLEXJOB_WAGE_STOP, cause=f"employer {event.cvr}"),)


def rota_changed(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    if not event.rota or granted(dossier) is None:
        return ()
    return (OpenTask(type=keys.ROTA_CHANGED, cause=f"employer {event.cvr}"),)


def too_new_at_work(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    """Sygedagpengeloven § 30, stk. 2: the requirement towards the employer."""
    first = event.first_day_of_absence or file_of(dossier).first_day_of_absence
    met = toward_employer(law(), first, event.employed_since, event.hours_last_8_weeks)
    if met.output:
        return ()
    cause = f"employer {event.cvr}"
    return (OpenTask(type=keys.EMPLOYMENT_REQUIREMENT_EMPLOYER, cause=cause),)


def too_many_hours(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    weeks = event.rota or ((event.week,) if event.week else ())
    over = hours_over(weeks, file_of(dossier).first_day_of_absence)
    return limit(event.cvr, over)


def too_high_a_wage(event: on.WageRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    over = wage_over(event.hourly_wage, file_of(dossier).first_day_of_absence)
    return limit(event.cvr, over)


def limit(cvr: str, over: str | None) -> Commands:
    if over is None:
        return ()
    reason = f"Grænseværdi overskredet: {over}"
    return (OpenTask(type=keys.LIMIT_VALUE, cause=f"employer {cvr}: {over}", reason=reason),)


def wage_came(event: on.WageRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    return tuple(cause_fell_away(dossier, keys.INCOME_UNAVAILABLE, f"wage of {event.cvr}"))


def examined(event: on.CircumstancesRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    """Have each new circumstance looked at that a person must look at."""
    said = Background.model_validate_json(event.circumstances)
    return (*of_business(said, dossier), *of_flexjob(said, dossier), *of_fund(said))


def of_business(said: Background, dossier: Dossier) -> Iterator[OpenTask]:
    business, file = said.self_employed, file_of(dossier)
    if business is None:
        return
    if business.section_58a:
        yield OpenTask(type=keys.SECTION_56_58A, cause="section 58 a")
    if business.insurance != "none":
        yield OpenTask(type=keys.VOLUNTARILY_INSURED, cause=f"insured {business.insurance}")
    found = law()
    deadline = self_employed_notification(
        found, file.first_day_of_absence, business.insurance, section_58a=business.section_58a
    )
    if not in_time(found, deadline, file.notified_on).output:
        reason = f"Fristen var {deadline.output}"
        yield OpenTask(type=keys.SELF_EMPLOYED_LATE, cause="requested late", reason=reason)


def of_flexjob(said: Background, dossier: Dossier) -> Iterator[OpenTask]:
    granted_on = said.flexjob_granted_on
    if granted_on is None:
        return
    if granted_on < law().value(NEW_FROM, file_of(dossier).first_day_of_absence):
        yield OpenTask(type=keys.FLEXJOB_BEFORE_2013, cause=f"granted {granted_on}")


def of_fund(said: Background) -> Iterator[OpenTask]:
    if said.unemployed is not None and not said.unemployed.day_rate:
        yield OpenTask(type=keys.EMPLOYMENT_REQUIREMENT_UNEMPLOYED, cause="no day rate")


def too_little_work(_: on.CircumstancesRegistered, dossier: Dossier, __: Circumstances) -> Commands:
    """Sygedagpengeloven § 32, stk. 1, nr. 1: not immediately met, so a person looks."""
    file = file_of(dossier)
    months = file.background.monthly_hours
    if file.kind is not CitizenKind.WAGE_EARNER or months is None:
        return ()
    hours = {date.fromisoformat(f"{each.month}-01"): each.hours for each in months}
    try:
        met = toward_municipality(law(), file.first_day_of_absence, hours)
    except NoLawInForce:
        return ()
    if met.output:
        return tuple(cause_fell_away(dossier, keys.EMPLOYMENT_REQUIREMENT))
    return (OpenTask(type=keys.EMPLOYMENT_REQUIREMENT, cause="income register"),)


def flexjob_known(_: on.CircumstancesRegistered, dossier: Dossier, __: Circumstances) -> Commands:
    if file_of(dossier).background.flexjob_granted_on is None:
        return ()
    return tuple(cause_fell_away(dossier, keys.EXAMINE_FLEXJOB))
