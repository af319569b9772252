"""Sygedagpengeloven § 59: a claim reaches three months back, and six months end all of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.parameters import law_with
from domain.rules.refund_claims import (
    dispensation_possible,
    final_day,
    last_day_to_claim,
    notification_needed,
    oldest_day,
)
from domain.shared.dated import Law

FIRST = date(2020, 4, 27)


@pytest.mark.parametrize(
    ("claimed_on", "oldest"),
    [
        (date(2020, 8, 27), date(2020, 5, 27)),
        (date(2020, 5, 31), date(2020, 2, 29)),
        (date(2021, 5, 31), date(2021, 2, 28)),
    ],
)
def test_a_claim_reaches_three_months_back(claimed_on: date, oldest: date) -> None:
    assert oldest_day(Law(), claimed_on).output == oldest
    exclusive = law_with({"three_month_window_inclusive": "false"})
    assert oldest_day(exclusive, claimed_on).output == oldest + timedelta(days=1)


@given(day=st.dates(date(2007, 1, 1), date(2030, 12, 31)), inclusive=st.booleans())
def test_the_last_day_to_claim_is_the_last_whose_claim_reaches_the_day(
    day: date, *, inclusive: bool
) -> None:
    law = law_with({"three_month_window_inclusive": str(inclusive)})
    last = last_day_to_claim(law, day).output
    assert oldest_day(law, last).output <= day
    assert oldest_day(law, last + timedelta(days=1)).output > day


@pytest.mark.parametrize(
    ("first_day", "final"),
    [(FIRST, date(2020, 10, 27)), (date(2020, 8, 31), date(2021, 2, 28))],
)
def test_no_dispensation_after_six_months(first_day: date, final: date) -> None:
    assert final_day(Law(), first_day).output == final
    assert dispensation_possible(Law(), first_day, final).output is True
    assert dispensation_possible(Law(), first_day, final + timedelta(days=1)).output is False


@pytest.mark.parametrize(
    ("last_day", "needed"),
    [(date(2020, 5, 26), False), (date(2020, 5, 27), True), (None, True)],
)
def test_a_short_absence_needs_no_notification_beside_the_claim(
    last_day: date | None, *, needed: bool
) -> None:
    assert notification_needed(Law(), FIRST, last_day).output is needed
