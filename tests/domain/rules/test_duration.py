"""Sygedagpengeloven §§ 24, 24 a and 25: the boundaries of law.md, and the law before 2014."""

from datetime import date, timedelta

import pytest

from domain.rules.counted_days import PaidDays, not_counted_at_start
from domain.rules.duration import Used, may_begin, reassessment_date, used
from domain.rules.parameters import law_with
from domain.shared.citizen_kind import CitizenKind
from domain.shared.dated import Law
from domain.shared.period import Period

ONE_DAY = timedelta(days=1)
PUBLIC_EXAMPLE = date(2020, 4, 27)
WEEKDAYS = {"duration_unit": "weekdays"}


def unbroken(law: Law, first_day: date, kind: CitizenKind = "wage_earner") -> PaidDays:
    """Paid on every day after the first ones, which never count."""
    skipped = not_counted_at_start(law, first_day, kind).output
    return PaidDays((), skipped.last_day + ONE_DAY if skipped else first_day)


@pytest.mark.parametrize("replaced", [{}, WEEKDAYS], ids=["calendar days", "weekdays"])
@pytest.mark.parametrize(
    ("first_day", "reassessed"),
    [
        (date(2020, 3, 30), date(2020, 9, 30)),
        (date(2020, 4, 27), date(2020, 10, 31)),  # the public example
        (date(2020, 5, 1), date(2020, 11, 30)),
    ],
)
def test_an_unbroken_case_is_reassessed(
    first_day: date, reassessed: date, replaced: dict[str, str]
) -> None:
    law = law_with(replaced)
    assert reassessment_date(law, first_day, unbroken(law, first_day)).output == reassessed


@pytest.mark.parametrize(
    ("first_day", "until", "counted", "weekdays"),
    [
        (date(2020, 3, 30), date(2020, 9, 30), 155, 111),
        (PUBLIC_EXAMPLE, date(2020, 9, 30), 127, 91),
        (PUBLIC_EXAMPLE, date(2020, 10, 27), 154, 110),
        (PUBLIC_EXAMPLE, date(2020, 10, 31), 158, 113),
        (date(2020, 5, 1), date(2020, 10, 31), 154, 110),
    ],
)
def test_days_counted_at_the_end_of_a_day(
    first_day: date, until: date, counted: int, weekdays: int
) -> None:
    for law, days in ((Law(), counted), (law_with(WEEKDAYS), weekdays)):
        found = used(law, first_day, until, unbroken(law, first_day))
        assert found.output.counted_days == days


def test_what_is_used_and_left_is_said_in_weeks_and_days() -> None:
    paid = unbroken(Law(), PUBLIC_EXAMPLE)
    at_end = used(Law(), PUBLIC_EXAMPLE, date(2020, 10, 31), paid).output
    assert at_end == Used(counted_days=158, weeks=22, days=4, left_days=0)
    earlier = used(Law(), PUBLIC_EXAMPLE, date(2020, 9, 30), paid).output
    assert earlier == Used(counted_days=127, weeks=18, days=1, left_days=27)


def test_a_self_employed_waits_fourteen_days_and_is_reassessed_the_same_day() -> None:
    paid = unbroken(Law(), PUBLIC_EXAMPLE, "self_employed")
    found = reassessment_date(Law(), PUBLIC_EXAMPLE, paid)
    assert (found.output, found.inputs["counted_days"]) == (date(2020, 10, 31), 174)
    at_once = reassessment_date(Law(), PUBLIC_EXAMPLE, PaidDays((), PUBLIC_EXAMPLE))
    assert (at_once.output, at_once.inputs["counted_days"]) == (date(2020, 9, 30), 157)


@pytest.mark.parametrize(
    ("missing", "reassessed"), [(3, date(2020, 10, 31)), (4, date(2020, 11, 30))]
)
def test_days_that_do_not_count_put_it_off(missing: int, reassessed: date) -> None:
    resumed = date(2020, 7, 1) + missing * ONE_DAY
    paid = PaidDays((Period(date(2020, 5, 27), date(2020, 6, 30)),), resumed)
    assert reassessment_date(Law(), PUBLIC_EXAMPLE, paid).output == reassessed


def test_earlier_benefit_in_the_window_brings_it_forward_and_older_benefit_does_not() -> None:
    onwards = date(2020, 5, 27)
    within = PaidDays((Period(date(2020, 2, 1), date(2020, 2, 29)),), onwards)
    assert reassessment_date(Law(), PUBLIC_EXAMPLE, within).output == date(2020, 9, 30)
    older = PaidDays((Period(date(2019, 12, 1), date(2019, 12, 31)),), onwards)
    assert reassessment_date(Law(), PUBLIC_EXAMPLE, older).output == date(2020, 10, 31)


def test_a_case_that_ends_before_the_limit_has_no_reassessment_date() -> None:
    ends = PaidDays((Period(date(2020, 5, 27), date(2020, 10, 27)),))
    assert reassessment_date(Law(), PUBLIC_EXAMPLE, ends).output is None
    assert reassessment_date(Law(), PUBLIC_EXAMPLE, PaidDays(())).output is None
    one_more = PaidDays((Period(date(2020, 5, 27), date(2020, 10, 28)),))
    assert reassessment_date(Law(), PUBLIC_EXAMPLE, one_more).output == date(2020, 10, 31)


