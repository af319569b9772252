"""What is drawn of a case: who is sick-listed, from when to when, which tasks will arise of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid5

from application.simulation.rates import RATES
from domain.case.kinds import CitizenKind
from domain.shared.envelope import CaseId, Municipality
from domain.task import keys

PEOPLE = UUID("0e0a1f5e-7c4f-4d0b-9d55-8f4f7f4f2c11")  # the name space of simulated cases
FIRST_CODE = 101  # municipalities are numbered from here
AGAIN = 13  # every so many cases the citizen was absent before, a third of the time earlier

# Shares, lengths and lags are ours.
KINDS: Mapping[CitizenKind, int] = {
    CitizenKind.WAGE_EARNER: 76,
    CitizenKind.UNEMPLOYED: 14,
    CitizenKind.SELF_EMPLOYED: 6,
    CitizenKind.FLEXJOB: 4,
}
EMPLOYED = frozenset({CitizenKind.WAGE_EARNER, CitizenKind.FLEXJOB})
# Tasks that only one kind of citizen can have: their rate is that of all cases.
ONLY_OF: Mapping[str, CitizenKind] = {
    keys.EXAMINE_FLEXJOB: CitizenKind.FLEXJOB,
    keys.FLEXJOB_BEFORE_2013: CitizenKind.FLEXJOB,
    keys.FLEXJOB_WAGE_STOP: CitizenKind.FLEXJOB,
    keys.SELF_EMPLOYED_LATE: CitizenKind.SELF_EMPLOYED,
    keys.VOLUNTARILY_INSURED: CitizenKind.SELF_EMPLOYED,
    keys.EMPLOYMENT_REQUIREMENT_UNEMPLOYED: CitizenKind.UNEMPLOYED,
    keys.UNEMPLOYED_SEVERAL_CASES: CitizenKind.UNEMPLOYED,
}
MEDIAN_LOG, SPREAD = 3.5, 0.85  # of the length in days: half of them under 33
LONGEST = 420
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that `sdp simulate` is told."""

    cases: int
    seed: int
    first_day: date
    last_day: date
    municipalities: int = 1

    def reported_on(self, number: int) -> date:
        """Spread the reports evenly over the days."""
        days = (self.last_day - self.first_day).days + 1
        return self.first_day + (number * days // self.cases) * A_DAY

    def numbers(self, day: date) -> range:
        """Give the numbers of the cases that are reported on a day."""
        days, place = (self.last_day - self.first_day).days + 1, (day - self.first_day).days
        return range(-(-place * self.cases // days), -(-(place + 1) * self.cases // days))

    def citizen(self, number: int) -> int:
        """Give the number of the case in which its citizen was first seen."""
        before = number - self.cases // 3
        again = number % AGAIN == AGAIN - 1 and before >= 0 and before % AGAIN != AGAIN - 1
        return before if again else number

    def municipality(self, number: int) -> Municipality:
        """Say where a case lies: where its citizen is at home."""
        home = Random(f"{self.seed}/at home/{self.citizen(number)}")  # noqa: S311
        return Municipality(FIRST_CODE + home.randrange(self.municipalities))

    def case_id(self, number: int) -> CaseId:
        return CaseId(uuid5(PEOPLE, f"{self.seed}/{number}"))


@dataclass(frozen=True, slots=True)
class Traits:
    number: int
    case_id: CaseId
    citizen: int  # the number of the case that the citizen was first seen in
    municipality: Municipality
    kind: CitizenKind
    pays_wage: bool
    reported_on: date
    first_day: date
    last_day: date
    tasks: frozenset[str]  # types of task that will arise by a cause of their own

    def has(self, key: str) -> bool:
        return key in self.tasks

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1


def drawn(plan: Plan, number: int) -> tuple[Traits, Random]:
    """Draw a case from the seed and its number; the generator goes on to tell its story."""
    rng = Random(f"{plan.seed}/{number}")  # noqa: S311  (a seed, so that it can be drawn again)
    kind = rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    reported_on = plan.reported_on(number)
    first_day = another(plan, number, reported_on - lag(kind, rng) * A_DAY)
    length = min(LONGEST, max(3, round(rng.lognormvariate(MEDIAN_LOG, SPREAD))))
    traits = Traits(
        number=number,
        case_id=plan.case_id(number),
        citizen=plan.citizen(number),
        municipality=plan.municipality(number),
        kind=kind,
        pays_wage=kind in EMPLOYED and rng.random() < 0.8,  # noqa: PLR2004  (a share of ours)
        reported_on=reported_on,
        first_day=first_day,
        last_day=first_day + (length - 1) * A_DAY,
        tasks=tasks_of(kind, rng),
    )
    return traits, rng


def another(plan: Plan, number: int, first_day: date) -> date:
    """Move the first day where the citizen's other absence began on it: they would be one."""
    citizen = plan.citizen(number)
    same = citizen != number and drawn(plan, citizen)[0].first_day == first_day
    return first_day - A_DAY if same else first_day


def lag(kind: CitizenKind, rng: Random) -> int:
    """Draw the days from the first day of absence to its report; a few come too late by it."""
    usual = (6, 33) if kind in EMPLOYED else (1, 13)
    late = rng.random() < RATES[keys.LATE_NOTIFICATION]
    return rng.randint(*usual) + (rng.randint(30, 60) if late else 0)


def tasks_of(kind: CitizenKind, rng: Random) -> frozenset[str]:
    weight = sum(KINDS.values())
    found: set[str] = set()
    for key, rate in RATES.items():
        only = ONLY_OF.get(key)
        chance = rate if only is None else rate * weight / KINDS[only]
        if rng.random() < chance and only in {None, kind}:
            found.add(key)
    return frozenset(found)
