"""Sygedagpengeloven § 27: grounds of extension and their maxima; payment until a decision."""

from datetime import date, timedelta

import pytest

from domain.rules.extensions import follows_on, latest_end, technical_extension
from domain.rules.parameters import law_with
from domain.shared.dated import Law
from domain.shared.errors import NotEntitled
from domain.shared.period import Period
from tests.support.scenario import names_a_day

REASSESSED, EXTENDED = date(2020, 10, 31), date(2020, 12, 1)


@pytest.mark.parametrize("code", [1, 4, 5, 6, 7])
def test_most_grounds_have_no_fixed_end(code: int) -> None:
    assert latest_end(Law(), code, EXTENDED, REASSESSED).output is None


@pytest.mark.parametrize(
    ("code", "waited", "last_day"),
    [
        (2, 0, REASSESSED + timedelta(weeks=69)),
        (2, 30, REASSESSED + timedelta(weeks=69)),
        (3, 0, REASSESSED + timedelta(weeks=134)),
        (3, 30, REASSESSED + timedelta(weeks=134, days=30)),
    ],
)
def test_two_grounds_end_by_weeks_from_the_reassessment_date(
    code: int, waited: int, last_day: date
) -> None:
    assert latest_end(Law(), code, EXTENDED, REASSESSED, waited).output == last_day


def test_where_ground_2_starts_is_a_doubt_and_ground_3_is_none() -> None:
    law = law_with({"extension_2_starts_at": "extension"})
    last_day = EXTENDED + timedelta(weeks=69, days=-1)
    assert latest_end(law, 2, EXTENDED, REASSESSED).output == last_day
    plain_law = Law()
    latest_end(plain_law, 3, EXTENDED, REASSESSED)
    assert plain_law.unconfirmed == set()
    latest_end(plain_law, 2, EXTENDED, REASSESSED)
    assert plain_law.unconfirmed == {"extension_2_starts_at"}


@pytest.mark.parametrize(
    ("extended_from", "weeks"),
    [(date(2010, 6, 30), 26), (date(2014, 6, 30), 39), (date(2014, 7, 1), 69)],
)
def test_ground_2_was_shorter_once(extended_from: date, weeks: int) -> None:
    reassessed = extended_from - timedelta(days=1)
    found = latest_end(Law(), 2, extended_from, reassessed)
    assert found.output == reassessed + timedelta(weeks=weeks)


@pytest.mark.parametrize(("code", "day"), [(5, date(2014, 6, 30)), (0, EXTENDED), (8, EXTENDED)])
def test_a_ground_that_is_not_in_force_extends_nothing(code: int, day: date) -> None:
    with pytest.raises(NotEntitled, match=f"ground {code}") as refused:
        latest_end(Law(), code, day, REASSESSED)
    assert not names_a_day(str(refused.value))


@pytest.mark.parametrize(
    ("extended_from", "in_turn"),
    [(date(2020, 10, 1), True), (date(2020, 11, 1), True), (date(2020, 11, 2), False)],
)
def test_an_extension_begins_where_the_right_ended(extended_from: date, *, in_turn: bool) -> None:
    law = Law()
    assert follows_on(law, extended_from, REASSESSED).output is in_turn
    assert law.unconfirmed == {"extension_may_follow_a_gap"}
    read_otherwise = law_with({"extension_may_follow_a_gap": "true"})
    assert follows_on(read_otherwise, extended_from, REASSESSED).output


@pytest.mark.parametrize(
    ("decided_on", "period"),
    [
        (None, Period(date(2020, 11, 1), date.max)),
        (date(2020, 11, 15), Period(date(2020, 11, 1), date(2020, 11, 15))),
        (date(2020, 10, 31), None),
        (date(2020, 9, 1), None),
    ],
)
def test_payment_goes_on_until_a_decision(decided_on: date | None, period: Period | None) -> None:
    assert technical_extension(Law(), REASSESSED, decided_on).output == period
