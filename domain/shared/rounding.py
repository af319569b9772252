"""The one way of rounding, half up, to what the law rounds to: whole øre or whole kroner."""

from decimal import Decimal

from domain.shared.money import ROUNDING, Money


def to_oere(kroner: Decimal) -> Decimal:
    return kroner.quantize(Decimal("0.01"), ROUNDING)


def to_kroner(kroner: Decimal) -> Money:
    return Money(int(kroner.quantize(Decimal(1), ROUNDING)) * 100)
