"""The plan of duration, from the first day on: what is used, what is left, what would move it."""

from datetime import date

import pytest

from domain.benefit.calculate import calculate
from domain.benefit.outlook import outlook
from tests.support.facts import wage_earner

CASE = wage_earner("2020-04-27", "2020-06-28")  # the public example


@pytest.mark.parametrize(
    ("today", "weeks", "left"),
    [
        (date(2020, 4, 27), 0, 154),
        (date(2020, 9, 30), 18, 27),  # 127 days
        (date(2020, 10, 31), 22, 0),  # 158
    ],
)
def test_weeks_are_used_and_left_from_the_first_day_on(today: date, weeks: int, left: int) -> None:
    ahead = outlook(CASE, today)
    assert ahead.reassessment_date == date(2020, 10, 31)
    assert (ahead.used.weeks, ahead.used.left_days) == (weeks, left)


def test_what_would_move_the_date_is_said_with_the_date() -> None:
    moved = {one.by: one.to for one in outlook(CASE, date(2020, 6, 28)).would_move}
    assert moved == {"agreed_holiday_weeks=1": date(2020, 11, 30)}
    earlier = wage_earner("2020-03-30", "2020-06-28")  # 155 days at the end of September
    moved = {one.by: one.to for one in outlook(earlier, date(2020, 6, 28)).would_move}
    assert moved["public_holidays_count_towards_duration=false"] == date(2020, 10, 31)


def test_trying_what_would_move_it_moves_it() -> None:
    holiday = {"from": "2020-06-29", "to": "2020-07-05", "agreed": True}
    case = wage_earner("2020-04-27", "2020-07-05", holidays=[holiday])
    assert calculate(case).reassessment_date == date(2020, 11, 30)
    moved = {one.by: one.to for one in outlook(case, date(2020, 7, 5)).would_move}
    assert moved["agreed_holiday_counts_towards_duration=true"] == date(2020, 10, 31)


def test_another_unit_moves_the_date_where_154_days_and_110_weekdays_end_apart() -> None:
    """155 days and 110 weekdays at the end of October: more than 22 weeks by days alone."""
    moved = outlook(wage_earner("2020-04-30", "2020-06-28"), date(2020, 6, 28)).would_move
    assert ("duration_unit=weekdays", date(2020, 11, 30)) in {(one.by, one.to) for one in moved}


def test_more_holiday_is_tried_beside_the_holiday_there_is() -> None:
    """181 days at the end of November less a week of holiday: 28 more are as few as 22 weeks."""
    holiday = {"from": "2020-06-29", "to": "2020-07-05", "agreed": True}
    case = wage_earner("2020-04-27", "2020-07-05", holidays=[holiday])
    moved = {one.by: one.to for one in outlook(case, date(2020, 7, 5)).would_move}
    assert moved["agreed_holiday_weeks=4"] == date(2020, 12, 31)
