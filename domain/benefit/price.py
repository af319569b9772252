"""What an hour or a day of absence gives, before the weekly cap: the price of a claim's days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from domain.benefit.account import Findings
from domain.benefit.schedule import HUNDREDTHS
from domain.rules.wages import hourly_benefit
from domain.shared.dated import Law
from domain.shared.money import Money


@dataclass(frozen=True, slots=True)
class Price:
    """Øre for an hour, or for a full day of `full_day` hundredths of an hour (then `by_day`)."""

    oere: int
    findings: Findings
    full_day: int = HUNDREDTHS
    by_day: bool = False

    @property
    def hourly_rate(self) -> Money | None:
        return None if self.by_day else Money(self.oere)

    def amount(self, hours: int) -> int:
        """Hours (hundredths) times the price, rounded half up to øre: the one rounding."""
        return (2 * hours * self.oere + self.full_day) // (2 * self.full_day)

    def inputs(self, hours: int) -> dict[str, object]:
        """Say what an amount was made of, so that it can be made again."""
        shown = {"hours": Decimal(hours) / HUNDREDTHS}
        if not self.by_day:
            return {**shown, "hourly_rate": Money(self.oere)}
        full = Decimal(self.full_day) / HUNDREDTHS
        return {**shown, "full_day": Money(self.oere), "hours_of_full_day": full}


Pricing: TypeAlias = Callable[[Law, date], Price]


def wage_price(wage: Decimal) -> Pricing:
    """§§ 47 and 50: the wage after contribution, at most the hourly cap; to whole øre."""

    def on(law: Law, day: date) -> Price:
        found = hourly_benefit(law, day, wage)
        return Price(found.output.rounded().oere, (found,))

    return on
