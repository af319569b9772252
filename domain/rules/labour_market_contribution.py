"""Labour-market contribution: taken off the wage before benefit is computed from it."""

from datetime import date
from decimal import Decimal

from domain.shared.dated import Law, beside
from domain.shared.law import Finding
from domain.shared.money import Amount

PERCENT = beside(__file__, "labour_market_contribution_percent", Decimal)


def after_contribution(law: Law, day: date, wage: Decimal) -> Finding[Amount]:
    """Sygedagpengeloven § 47, stk. 1: what is left of `wage` (kroner), not rounded."""
    percent = law.on(PERCENT, day)
    left = Amount(wage * (100 - percent.value) / 100)
    return Finding("after_contribution", percent.citation, {"wage": wage}, left, percent)
