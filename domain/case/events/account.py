"""An account as a decision keeps it: totals by week and payee, and the rulings behind them."""

from datetime import date
from decimal import Decimal

from domain.shared.messages import Event
from domain.shared.money import Money
from domain.shared.period import Period
from domain.shared.values import Payee


class WeekTotal(Event):
    """What one payee is owed for one calendar week; the unit of calculation and rounding."""

    monday: date
    payee: Payee
    hours: Decimal
    amount: Money


class WeekElsewhere(Event):
    """What the citizen's other cases had decided for a week: they share its cap (§ 50, stk. 2)."""

    monday: date
    amount: Money


class Ruling(Event):
    """What a rule came to over a period, as the grant keeps it: deduplicated findings."""

    rule: str
    citation: str
    period: Period
    output: str
    parameter: str | None = None


class AccountTotals(Event):
    """An account as decided: days are computed again from the facts when asked for."""

    calculated_until: date
    weeks: tuple[WeekTotal, ...]
    rulings: tuple[Ruling, ...]
    reassessment_date: date | None
    weeks_used: Decimal  # of duration, on the day of the decision
    parameter_set: str  # digest of the parameters of law that were read
    unconfirmed: tuple[str, ...]
    assumed: tuple[str, ...]
