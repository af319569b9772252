"""Working time in hundredths of an hour: equal days, repeating weeks, and what is left of them."""

import pytest

from domain.benefit.schedule import MONDAY_ORDINAL, Schedule, away, equal_days

FULL = (740, 740, 740, 740, 740, 0, 0)


@pytest.mark.parametrize(
    ("week", "worked", "absent"),
    [
        (FULL, 1700, (400, 400, 400, 400, 400, 0, 0)),
        (FULL, 0, FULL),
        (FULL, 3700, (0,) * 7),
        (FULL, 9999, (0,) * 7),
        ((100, 100, 100, 0, 0, 0, 0), 200, (33, 34, 33, 0, 0, 0, 0)),
        ((0, 0, 0, 0, 0, 500, 1000), 500, (0, 0, 0, 0, 0, 333, 667)),
        ((0,) * 7, 100, (0,) * 7),
    ],
)
def test_hours_worked_are_spread_as_the_schedule_is(
    week: tuple[int, ...], worked: int, absent: tuple[int, ...]
) -> None:
    assert away(week, worked) == absent
    assert sum(absent) == max(0, sum(week) - worked)


def test_five_equal_days_sum_to_the_week() -> None:
    assert equal_days(3700).week_of(1) == FULL
    assert equal_days(1751).week_of(1) == (350, 350, 350, 350, 351, 0, 0)


def test_the_weeks_of_a_rota_repeat_in_both_directions() -> None:
    rota = Schedule((FULL, (0,) * 7), MONDAY_ORDINAL + 70)
    weeks = [rota.week_of(MONDAY_ORDINAL + 70 + 7 * week) for week in (-2, -1, 0, 1, 2)]
    assert [sum(week) for week in weeks] == [3700, 0, 3700, 0, 3700]
