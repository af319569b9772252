"""Unemployed: what activation pays, and hours of work that nobody knows."""

from datetime import date
from decimal import Decimal

import pytest

from domain.rules.parameters import law_with
from domain.rules.unemployed import activation_week, average_hours
from domain.shared.dated import Law

FIRST = date(2021, 3, 3)


@pytest.mark.parametrize(
    ("earned", "week"), [("4000.00", "4000.00"), ("4460.00", "4460"), ("4460.01", "4460")]
)
def test_activation_pays_what_was_earned_at_most_the_week(earned: str, week: str) -> None:
    """Sygedagpengeloven § 51 (S-KAP18): actual earnings up to the weekly maximum of 2021."""
    assert activation_week(Law(), FIRST, Decimal(earned)).output.kroner == Decimal(week)


@pytest.mark.parametrize(
    ("weeks", "hours"),
    [
        (("37", "20", "30", "10", "20"), "20"),  # the last four
        (("20", "30", "10", "20"), "20"),
        (("20", "30", "0"), "16.67"),  # partly unemployed for three weeks only
        (("12.5",), "12.5"),
    ],
)
def test_unknown_hours_are_the_average_of_four_weeks_or_of_those_there_are(
    weeks: tuple[str, ...], hours: str
) -> None:
    """BEK 1091/2021 §§ 10, stk. 4, 11, stk. 2-3, and 13 (S-BEK13)."""
    found = average_hours(Law(), FIRST, tuple(map(Decimal, weeks)))
    assert found.output == Decimal(hours)
    other = law_with({"unemployed_average_weeks": "1"})
    assert average_hours(other, FIRST, tuple(map(Decimal, weeks))).output == Decimal(weeks[-1])
