"""Self-employed: the weekly amount from the yearly profit, and what voluntary insurance adds."""

from datetime import date
from decimal import Decimal
from typing import Literal

from domain.rules.rates import minimum_self_employed, weekly_cap
from domain.shared.citizen_kind import Insurance
from domain.shared.dated import Law, beside
from domain.shared.law import Citation, Finding
from domain.shared.money import Amount

WEEKS_OF_A_YEAR = beside(__file__, "weeks_of_a_year", int)

Coverage = Literal["2/3", "1/1"]
INSURED = Citation("Sygedagpengeloven", "45", 2)


def income_of_week(law: Law, first_day: date, annual_profit: Decimal) -> Finding[Amount]:
    """Sygedagpengeloven § 49: the profit of the latest tax assessment, by the week."""
    weeks = law.on(WEEKS_OF_A_YEAR, first_day)
    income = Amount(annual_profit / weeks.value)
    inputs = {"annual_profit": annual_profit}
    return Finding("income_of_week", weeks.citation, inputs, income, weeks)


def week_amount(
    law: Law, day: date, income: Amount, insurance: Insurance, coverage: Coverage
) -> Finding[Amount]:
    """Sygedagpengeloven §§ 45, stk. 2-3, and 50: at most the cap; insured, at least 2/3 of it.

    More than 2/3 only if insured for it and the income supports it.
    """
    cap, least = weekly_cap(law, day), minimum_self_employed(law, day)
    capped = min(income.kroner, Decimal(cap.output.oere) / 100)
    inputs = {"income": income, "insurance": insurance, "coverage": coverage, "day": day}
    if insurance == "none":
        return Finding("week_amount", cap.citation, inputs, Amount(capped), cap.parameter)
    guaranteed = Decimal(least.output.oere) / 100
    insured = max(capped, guaranteed) if coverage == "1/1" else guaranteed
    return Finding("week_amount", INSURED, inputs, Amount(insured), least.parameter)
