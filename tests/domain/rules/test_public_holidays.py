"""Our own table of public holidays, checked day by day against an independent calendar."""

from datetime import date

import holidays
import pytest

from domain.rules.public_holidays import (
    easter_sunday,
    is_public_holiday,
    pays_on_public_holidays,
    public_holiday,
    public_holidays,
)
from domain.shared.dated import Law

FIRST, LAST = date(2006, 1, 1), date(2030, 12, 31)
SUNDAYS = {"Easter Sunday", "Pentecost"}  # nobody is paid on them in any case


def test_our_calendar_is_the_one_others_keep() -> None:
    danish = holidays.country_holidays("DK", years=range(2006, 2031), language="en_US")
    kept = {day for day, name in danish.items() if name not in SUNDAYS}
    assert set(public_holidays(Law(), FIRST, LAST)) == kept


@pytest.mark.parametrize(
    "day",
    [date(2020, 5, 1), date(2020, 6, 5), date(2020, 12, 24), date(2020, 12, 31), date(2020, 4, 12)],
)
def test_these_are_ordinary_days(day: date) -> None:
    assert not is_public_holiday(Law(), day)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 5, 5), "store_bededag"),
        (date(2024, 4, 26), None),  # ltk.dk: benefit is paid
        (date(2020, 6, 1), "whit_monday"),
        (date(2020, 12, 26), "second_christmas_day"),
    ],
)
def test_a_day_is_named(day: date, name: str | None) -> None:
    assert public_holiday(Law(), day).output == name


def test_a_span_finds_its_holidays_both_ends_included() -> None:
    found = public_holidays(Law(), date(2020, 12, 25), date(2021, 1, 1))
    assert list(found) == [date(2020, 12, 25), date(2020, 12, 26), date(2021, 1, 1)]
    assert public_holidays(Law(), date(2020, 12, 27), date(2020, 12, 31)) == {}


@pytest.mark.parametrize(("day", "paid"), [(date(2012, 7, 1), True), (date(2012, 7, 2), False)])
def test_public_holidays_have_paid_nothing_since_july_2012(day: date, *, paid: bool) -> None:
    assert pays_on_public_holidays(Law(), day).output is paid


@pytest.mark.parametrize(
    "day", [date(1818, 3, 22), date(1943, 4, 25), date(1954, 4, 18), date(1981, 4, 19)]
)
def test_easter_keeps_its_exceptions(day: date) -> None:
    assert easter_sunday(day.year) == day


def test_easter_is_where_others_put_it_for_a_century_and_a_half() -> None:
    danish = holidays.country_holidays("DK", years=range(1950, 2100), language="en_US")
    sundays = {day for day, name in danish.items() if "Easter Sunday" in name}
    assert {easter_sunday(year) for year in range(1950, 2100)} == sundays
