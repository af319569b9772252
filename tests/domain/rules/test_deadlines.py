"""Deadlines of citizens, employers and funds, and what is lost by missing one."""

from datetime import date

import pytest

from domain.rules.deadlines import (
    EmployerPays,
    application,
    application_without_letter,
    disagreement,
    employer_notification,
    fund_notification,
    hearing,
    in_time,
    information_form,
    member_notification,
    right_only_from,
    self_employed_notification,
)
from domain.rules.parameters import law_with
from domain.shared.citizen_kind import Insurance
from domain.shared.dated import Law

FIRST = date(2020, 4, 27)


@pytest.mark.parametrize(
    ("first_day", "deadline"),
    [
        (date(2012, 7, 1), date(2012, 7, 29)),  # four weeks
        (date(2012, 7, 2), date(2012, 8, 6)),  # five weeks
        (date(2017, 12, 1), date(2018, 1, 5)),  # as the originals' screen shows it
        (date(2020, 4, 27), date(2020, 6, 1)),
    ],
)
def test_an_employer_who_pays_wages_notifies_within_weeks(first_day: date, deadline: date) -> None:
    assert employer_notification(Law(), first_day).output == deadline


def test_five_weeks_are_in_doubt_only_for_the_months_before_they_were_seen_in_use() -> None:
    for day, doubtful in ((date(2012, 7, 1), False), (date(2012, 11, 6), True), (FIRST, False)):
        law = Law()
        employer_notification(law, day)
        assert (law.unconfirmed != set()) is doubtful


@pytest.mark.parametrize(
    ("first_day", "pays", "ended", "deadline"),
    [
        (FIRST, "benefit", date(2020, 5, 26), date(2020, 6, 2)),
        (FIRST, "nothing", None, date(2020, 5, 11)),
        (date(2025, 2, 3), "nothing", None, date(2025, 2, 17)),
        (date(2011, 4, 27), "nothing", None, date(2011, 5, 4)),
    ],
)
def test_an_employer_without_wages_has_less_time(
    first_day: date, pays: EmployerPays, ended: date | None, deadline: date
) -> None:
    assert employer_notification(Law(), first_day, pays, ended).output == deadline


def test_the_citizen_answers_the_letter_within_eight_days() -> None:
    sent = date(2020, 6, 3)
    assert application(Law(), FIRST, sent).output == date(2020, 6, 11)
    assert disagreement(Law(), FIRST, sent).output == date(2020, 6, 11)
    assert str(disagreement(Law(), FIRST, sent).citation) == "Sygedagpengeloven § 40, stk. 5"


def test_without_a_letter_the_citizen_has_three_weeks_from_the_day_pay_ended() -> None:
    assert application_without_letter(Law(), FIRST).output == date(2020, 5, 18)
    assert application_without_letter(Law(), FIRST, date(2020, 5, 26)).output == date(2020, 6, 16)


@pytest.mark.parametrize(
    ("insurance", "section_58a", "deadline"),
    [  # lifeindenmark.borger.dk: 7, 10 and 21 days; kk.dk: one week under § 58 a
        ("none", False, date(2020, 5, 18)),
        ("third_day", False, date(2020, 5, 7)),
        ("first_day", False, date(2020, 5, 4)),
        ("none", True, date(2020, 5, 4)),
    ],
)
def test_a_self_employed_notifies_by_insurance(
    insurance: Insurance, *, section_58a: bool, deadline: date
) -> None:
    found = self_employed_notification(Law(), FIRST, insurance, section_58a=section_58a)
    assert found.output == deadline


def test_members_tell_their_fund_at_once_and_the_fund_within_a_week() -> None:
    assert member_notification(Law(), FIRST).output == FIRST
    assert fund_notification(Law(), FIRST, date(2020, 4, 29)).output == date(2020, 5, 6)


def test_form_and_hearing_have_lengths_nobody_confirmed() -> None:
    law = Law()
    assert information_form(law, date(2020, 5, 4)).output == date(2020, 5, 12)
    assert hearing(law, date(2020, 5, 15)).output == date(2020, 5, 22)
    assert law.unconfirmed == {"information_form_deadline_days", "hearing_deadline_days"}


@pytest.mark.parametrize(
    ("on", "kept", "doubt"),
    [
        (date(2020, 5, 31), True, set[str]()),
        (date(2020, 6, 1), True, {"deadline_day_is_in_time"}),  # Whit Monday, the deadline
        (date(2020, 6, 2), False, {"deadline_moves_to_working_day"}),
        (date(2020, 6, 3), False, set[str]()),
    ],
)
def test_doubts_about_a_deadline_are_read_only_where_they_decide(
    on: date, *, kept: bool, doubt: set[str]
) -> None:
    law = Law()
    deadline = employer_notification(law, FIRST)
    assert in_time(law, deadline, on).output is kept
    assert law.unconfirmed == doubt


def test_a_deadline_on_a_holiday_may_move_to_the_next_working_day() -> None:
    law = law_with({"deadline_moves_to_working_day": "true"})
    deadline = employer_notification(law, FIRST)
    assert in_time(law, deadline, date(2020, 6, 2)).output is True
    saturday = disagreement(law, FIRST, date(2020, 6, 5))
    assert in_time(law, saturday, date(2020, 6, 15)).output is True
    assert in_time(law, saturday, date(2020, 6, 16)).output is False


def test_what_comes_late_gives_a_right_from_its_own_day() -> None:
    deadline = employer_notification(Law(), FIRST)
    assert right_only_from(Law(), deadline, date(2020, 6, 1)).output is None
    assert right_only_from(Law(), deadline, date(2020, 6, 10)).output == date(2020, 6, 10)
