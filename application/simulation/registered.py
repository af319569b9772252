"""What others register of a simulated citizen: work and its hours, business, fund, flexjob."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random

from application.simulation import people
from application.simulation.traits import EMPLOYED, Traits
from domain.benefit.facts import MonthlyHours, SelfEmployed, Unemployed
from domain.case import commands as ask
from domain.case.kinds import CitizenKind
from domain.shared.values import Week
from domain.task import keys

EMPLOYERS = 2_000  # that many companies employ everybody
TWO_JOBS, ROTA = 0.06, 0.04  # shares, ours
NOTHING = Decimal(0)
FULL_TIME: Week = (*[Decimal("7.4")] * 5, NOTHING, NOTHING)
PART_TIME: Week = (*[Decimal(6)] * 4, NOTHING, NOTHING, NOTHING)
EVENINGS: Week = (Decimal(4), NOTHING, Decimal(4), NOTHING, NOTHING, NOTHING, NOTHING)
SHIFTS: tuple[Week, ...] = (
    (Decimal(8), Decimal(8), NOTHING, NOTHING, Decimal(8), Decimal(8), Decimal(8)),
    (NOTHING, NOTHING, Decimal(8), Decimal(8), Decimal(8), NOTHING, NOTHING),
)


def work_of(traits: Traits) -> tuple[str, str]:
    """Name the employer, and the one of a second job."""
    return people.cvr(traits.citizen % EMPLOYERS), people.cvr(EMPLOYERS + traits.citizen % 500)


def employments(traits: Traits, rng: Random) -> Iterator[ask.RegisterEmployment]:
    if traits.kind not in EMPLOYED:
        return
    rota = rng.random() < ROTA or traits.has(keys.RESUMPTION_WITH_ROTA)
    yield main_job(traits, rng, rota=rota and not traits.has(keys.WAGE_NOT_COMPUTABLE))
    if rng.random() < TWO_JOBS:
        _, second = work_of(traits)
        yield ask.RegisterEmployment(
            cvr=second, name=people.company(traits.citizen), week=EVENINGS,
            pays_wage=traits.pays_wage, hours_last_8_weeks=Decimal(90),
        )  # fmt: skip


def main_job(traits: Traits, rng: Random, *, rota: bool) -> ask.RegisterEmployment:
    first, _ = work_of(traits)
    new = traits.has(keys.EMPLOYMENT_REQUIREMENT_EMPLOYER)
    monday = traits.first_day - timedelta(days=traits.first_day.weekday())
    hours = None if traits.has(keys.WAGE_NOT_COMPUTABLE) or rota else week_of(rng)
    return ask.RegisterEmployment(
        cvr=first,
        name=people.company(traits.citizen % EMPLOYERS),
        week=hours,
        rota=SHIFTS if rota else None,
        rota_from=monday if rota else None,
        pays_wage=traits.pays_wage,
        employed_since=traits.first_day - timedelta(days=20 if new else rng.randint(100, 4000)),
        hours_last_8_weeks=Decimal(60 if new else rng.randint(150, 296)),
        insured_section_55=traits.has(keys.INSURED_EMPLOYER),
        section_56=traits.has(keys.SECTION_56_58A),
    )


def week_of(rng: Random) -> Week:
    return FULL_TIME if rng.random() < 0.75 else PART_TIME  # noqa: PLR2004  (a share of ours)


def circumstances(traits: Traits, rng: Random) -> ask.RegisterCircumstances | None:
    match traits.kind:
        case CitizenKind.UNEMPLOYED:
            return ask.RegisterCircumstances(unemployed=fund(traits))
        case CitizenKind.SELF_EMPLOYED:
            return ask.RegisterCircumstances(self_employed=business(traits, rng))
        case CitizenKind.FLEXJOB:
            return flexjob(traits)
        case CitizenKind.WAGE_EARNER:
            return too_few_months(traits)


def fund(traits: Traits) -> Unemployed:
    without = traits.has(keys.EMPLOYMENT_REQUIREMENT_UNEMPLOYED)
    return Unemployed(
        day_rate=NOTHING if without else Decimal(881), insured="full_time", unemployment="full"
    )


def business(traits: Traits, rng: Random) -> SelfEmployed:
    return SelfEmployed(
        annual_profit=Decimal(rng.randint(90, 700) * 1000),
        insurance="first_day" if traits.has(keys.VOLUNTARILY_INSURED) else "none",
    )


def flexjob(traits: Traits) -> ask.RegisterCircumstances | None:
    if traits.has(keys.EXAMINE_FLEXJOB):
        return None  # nobody said since when; a case worker finds out
    year = 2011 if traits.has(keys.FLEXJOB_BEFORE_2013) else 2016
    return ask.RegisterCircumstances(flexjob_granted_on=traits.first_day.replace(day=1, year=year))


def too_few_months(traits: Traits) -> ask.RegisterCircumstances | None:
    if not traits.has(keys.EMPLOYMENT_REQUIREMENT):
        return None
    month = traits.first_day.replace(day=1) - timedelta(days=1)
    hours = MonthlyHours(month=f"{month:%Y-%m}", hours=Decimal(20))
    return ask.RegisterCircumstances(monthly_hours=(hours,))
