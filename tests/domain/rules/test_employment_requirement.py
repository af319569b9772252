"""Who has worked enough: toward the employer, toward the municipality, in one's own business."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.rules.employment_requirement import (
    Ground,
    met_otherwise,
    toward_employer,
    toward_employer_again,
    toward_municipality,
    toward_municipality_self_employed,
)
from domain.shared.dated import Law
from domain.shared.months import add_months

FIRST = date(2020, 4, 27)


@pytest.mark.parametrize(
    ("since", "hours", "met"),
    [
        (date(2020, 3, 2), "74", True),  # eight weeks to the day
        (date(2020, 3, 3), "74", False),
        (date(2020, 3, 2), "73.99", False),
        (None, "74", True),
        (date(2020, 3, 2), None, True),
    ],
)
def test_the_employer_owes_after_eight_weeks_and_74_hours(
    since: date | None, hours: str | None, *, met: bool
) -> None:
    worked = None if hours is None else Decimal(hours)
    assert toward_employer(Law(), FIRST, since, worked).output is met


@pytest.mark.parametrize(
    ("hours", "at_work", "met"), [("74", True, True), ("74", False, False), ("73", True, False)]
)
def test_earlier_work_for_the_same_employer_counts_when_work_had_begun_again(
    hours: str, *, at_work: bool, met: bool
) -> None:
    found = toward_employer_again(Law(), FIRST, Decimal(hours), at_work=at_work)
    assert found.output is met


def hours_before(first_day: date, *hours: int) -> dict[date, Decimal]:
    """Hours of the months before `first_day`, the latest first."""
    this = first_day.replace(day=1)
    return {add_months(this, -back): Decimal(each) for back, each in enumerate(hours, start=1)}


@pytest.mark.parametrize(
    ("first_day", "hours", "since", "met"),
    [
        (FIRST, (40, 40, 40, 40, 40, 40), None, True),
        (FIRST, (48, 48, 48, 48, 48, 0), None, True),  # five months are enough
        (FIRST, (60, 60, 60, 60, 0, 0), None, False),  # four are not
        (FIRST, (200, 39, 39, 39, 39, 39), None, False),
        (FIRST, (40, 40, 40, 40, 40, 39), None, False),  # 239 hours
        (FIRST, (0, 0, 0, 0, 0, 0, 240), None, False),  # too long ago
        (date(2015, 1, 5), (240, 0, 0, 0, 0, 0), date(2014, 1, 1), False),
        (date(2015, 1, 4), (240, 0, 0, 0, 0, 0), date(2014, 1, 1), True),
        (date(2015, 1, 4), (240, 0, 0, 0, 0, 0), date(2014, 7, 6), True),  # 26 weeks to the day
        (date(2015, 1, 4), (240, 0, 0, 0, 0, 0), date(2014, 7, 7), False),
        (date(2012, 7, 2), (120, 0, 0), date(2012, 1, 1), False),
        (date(2012, 7, 1), (120, 0, 0), date(2012, 1, 1), True),
        (date(2012, 7, 1), (120, 0, 0), date(2012, 4, 2), False),  # less than 13 weeks
        (date(2012, 7, 1), (119, 0, 0, 1), date(2012, 1, 1), False),
    ],
)
def test_the_municipality_owes_after_enough_hours_by_the_law_of_the_first_day(
    first_day: date, hours: tuple[int, ...], since: date | None, *, met: bool
) -> None:
    found = toward_municipality(Law(), first_day, hours_before(first_day, *hours), since)
    assert found.output is met


@pytest.mark.parametrize(
    ("day", "doubtful"),
    [
        (date(2014, 12, 31), False),
        (date(2015, 1, 1), True),
        (date(2015, 1, 4), True),
        (date(2015, 1, 5), False),
    ],
)
def test_the_first_days_of_2015_are_in_doubt(day: date, *, doubtful: bool) -> None:
    law = Law()
    toward_municipality(law, day, hours_before(day, 100, 100, 100, 100, 100, 100))
    assert law.unconfirmed == ({"municipality_requirement_weeks"} if doubtful else set())


@pytest.mark.parametrize(
    ("ago", "hours", "met"),
    [
        ((1, 2, 3, 4, 5, 6), "18.5", True),
        ((1, 8, 9, 10, 11, 12), "18.5", True),
        ((2, 3, 4, 5, 6, 7), "18.5", False),  # not the last month
        ((1, 2, 3, 4, 5), "18.5", False),
        ((1, 2, 3, 4, 5, 13), "18.5", False),
        ((1, 2, 3, 4, 5, 6), "18.4", False),
    ],
)
def test_a_business_has_run_for_six_of_twelve_months(
    ago: tuple[int, ...], hours: str, *, met: bool
) -> None:
    months = frozenset(add_months(date(2020, 4, 1), -back) for back in ago)
    found = toward_municipality_self_employed(Law(), FIRST, months, Decimal(hours))
    assert found.output is met


@pytest.mark.parametrize(
    ("ground", "citation"),
    [
        ("unemployed", "§ 32, stk. 1, nr. 2"),
        ("trained", "§ 32, stk. 1, nr. 3"),
        ("trainee", "§ 32, stk. 1, nr. 4"),
        ("flexjob", "§ 32, stk. 1, nr. 5"),
        ("work_injury", "§ 2, stk. 1, nr. 4"),
    ],
)
def test_some_have_a_right_without_hours(ground: Ground, citation: str) -> None:
    found = met_otherwise(ground)
    assert (found.output, str(found.citation)) == (True, f"Sygedagpengeloven {citation}")


@pytest.mark.parametrize(
    ("first_day", "latest"),
    [
        (date(2012, 7, 1), date(2012, 4, 1)),  # 13 weeks
        (date(2012, 7, 2), date(2012, 1, 2)),  # 26 weeks
        (date(2015, 1, 4), date(2014, 7, 6)),
        (date(2015, 1, 5), date(2015, 1, 5)),  # months alone are asked for
    ],
)
def test_until_2015_the_attachment_was_unbroken_for_so_many_weeks(
    first_day: date, latest: date
) -> None:
    months = {add_months(first_day.replace(day=1), -back): Decimal(160) for back in range(1, 7)}
    for since, met in ((latest, True), (latest + timedelta(days=1), False)):
        assert toward_municipality(Law(), first_day, months, since).output is met


@pytest.mark.parametrize(
    ("first_day", "months"), [(date(2012, 7, 1), 3), (date(2012, 7, 2), 6), (FIRST, 6)]
)
def test_hours_before_the_months_looked_at_are_none(first_day: date, months: int) -> None:
    this, each = first_day.replace(day=1), Decimal(700)
    within = {add_months(this, -back): each for back in range(1, months + 1)}
    assert toward_municipality(Law(), first_day, within).output is True
    before = {add_months(this, -months - 1): each}
    assert toward_municipality(Law(), first_day, before).output is False
    one = {add_months(this, -months): each}
    assert toward_municipality(Law(), first_day, one).output is (first_day != FIRST)
