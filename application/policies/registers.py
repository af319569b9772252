"""What follows from employments, wages and the other facts that benefit is computed from."""

from collections.abc import Iterator
from datetime import date

from application.policies.limits import hours_over, wage_over
from application.policies.looking import cause_fell_away, file_of, granted, law, looked_at
from application.policies.policy import Commands
from domain.benefit.facts import SelfEmployed
from domain.case import events as on
from domain.case.file import Background
from domain.case.kinds import CitizenKind, Dispensation
from domain.case.refusals import pay_of_week
from domain.dossier.dossier import Circumstances, Dossier, DossierCommand
from domain.rules.deadlines import in_time, self_employed_notification
from domain.rules.employment_requirement import toward_employer, toward_municipality
from domain.rules.flexjob import NEW_FROM
from domain.shared.errors import NoLawInForce
from domain.task import keys


def hours_unknown(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    """Without hours no hourly wage can be computed from the income register."""
    file = file_of(dossier)
    needed = not (event.week or event.rota) and not pay_of_week(file, event.cvr)
    return looked_at(dossier, keys.WAGE_NOT_COMPUTABLE, f"hours of {event.cvr}", needed=needed)


def insured_employer(
    event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances
) -> Commands:
    needed = event.insured_section_55
    return looked_at(dossier, keys.INSURED_EMPLOYER, employer(event), needed=needed)


def chronic_agreement(
    event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances
) -> Commands:
    return looked_at(dossier, keys.SECTION_56_58A, employer(event), needed=event.section_56)


def flexjob_without_pay(
    event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances
) -> Commands:
    stops = not event.pays_wage or event.wage_paid_until is not None
    needed = stops and file_of(dossier).kind is CitizenKind.FLEXJOB
    until = f"pay until {event.wage_paid_until}" if event.wage_paid_until else "no pay"
    key = keys.FLEXJOB_WAGE_STOP
    return looked_at(dossier, key, employer(event), needed=needed, found=until)


def rota_changed(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    """Payments wait while a rota of a decided case is looked at."""
    key, needed = keys.ROTA_CHANGED, bool(event.rota) and granted(dossier) is not None
    weeks = ", ".join("/".join(map(str, week)) for week in event.rota or ())
    return looked_at(dossier, key, employer(event), needed=needed, found=f"rota {weeks}")


def too_new_at_work(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    return toward(event, dossier)


def too_new_after_all(
    _: on.FirstDayOfAbsenceCorrected, dossier: Dossier, __: Circumstances
) -> Commands:
    works = file_of(dossier).employments.values()
    return tuple(one for work in works for one in toward(work, dossier))


def toward(work: on.EmploymentRegistered, dossier: Dossier) -> Commands:
    """Sygedagpengeloven § 30, stk. 2: the requirement towards the employer."""
    first = work.first_day_of_absence or file_of(dossier).first_day_of_absence
    met = toward_employer(law(), first, work.employed_since, work.hours_last_8_weeks).output
    found = f"since {work.employed_since}, {work.hours_last_8_weeks} hours, ill {first}"
    key = keys.EMPLOYMENT_REQUIREMENT_EMPLOYER
    return looked_at(dossier, key, employer(work), needed=not met, found=found)


def employer(event: on.EmploymentRegistered) -> str:
    return f"employer {event.cvr}"


def too_many_hours(event: on.EmploymentRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    weeks = event.rota or ((event.week,) if event.week else ())
    over = hours_over(weeks, file_of(dossier).first_day_of_absence)
    return limit(dossier, f"hours of {event.cvr}", over)


def too_high_a_wage(event: on.WageRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    first_day = file_of(dossier).first_day_of_absence
    over = wage_over(event.hourly_wage, first_day) if event.hourly_wage else None
    return limit(dossier, f"wage of {event.cvr}", over)


def limit(dossier: Dossier, about: str, over: str | None) -> Commands:
    reason, needed = f"Grænseværdi overskredet: {over}", over is not None
    return looked_at(dossier, keys.LIMIT_VALUE, about, needed=needed, found=over, reason=reason)


def hours_not_needed(event: on.WageRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    """Sygedagpengeloven § 47, stk. 2: the pay of a week is enough where hours are unknown."""
    file = file_of(dossier)
    if event.cvr not in file.employments or not pay_of_week(file, event.cvr):
        return ()
    return tuple(cause_fell_away(dossier, keys.WAGE_NOT_COMPUTABLE, f"hours of {event.cvr}"))


def wage_came(event: on.WageRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    return tuple(cause_fell_away(dossier, keys.INCOME_UNAVAILABLE, f"wage of {event.cvr}"))


def examined(event: on.CircumstancesRegistered, dossier: Dossier, _: Circumstances) -> Commands:
    """Have each circumstance looked at that a person must look at; what it left out stands."""
    said, file = Background.model_validate_json(event.circumstances), file_of(dossier)
    asked = list[DossierCommand]()
    if said.self_employed is not None:
        asked += of_business(said.self_employed, dossier)
    if said.flexjob_granted_on is not None:
        old = said.flexjob_granted_on < law().value(NEW_FROM, file.first_day_of_absence)
        granted_on = f"on {said.flexjob_granted_on}"
        key = keys.FLEXJOB_BEFORE_2013
        asked += looked_at(dossier, key, "flexjob granted", needed=old, found=granted_on)
    if said.unemployed is not None:
        key, needed = keys.EMPLOYMENT_REQUIREMENT_UNEMPLOYED, not said.unemployed.day_rate
        asked += looked_at(dossier, key, "no day rate", needed=needed)
    return tuple(asked)


def of_business(business: SelfEmployed, dossier: Dossier) -> Iterator[DossierCommand]:
    key, insurance = keys.VOLUNTARILY_INSURED, business.insurance
    chronic = business.section_58a
    yield from looked_at(dossier, keys.SECTION_56_58A, "section 58 a", needed=chronic)
    insured = insurance != "none"
    yield from looked_at(dossier, key, "insured", needed=insured, found=insurance)
    yield from requested_late(business, dossier)


def requested_late(business: SelfEmployed, dossier: Dossier) -> Commands:
    """Sygedagpengeloven § 43: three weeks, or one where insurance gives a right before."""
    found, file, key = law(), file_of(dossier), keys.SELF_EMPLOYED_LATE
    deadline = self_employed_notification(
        found, file.first_day_of_absence, business.insurance, section_58a=business.section_58a
    )
    late = not in_time(found, deadline, file.notified_on).output
    excused = Dispensation.NOTIFICATION in file.dispensations
    reason, needed = f"Fristen var {deadline.output}", late and not excused
    return looked_at(dossier, key, "requested late", needed=needed, reason=reason)


def too_little_work(
    _: on.CircumstancesRegistered | on.FirstDayOfAbsenceCorrected,
    dossier: Dossier,
    __: Circumstances,
) -> Commands:
    """Sygedagpengeloven § 32, stk. 1, nr. 1: not immediately met, so a person looks."""
    file = file_of(dossier)
    months = file.background.monthly_hours
    if file.kind is not CitizenKind.WAGE_EARNER or months is None:
        return ()
    hours = {date.fromisoformat(f"{each.month}-01"): each.hours for each in months}
    try:
        met = toward_municipality(law(), file.first_day_of_absence, hours).output
    except NoLawInForce:
        return ()
    found = ", ".join(f"{each.month} {each.hours}" for each in months)
    key = keys.EMPLOYMENT_REQUIREMENT
    return looked_at(dossier, key, "income register", needed=not met, found=found)


def flexjob_known(_: on.CircumstancesRegistered, dossier: Dossier, __: Circumstances) -> Commands:
    if file_of(dossier).background.flexjob_granted_on is None:
        return ()
    return tuple(cause_fell_away(dossier, keys.EXAMINE_FLEXJOB))
