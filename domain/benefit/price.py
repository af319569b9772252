"""What an hour or a day of absence gives, before the weekly cap: the price of a claim's days."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from domain.benefit.account import Findings
from domain.benefit.facts import SelfEmployed
from domain.benefit.schedule import HUNDREDTHS
from domain.rules.flexjob import flexjob_share
from domain.rules.self_employed import income_of_week, week_amount
from domain.rules.unemployed import activation_week
from domain.rules.wages import benefit_beside_wage, hourly_benefit, refund, wage_paid
from domain.rules.weeks import day_share
from domain.shared.dated import Law
from domain.shared.law import Citation, Finding
from domain.shared.money import Amount, Money

DAY_RATE = Citation("Sygedagpengeloven", "51")


@dataclass(frozen=True, slots=True)
class Price:
    """`rate` for an hour, or for a full day of `full_day` hundredths of an hour (then `by_day`)."""

    rate: Money
    findings: Findings
    full_day: int = HUNDREDTHS
    by_day: bool = False
    at_cap: bool = False  # the benefit is the hourly cap: a full week may pay the week amount

    @property
    def hourly_rate(self) -> Money | None:
        return None if self.by_day else self.rate

    def amount(self, hours: int) -> int:
        """Hours (hundredths) times the price, rounded half up to øre: the one rounding."""
        return (2 * hours * self.rate.oere + self.full_day) // (2 * self.full_day)

    def inputs(self, hours: Decimal) -> dict[str, object]:
        """Say what an amount was made of, so that it can be made again."""
        if not self.by_day:
            return {"hours": hours, "hourly_rate": self.rate}
        full = Decimal(self.full_day) / HUNDREDTHS
        return {"hours": hours, "full_day": self.rate, "hours_of_full_day": full}


Pricing: TypeAlias = Callable[[Law, date], Price]


def wage_price(wage: Decimal) -> Pricing:
    """§§ 47 and 50: the wage after contribution, at most the hourly cap; to whole øre."""

    def on(law: Law, day: date) -> Price:
        found = hourly_benefit(law, day, wage)
        at_cap = found.output == found.inputs.get("hourly_cap")
        return Price(found.output.rounded(), (found,), at_cap=at_cap)

    return on


def flexjob_price(wage: Decimal, granted_on: date | None) -> Pricing:
    """§ 32, stk. 1, nr. 5: as another wage earner, or the share of a flexjob of the old kind."""

    def on(law: Law, day: date) -> Price:
        found, share = (
            hourly_benefit(law, day, wage),
            flexjob_share(law, day, granted_on),
        )
        part = Decimal(share.output.numerator) / share.output.denominator
        return Price((found.output * part).rounded(), (found, share))

    return on


def refunded_price(whole: Pricing, paid: Decimal) -> Pricing:
    """§ 54: what the employer gets back of an hour, at most what he pays for it."""

    def on(law: Law, day: date) -> Price:
        price, wage = whole(law, day), wage_paid(law, day, paid)
        found = refund(price.rate, wage.output)
        return replace(price, rate=found.output, findings=(*price.findings, wage, found))

    return on


def price_beside(whole: Pricing, paid: Decimal) -> Pricing:
    """§ 50, stk. 4: what a lower wage leaves to the citizen of an hour."""

    def on(law: Law, day: date) -> Price:
        price, wage = whole(law, day), wage_paid(law, day, paid)
        found = benefit_beside_wage(price.rate, wage.output)
        return replace(price, rate=found.output, findings=(*price.findings, wage, found))

    return on


def day_rate_price(day_rate: Decimal, full_day: int, findings: Findings) -> Pricing:
    """§ 51: the rate of the unemployment fund for each of five days a week."""
    amount = Amount(day_rate).rounded()
    found = Finding("day_rate_of_fund", DAY_RATE, {"day_rate": amount}, amount)
    price = Price(amount, (*findings, found), full_day, by_day=True)
    return lambda _law, _day: price


def activation_price(earnings: Decimal, full_day: int, findings: Findings) -> Pricing:
    """§§ 50, stk. 3, and 51: a fifth of what a participant in activation earned in a week."""

    def on(law: Law, day: date) -> Price:
        week = activation_week(law, day, earnings)
        share = day_share(law, day, week.output)
        return Price(share.output.rounded(), (*findings, week, share), full_day, by_day=True)

    return on


def business_price(own: SelfEmployed, first_day: date, full_day: int) -> Pricing:
    """§§ 45, 49 and 50, stk. 3: a fifth of the week that profit or insurance give."""

    def on(law: Law, day: date) -> Price:
        income = income_of_week(law, first_day, own.annual_profit)
        week = week_amount(law, day, income.output, own.insurance, own.coverage)
        share = day_share(law, day, week.output)
        return Price(share.output.rounded(), (income, week, share), full_day, by_day=True)

    return on
