"""Wages: the hourly amount that a wage earner's benefit is computed from, and what it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from domain.rules.labour_market_contribution import after_contribution
from domain.rules.rates import hourly_cap
from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.money import Amount, Money
from domain.shared.months import add_months


class UnknownHours(StrEnum):
    WAGE_OVER_RATE = "wage_over_rate"


AVERAGE_OF_THREE_MONTHS = beside(__file__, "average_of_three_months", bool)
AVERAGE_WEEKS = beside(__file__, "average_weeks_when_wage_varies", int)
AGREED_WAGE_BEFORE_WEEKS = beside(__file__, "agreed_wage_before_weeks", int)
UNKNOWN_HOURS_MEN = beside(__file__, "unknown_hours_wage_men", Money)
UNKNOWN_HOURS_WOMEN = beside(__file__, "unknown_hours_wage_women", Money)
UNKNOWN_HOURS_FORMULA = beside(__file__, "unknown_hours_formula", UnknownHours)
PAID_BEFORE_CONTRIBUTION = beside(__file__, "wage_paid_before_contribution", bool)

REFUND = Citation("Sygedagpengeloven", "54")
EMPLOYER_PAID = Citation("Sygedagpengeloven", "50", 4)
MONTHS_AVERAGED = 3


@dataclass(frozen=True)
class Worked:
    """What the income register has for one month: pay without holiday allowance, and hours."""

    pay: Decimal
    hours: Decimal


def hourly_benefit(law: Law, day: date, hourly_wage: Decimal) -> Finding[Amount]:
    """Sygedagpengeloven §§ 47 and 50, stk. 1: the wage after contribution, at most the cap."""
    after, cap = after_contribution(law, day, hourly_wage), hourly_cap(law, day)
    capped = cap.output.kroner < after.output.kroner
    output, decides = (cap.output, cap) if capped else (after.output, after)
    inputs = {"wage": hourly_wage, "after_contribution": after.output, "hourly_cap": cap.output}
    return Finding("hourly_benefit", decides.citation, inputs, output, decides.parameter)


def average_hourly_wage(
    law: Law, first_day: date, agreed: Decimal, employed_since: date, worked: Mapping[date, Worked]
) -> Finding[Decimal]:
    """Sygedagpengeloven § 47: pay over hours of the last three completed months (open doubt).

    `worked` by the first day of each month. The agreed wage counts for a new employee, before
    the rule began, and where no hours are reported.
    """
    rule = law.on(AVERAGE_OF_THREE_MONTHS, first_day)
    this = first_day.replace(day=1)
    months = [add_months(this, -back) for back in range(MONTHS_AVERAGED, 0, -1)]
    found = [worked[month] for month in months if month in worked]
    hours = sum((each.hours for each in found), Decimal(0))
    weeks = law.on(AGREED_WAGE_BEFORE_WEEKS, first_day)
    new = employed_since > first_day - timedelta(weeks=weeks.value)
    pay = sum((each.pay for each in found), Decimal(0))
    wage = pay / hours if rule.value and hours and not new else agreed
    inputs = {"months": months, "pay": pay, "hours": hours, "since": employed_since, "new": new}
    inputs |= {"agreed": agreed}
    return Finding("average_hourly_wage", rule.citation, inputs, wage, rule)


def hours_when_unknown(
    law: Law, first_day: date, week_wage: Decimal, sex: Literal["man", "woman"]
) -> Finding[Decimal]:
    """Sygedagpengeloven § 47, stk. 2: the wage of a week over a rate, where hours are unknown."""
    rate = law.on(UNKNOWN_HOURS_MEN if sex == "man" else UNKNOWN_HOURS_WOMEN, first_day)
    formula = law.on(UNKNOWN_HOURS_FORMULA, first_day)
    inputs = {"week_wage": week_wage, "rate": rate.value, "formula": formula.value}
    hours = week_wage * 100 / rate.value.oere
    return Finding("hours_when_unknown", rate.citation, inputs, hours, rate)


def wage_paid(law: Law, day: date, wage: Decimal) -> Finding[Money]:
    """Sygedagpengeloven §§ 50, stk. 4, and 54: the pay of an hour of absence (open doubt)."""
    before = law.on(PAID_BEFORE_CONTRIBUTION, day)
    paid = Amount(wage) if before.value else after_contribution(law, day, wage).output
    return Finding("wage_paid", before.citation, {"wage": wage}, paid.rounded(), before)


def refund(benefit: Money, wage_paid: Money) -> Finding[Money]:
    """Sygedagpengeloven § 54: refund is the benefit, at most the wage paid for the same time."""
    inputs = {"benefit": benefit, "wage_paid": wage_paid}
    least = min(benefit, wage_paid, key=lambda money: money.oere)
    return Finding("refund", REFUND, inputs, least)


def benefit_beside_wage(benefit: Money, wage_paid: Money) -> Finding[Money]:
    """Sygedagpengeloven § 50, stk. 4: nothing beside a higher wage, else the difference."""
    inputs = {"benefit": benefit, "wage_paid": wage_paid}
    left = Money(max(benefit.oere - wage_paid.oere, 0))
    return Finding("benefit_beside_wage", EMPLOYER_PAID, inputs, left)