def test_a_limit_that_cannot_be_reached_ends_the_search() -> None:
    law = law_with({"duration_weeks": "100"})
    assert reassessment_date(law, PUBLIC_EXAMPLE, PaidDays((), PUBLIC_EXAMPLE)).output is None


@pytest.mark.parametrize(
    ("first_day", "reassessed"),
    [
        (date(2012, 1, 2), date(2013, 1, 31)),  # 52 weeks in 18 months: 366 days
        (date(2013, 4, 1), date(2014, 4, 30)),
        (date(2013, 7, 1), date(2014, 7, 31)),
        (date(2013, 10, 1), date(2014, 7, 31)),  # more than 22 weeks when the law changed
        (date(2014, 7, 1), date(2015, 1, 31)),
    ],
)
def test_until_july_2014_there_were_52_weeks(first_day: date, reassessed: date) -> None:
    law = Law()
    assert reassessment_date(law, first_day, unbroken(law, first_day)).output == reassessed


def test_the_transition_of_2014_is_a_doubt_read_only_by_cases_that_run_through_it() -> None:
    first_day, kept = date(2013, 10, 1), law_with({"duration_transition": "first_day"})
    found = reassessment_date(kept, first_day, unbroken(kept, first_day))
    assert found.output == date(2014, 10, 31)
    for day, doubtful in ((date(2012, 1, 2), False), (first_day, True), (PUBLIC_EXAMPLE, False)):
        law = Law()
        reassessment_date(law, day, unbroken(law, day))
        assert ("duration_transition" in law.unconfirmed) is doubtful


@pytest.mark.parametrize(
    ("until", "begin", "pensioner_from"),
    [
        (date(2020, 10, 31), date(2020, 2, 1), None),  # nine months
        (date(2013, 12, 31), date(2012, 7, 1), None),  # eighteen, before July 2014
        (date(2020, 10, 31), date(2019, 11, 1), date(2015, 1, 1)),  # twelve of a pensioner
    ],
)
def test_the_months_looked_at_begin_with_the_first_day_of_the_first(
    until: date, begin: date, pensioner_from: date | None
) -> None:
    for day, counted in ((begin, 1), (begin - ONE_DAY, 0)):
        paid = PaidDays((Period(day, day),))
        found = used(Law(), until.replace(day=1), until, paid, pensioner_from).output
        assert found.counted_days == counted


def test_who_is_a_pensioner_since_the_last_day_of_a_month_is_tested_as_one() -> None:
    law, first_day = Law(), date(2020, 1, 15)
    for since, reassessed in ((date(2020, 7, 31), "2020-08-31"), (date(2020, 8, 1), "2020-07-31")):
        found = reassessment_date(law, first_day, unbroken(law, first_day), pensioner_from=since)
        assert str(found.output) == reassessed


def test_pensioners_have_26_weeks_in_twelve_months() -> None:
    law, first_day = Law(), date(2020, 1, 15)
    paid = unbroken(law, first_day)
    found = reassessment_date(law, first_day, paid, pensioner_from=date(2015, 1, 1))
    assert (found.output, found.inputs["limit_days"]) == (date(2020, 8, 31), 182)
    assert str(found.citation) == "Sygedagpengeloven § 25, stk. 1"
    later = reassessment_date(law, first_day, paid, pensioner_from=date(2020, 9, 1))
    assert later.output == reassessment_date(law, first_day, paid).output == date(2020, 7, 31)
    assert str(later.citation) == "Sygedagpengeloven § 24, stk. 1"


@pytest.mark.parametrize(
    ("last_day", "begins"),
    [(date(2020, 9, 1), True), (date(2020, 9, 2), False)],  # 154 and 155 days from 1 April
)
def test_a_new_absence_gives_nothing_when_the_limit_was_used_before(
    last_day: date, *, begins: bool
) -> None:
    earlier = PaidDays((Period(date(2020, 4, 1), last_day),))
    assert may_begin(Law(), date(2020, 11, 10), earlier).output is begins


def test_re_entry_looks_at_nine_whole_months_before_the_month_of_the_first_day() -> None:
    earlier = PaidDays((Period(date(2020, 1, 31), date(2020, 7, 3)),))  # 154 days from February
    assert may_begin(Law(), date(2020, 10, 31), earlier).output is False
    assert may_begin(Law(), date(2020, 11, 1), earlier).output is True


def test_life_threatening_illness_and_the_law_before_2014_do_not_bar_re_entry() -> None:
    earlier = PaidDays((Period(date(2019, 11, 1), date(2020, 10, 31)),))
    assert may_begin(Law(), date(2020, 11, 10), earlier, life_threatening=True).output is True
    old = PaidDays((Period(date(2012, 6, 1), date(2013, 12, 31)),))
    law = Law()
    assert may_begin(law, date(2014, 6, 30), old).output is True
    assert "re_entry_is_barred" in law.unconfirmed


def test_nothing_earlier_leaves_nothing_in_doubt() -> None:
    law = Law()
    assert may_begin(law, PUBLIC_EXAMPLE, PaidDays(())).output is True
    assert law.read == set()


@pytest.mark.parametrize(("days", "allowed"), [(154, True), (155, False)])
def test_re_entry_counts_to_the_last_day_of_the_month_before(days: int, *, allowed: bool) -> None:
    last = date(2020, 5, 31)
    earlier = PaidDays((Period(last - timedelta(days=days - 1), last),))
    assert may_begin(Law(), date(2020, 6, 10), earlier).output is allowed
