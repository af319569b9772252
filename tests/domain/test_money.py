"""Money and amounts are compared by what they hold, never by being there."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from domain.shared.money import Amount, Money

NOTHING, SOMETHING = (Money(0), Amount(Decimal(0))), (Money(1), Amount(Decimal(1)))
ASKING: tuple[Callable[[Sequence[object]], object], ...] = (any, all, lambda sums: sums[0] or None)


@pytest.mark.parametrize("of", [*NOTHING, *SOMETHING])
@pytest.mark.parametrize("asking", ASKING)
def test_money_has_no_truth_value(asking: Callable[[Sequence[object]], object], of: object) -> None:
    with pytest.raises(TypeError, match="no truth value"):
        asking((of,))


def test_a_sum_of_nothing_is_still_a_sum() -> None:
    assert Money(0) + Money(0) == Money(0)
    assert Amount(Decimal("0.004")).rounded() == Money(0)
