"""Caps by week and by hour as published, year by year: the hour and the minimum are computed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.rules.rates import WEEKLY_MAXIMUM, hourly_cap, minimum_self_employed, weekly_cap
from domain.rules.small_employer_insurance import entry_limit, exclusion_limit
from domain.shared.dated import Law, Row
from domain.shared.money import Amount, Money

PUBLISHED = [  # in force from, week, hour, minimum, confirmed by a source
    (date(2010, 1, 4), 3760, "101.62", 2507, False),
    (date(2011, 1, 3), 3830, "103.51", 2553, False),
    (date(2012, 1, 2), 3940, "106.49", 2627, False),
    (date(2013, 1, 7), 4005, "108.24", 2670, True),  # bm.dk, Satser for 2013
    (date(2014, 1, 6), 4075, "110.14", 2717, True),  # foa.dk
    (date(2015, 1, 5), 4135, "111.76", 2757, True),  # bm.dk, Satser for 2015
    (date(2016, 1, 4), 4180, "112.97", 2787, True),  # tekniq.dk, t02-2016
    (date(2017, 1, 2), 4245, "114.73", 2830, True),  # nemrefusion.dk
    (date(2018, 1, 1), 4300, "116.22", 2867, True),  # kk.dk
    (date(2019, 1, 7), 4355, "117.70", 2903, True),  # bm.dk, Satser for 2019
    (date(2020, 1, 6), 4405, "119.05", 2937, True),  # arbejdsret.dk
    (date(2021, 1, 4), 4460, "120.54", 2973, True),  # danskerhverv.dk
    (date(2022, 1, 3), 4465, "120.68", 2977, True),  # pav.medst.dk
    (date(2023, 1, 2), 4550, "122.97", 3033, True),  # danskindustri.dk
    (date(2024, 1, 1), 4695, "126.89", 3130, True),  # dag.dk
    (date(2025, 1, 6), 4865, "131.49", 3243, False),
    (date(2026, 1, 5), 5085, "137.43", 3390, False),
]


@pytest.mark.parametrize(("day", "week", "hour", "minimum", "confirmed"), PUBLISHED)
def test_the_rates_of_a_year(
    day: date, week: int, hour: str, minimum: int, *, confirmed: bool
) -> None:
    law = Law()
    assert weekly_cap(law, day).output == Money(week * 100)
    assert hourly_cap(law, day).output == Amount(Decimal(hour))
    assert minimum_self_employed(law, day).output == Money(minimum * 100)
    assert law.unconfirmed == (set() if confirmed else {"weekly_maximum"})


def test_every_rate_is_tabulated_here() -> None:
    assert [row[0] for row in PUBLISHED] == [row.in_force_from for row in WEEKLY_MAXIMUM.rows]


@pytest.mark.parametrize("row", WEEKLY_MAXIMUM.rows, ids=lambda row: str(row.in_force_from))
def test_a_rate_starts_on_the_first_monday_of_january_and_is_a_multiple_of_five(
    row: Row[Money],
) -> None:
    day = row.in_force_from
    assert (day.month, day.weekday()) == (1, 0)
    assert (day - timedelta(days=7)).month == 12
    assert row.value is not None
    assert row.value.oere % 500 == 0


@pytest.mark.parametrize(
    ("year", "entry", "exclusion"),
    [
        (2013, 7_008_750, 8_650_800),
        (2016, 7_315_000, 9_028_800),  # tekniq.dk, t02-2016
        (2019, 7_621_250, None),  # itd.dk
        (2020, 7_708_750, 9_514_800),
        (2021, 7_805_000, 9_633_600),  # danskerhverv.dk
    ],
)
def test_small_employers_insure_up_to_yearly_wages(
    year: int, entry: int, exclusion: int | None
) -> None:
    day = date(year, 6, 1)
    assert entry_limit(Law(), day).output == Money(entry * 100)
    if exclusion:
        assert exclusion_limit(Law(), day).output == Money(exclusion * 100)
