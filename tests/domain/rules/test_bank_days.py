"""Bank days: when money is at the payee's disposal, and when its answer is expected."""

from datetime import date

import pytest

from domain.rules.payment_calendar import answer_due, last_bank_day
from domain.shared.dated import Law


@pytest.mark.parametrize(
    ("day", "before", "answer"),
    [
        (date(2020, 6, 2), date(2020, 6, 2), date(2020, 6, 3)),
        (date(2020, 6, 4), date(2020, 6, 4), date(2020, 6, 8)),  # Friday 5 June, a weekend
        (date(2020, 6, 6), date(2020, 6, 4), date(2020, 6, 8)),
        (date(2020, 6, 13), date(2020, 6, 12), date(2020, 6, 15)),  # a Saturday
        (date(2020, 4, 8), date(2020, 4, 8), date(2020, 4, 14)),  # the day before Maundy Thursday
        (date(2025, 12, 25), date(2025, 12, 23), date(2025, 12, 29)),
        (date(2026, 12, 31), date(2026, 12, 30), date(2027, 1, 4)),  # New Year's Eve
    ],
)
def test_banks_are_closed_on_weekends_public_holidays_and_days_of_their_own(
    day: date, before: date, answer: date
) -> None:
    assert last_bank_day(Law(), day) == before
    assert answer_due(Law(), day) == answer
