"""Which days count towards duration; counting by spans agrees with counting day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.counted_days import (
    PaidDays,
    Unit,
    Unpaid,
    count,
    counts_pregnancy_related,
    counts_unpaid,
    not_counted_at_start,
)
from domain.rules.parameters import law_with
from domain.shared.citizen_kind import CitizenKind
from domain.shared.dated import Law
from domain.shared.period import Period

FIRST, ONE_DAY = date(2020, 4, 27), timedelta(days=1)


@pytest.mark.parametrize(
    ("first_day", "kind", "last_day"),
    [
        (FIRST, "wage_earner", date(2020, 5, 26)),
        (FIRST, "flexjob", date(2020, 5, 26)),
        (FIRST, "self_employed", date(2020, 5, 10)),
        (FIRST, "unemployed", date(2020, 5, 10)),
        (date(2012, 1, 1), "wage_earner", date(2012, 1, 21)),
        (date(2012, 1, 2), "wage_earner", date(2012, 1, 31)),
    ],
)
def test_the_first_days_never_count(first_day: date, kind: CitizenKind, last_day: date) -> None:
    found = not_counted_at_start(Law(), first_day, kind)
    assert found.output == Period(first_day, last_day)


def test_the_thirty_days_of_wage_earners_may_hold_for_the_unemployed() -> None:
    law = law_with({"unemployed_days_15_30_count": "false"})
    found = not_counted_at_start(law, FIRST, "unemployed").output
    assert found == Period(FIRST, date(2020, 5, 26))


@pytest.mark.parametrize(
    ("why", "counts", "doubt"),
    [
        (Unpaid.PUBLIC_HOLIDAY, True, "public_holidays_count_towards_duration"),
        (Unpaid.AGREED_HOLIDAY, False, "agreed_holiday_counts_towards_duration"),
        (Unpaid.OTHER, False, "unpaid_days_count_towards_duration"),
    ],
)
def test_each_reason_for_not_being_paid_is_a_doubt_of_its_own(
    why: Unpaid, *, counts: bool, doubt: str
) -> None:
    law = Law()
    assert counts_unpaid(law, FIRST, why).output is counts
    assert law.unconfirmed == {doubt}
    assert counts_unpaid(law_with({doubt: str(not counts)}), FIRST, why).output is not counts


def test_days_of_maternity_benefit_never_count() -> None:
    law = Law()
    assert not counts_unpaid(law, FIRST, Unpaid.MATERNITY).output
    assert law.unconfirmed == set()


def test_illness_because_of_pregnancy_counts_until_somebody_reads_the_text() -> None:
    law = Law()
    assert counts_pregnancy_related(law, FIRST).output
    assert law.unconfirmed == {"pregnancy_related_illness_counts_towards_duration"}


@st.composite
def paid_days(draw: st.DrawFn) -> PaidDays:
    bounds = sorted(draw(st.sets(st.integers(0, 400), max_size=10)))
    pairs = zip(bounds[::2], bounds[1::2], strict=False)
    spans = tuple(Period(FIRST + a * ONE_DAY, FIRST + (b - 1) * ONE_DAY) for a, b in pairs)
    after = draw(st.none() | st.integers(401, 450))
    return PaidDays(spans, None if after is None else FIRST + after * ONE_DAY)


@given(paid_days(), st.integers(-10, 460), st.integers(0, 470), st.sampled_from(Unit))
def test_spans_count_as_their_days_do(paid: PaidDays, start: int, length: int, unit: Unit) -> None:
    days = [FIRST + (start + each) * ONE_DAY for each in range(length)]
    paid_ones = [
        day
        for day in days
        if any(span.first_day <= day <= span.last_day for span in paid.spans)
        or (paid.onwards is not None and day >= paid.onwards)
    ]
    counted = [day for day in paid_ones if unit is Unit.CALENDAR_DAYS or day.weekday() < 5]
    first_day = FIRST + start * ONE_DAY
    assert count(paid, first_day, first_day + (length - 1) * ONE_DAY, unit) == len(counted)


@pytest.mark.parametrize(
    ("onwards", "day", "same"),
    [
        (None, date(2020, 6, 30), False),  # a day of the span: it counts, the next does not
        (None, date(2020, 7, 1), True),
        (date(2020, 7, 5), date(2020, 7, 4), False),
        (date(2020, 7, 5), date(2020, 7, 5), True),
    ],
)
def test_nothing_changes_after_the_last_span_and_from_the_day_all_count(
    onwards: date | None, day: date, *, same: bool
) -> None:
    paid = PaidDays((Period(date(2020, 6, 1), date(2020, 6, 30)),), onwards)
    assert paid.same_from(day) is same


def test_days_up_to_a_day_are_those_of_a_span_that_begins_by_then() -> None:
    paid = PaidDays((Period(date(2020, 6, 1), date(2020, 6, 30)),))
    assert not paid.any_until(date(2020, 5, 31))
    assert paid.any_until(date(2020, 6, 1))


def test_who_begins_to_count_on_the_last_day_has_counted_one() -> None:
    day = date(2026, 1, 5)
    assert count(PaidDays((), day), day - ONE_DAY, day, Unit.CALENDAR_DAYS) == 1
    assert count(PaidDays((), day + ONE_DAY), day - ONE_DAY, day, Unit.CALENDAR_DAYS) == 0
