"""Hours and wage of an employment: as agreed, averaged over three months, or hours unknown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.benefit.account import Findings
from domain.benefit.computation import Computation
from domain.benefit.facts_of_work import Employment
from domain.benefit.schedule import Schedule, equal_days, hundredths, schedule_of
from domain.rules.wages import Worked, average_hourly_wage, hours_when_unknown
from domain.shared.law import Finding
from domain.shared.money import Money
from domain.shared.rounding import to_oere


@dataclass(frozen=True, slots=True)
class HoursAndWage:
    """What would have been worked, and what an hour of it paid before contribution."""

    schedule: Schedule
    wage: Decimal
    findings: Findings = ()


def hours_and_wage(comp: Computation, work: Employment) -> HoursAndWage:
    sex, first_day = comp.facts.citizen.sex, comp.facts.first_day_of_absence
    if work.weekly_pay is not None and sex is not None:
        found = hours_when_unknown(comp.law, first_day, work.weekly_pay, sex)
        return HoursAndWage(equal_days(hundredths(to_oere(found.output))), rate_of(found), (found,))
    schedule, agreed = schedule_of(work, first_day), work.hourly_wage or Decimal(0)
    if not work.monthly_pay:
        return HoursAndWage(schedule, agreed)
    return averaged(comp, work, schedule, agreed)


def rate_of(found: Finding[Decimal]) -> Decimal:
    """Pay an hour of unknown hours by the rate that found them."""
    rate = found.inputs.get("rate")
    return Decimal(rate.oere) / 100 if isinstance(rate, Money) else Decimal(0)


def averaged(
    comp: Computation, work: Employment, schedule: Schedule, agreed: Decimal
) -> HoursAndWage:
    """§ 47: the average of three completed months, to whole øre; else the agreed wage."""
    first_day, since = comp.facts.first_day_of_absence, work.employed_since or date.min
    worked = {
        date.fromisoformat(f"{one.month}-01"): Worked(one.pay, one.hours)
        for one in work.monthly_pay or ()
    }
    found = average_hourly_wage(comp.law, first_day, agreed, since, worked)
    wage = to_oere(found.output)
    rounded = Finding("wage_rounded_half_up", found.citation, {"wage": found.output}, wage)
    return HoursAndWage(schedule, wage, (found, rounded))
