"""A case's story, told from what was drawn of it: report, answers, course, end; who and when."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from application.simulation import people
from application.simulation.causes import causes
from application.simulation.course import course
from application.simulation.registered import circumstances, employments, work_of
from application.simulation.story import Moment, Story, moment, on_the_hour
from application.simulation.traits import EMPLOYED, Plan, Traits, drawn
from domain.case import commands as ask
from domain.case.kinds import CitizenKind, Form, SicknessCause
from domain.shared.envelope import Role
from domain.task import keys

FORMS = {
    CitizenKind.WAGE_EARNER: (Form.DP201, Form.DP300A),
    CitizenKind.FLEXJOB: (Form.DP201, Form.DP300A),
    CitizenKind.UNEMPLOYED: (Form.DP200B, Form.DP300B),
    CitizenKind.SELF_EMPLOYED: (Form.DP200C, Form.DP300C),
}
CAUSES = (
    SicknessCause.HEART_DISEASE,
    SicknessCause.CANCER,
    SicknessCause.RESPIRATORY_DISEASE,
    SicknessCause.BROKEN_LIMB,
    SicknessCause.STRESS_ANXIETY_DEPRESSION,
)
PROTECTED, SILENT, AT_ONCE, BY_MONTH = 0.005, 0.03, 0.5, 0.15  # shares, ours


def story(plan: Plan, number: int) -> Story:
    """Tell a case; the same plan and number tell the same story."""
    traits, rng = drawn(plan, number)
    told = (
        *reported(traits, rng),
        *answered(traits, rng),
        *course(traits, rng),
        *causes(traits, rng),
    )
    moments = tuple(sorted(told, key=lambda one: one.at))
    return Story(number, traits.citizen, traits.case_id, traits.municipality, moments)


def reported(traits: Traits, rng: Random) -> Iterator[Moment]:
    day = traits.reported_on

    yield on_the_hour(day, Role.NEMREFUSION, report(traits, rng), "report")
    for n, employment in enumerate(employments(traits, rng)):
        yield on_the_hour(day, Role.NEMREFUSION, employment, f"employment {n}")
        if not traits.has(keys.INCOME_UNAVAILABLE):
            yield on_the_hour(day, Role.NEMREFUSION, wage(traits, employment.cvr, rng), f"wage {n}")
    if known := circumstances(traits, rng):
        yield on_the_hour(day, Role.MACHINE, known, "circumstances")


def report(traits: Traits, rng: Random) -> ask.ReportAbsence:
    notification, _ = FORMS[traits.kind]
    unpaid = traits.kind is CitizenKind.WAGE_EARNER and not traits.pays_wage
    over = traits.last_day < traits.reported_on
    return ask.ReportAbsence(
        cpr=people.cpr(traits.citizen),
        name=people.name(traits.citizen),
        kind=traits.kind,
        first_day_of_absence=traits.first_day,
        last_day_of_absence=traits.last_day if over else None,
        notified_on=traits.reported_on,
        form=Form.DP200A if unpaid else notification,
        protected=rng.random() < PROTECTED,
    )


def wage(traits: Traits, cvr: str, rng: Random) -> ask.RegisterWage:
    high = traits.has(keys.LIMIT_VALUE)
    hourly = rng.randint(11_500, 26_000) + (200_000 if high else 0)
    return ask.RegisterWage(cvr=cvr, hourly_wage=kroner(hourly))


def kroner(oere: int) -> Decimal:
    return Decimal(oere).scaleb(-2)


def answered(traits: Traits, rng: Random) -> Iterator[Moment]:
    """Let the citizen answer the form; a few never do, and nothing is decided."""
    if rng.random() < SILENT:
        return
    day = traits.reported_on + timedelta(days=rng.randint(2, 12))
    _, form = FORMS[traits.kind]
    other = traits.has(keys.OTHER_CAUSE)
    answer = ask.ReceiveInformationForm(
        form=form,
        received_on=day,
        cause=SicknessCause.OTHER if other else rng.choice(CAUSES),
        remark="Træthed efter længere tids forløb" if other else None,
    )
    yield moment(day, Role.CITIZEN_SERVICE, answer, "form", rng)
    if not traits.pays_wage:
        applied = ask.ApplyForBenefit(applied_on=day)
        yield moment(day, Role.CITIZEN_SERVICE, applied, "application", rng)
    if traits.kind in EMPLOYED:
        yield from refund(traits, day, rng)


def refund(traits: Traits, answered_on: date, rng: Random) -> Iterator[Moment]:
    """Employers who pay wages ask for refund: with the report, later, or month by month."""
    if not traits.pays_wage:
        return
    first, _ = work_of(traits)
    if rng.random() < BY_MONTH:
        yield from month_by_month(traits, first, rng)
        return
    early = rng.random() < AT_ONCE
    day = traits.reported_on if early else answered_on + timedelta(days=rng.randint(0, 30))
    if traits.has(keys.REFUND_LATE):
        day = traits.first_day + timedelta(days=rng.randint(135, 180))
    asked = ask.RequestRefund(cvr=first, requested_on=day)
    yield moment(day, Role.NEMREFUSION, asked, "refund", rng)


def month_by_month(traits: Traits, cvr: str, rng: Random) -> Iterator[Moment]:
    from_day, n = traits.first_day, 0
    while from_day <= traits.last_day:
        to_day = min(from_day + timedelta(days=27), traits.last_day)
        day = max(traits.reported_on, to_day + timedelta(days=rng.randint(2, 9)))
        asked = ask.RequestRefund(cvr=cvr, requested_on=day, from_day=from_day, to_day=to_day)
        yield moment(day, Role.NEMREFUSION, asked, f"refund {n}", rng)
        from_day, n = to_day + timedelta(days=1), n + 1
