"""Other benefits for the time are set off, each week what it has of them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.benefit.calculate import calculate
from domain.benefit.explanation import explanation
from domain.rules.parameters import law_with
from domain.rules.set_off import part_of_week
from domain.shared.dated import Law
from domain.shared.period import Period
from tests.support.facts import CVR, OTHER_CVR, read
from tests.support.paper import at, case, job, said

WEDNESDAY, MONDAY = date(2022, 2, 9), date(2022, 2, 7)
THIRTY_DAYS = Period(WEDNESDAY, date(2022, 3, 10))
A_WEEK = timedelta(weeks=1)
HOLIDAY = [{"from": "2022-03-17", "to": "2022-03-20", "agreed": True}]
NO_WAGE = {"employments": [job(pays_wage=False)]}


def received(amount: str, first: str = "2022-03-14", last: str = "2022-03-20") -> dict[str, object]:
    return case(**NO_WAGE, other_benefits=[{"from": first, "to": last, "amount": amount}])


def parts(law: Law, amount: str, time: Period = THIRTY_DAYS) -> list[str]:
    monday = time.first_day - timedelta(days=time.first_day.weekday())
    weeks = (time.last_day - monday).days // 7 + 1
    return [
        str(part_of_week(law, monday + n * A_WEEK, Decimal(amount), time).output)
        for n in range(weeks)
    ]


def test_a_week_has_the_part_of_its_days() -> None:
    assert parts(Law(), "6000.00") == ["1000.00", "1400.00", "1400.00", "1400.00", "800.00"]


def test_or_of_its_weekdays() -> None:
    law = law_with({"other_benefits_spread_over": "weekdays"})
    assert parts(law, "2200.00") == ["300.00", "500.00", "500.00", "500.00", "400.00"]
    weekend = Period(date(2022, 2, 12), date(2022, 2, 13))
    assert parts(law, "100.00", weekend) == ["100.00"]


def test_or_nothing() -> None:
    assert set(parts(law_with({"other_benefits_set_off": "false"}), "6000.00")) == {"0.00"}


@given(
    amount=st.decimals(0, 100_000, places=2),
    first=st.dates(date(2010, 1, 1), date(2030, 1, 1)),
    days=st.integers(0, 400),
    over=st.sampled_from(("calendar_days", "weekdays")),
)
def test_the_parts_come_to_the_whole(amount: Decimal, first: date, days: int, over: str) -> None:
    law = law_with({"other_benefits_spread_over": over})
    found = parts(law, str(amount), Period(first, first + timedelta(days=days)))
    assert sum(map(Decimal, found)) == amount
    assert all(Decimal(part) >= 0 for part in found)


@pytest.mark.parametrize(
    ("amount", "week"), [("0", "4465.00"), ("1400.00", "3065.00"), ("9999.99", "0.00")]
)
def test_it_is_taken_from_what_the_citizen_gets_and_no_further(amount: str, week: str) -> None:
    found = said(received(amount))
    assert at(found, "week 2022-03-14") == week
    assert at(found, "week 2022-03-28") == at(found, "week 2022-03-21") == "4465.00"


def test_only_of_the_days_it_was_received_for() -> None:
    found = said(received("3000.00", "2022-03-17"))
    assert at(found, "week 2022-03-14") == "2679.09"
    assert at(found, "2022-03-16 amount") == "893.03"
    assert at(found, "2022-03-17 amount") == "0.00"
    ended = said(received("9999.00", "2022-03-14", "2022-03-15"))
    assert at(ended, "2022-03-15 amount") == "0.00"
    assert at(ended, "2022-03-16 amount") == "893.03"


@pytest.mark.parametrize(
    ("monday", "more", "week"),
    [
        ("2022-03-07", {}, "2179.09"),  # employer period until Tuesday: 500.00 of 2,679.09
        ("2022-03-14", {"last_day_of_absence": "2022-03-16"}, "2379.09"),  # until Wednesday: 300.00
        ("2022-03-14", {"holidays": HOLIDAY}, "2379.09"),  # from Thursday on: 300.00
    ],
)
def test_days_that_sickness_benefit_is_not_for_take_nothing_from_the_others(
    monday: str, more: dict[str, object], week: str
) -> None:
    """700.00 for a week is 100.00 for each day of it."""
    sunday = str(date.fromisoformat(monday) + timedelta(days=6))
    spell = {"from": monday, "to": sunday, "amount": "700"}
    facts = case(**NO_WAGE, other_benefits=[spell], **more)
    assert at(said(facts), f"week {monday}") == week


def test_weekdays_are_left_out_likewise() -> None:
    spell = {"from": "2022-03-07", "to": "2022-03-13", "amount": "500"}
    found = said(
        case(**NO_WAGE, other_benefits=[spell]), {"other_benefits_spread_over": "weekdays"}
    )
    assert at(found, "week 2022-03-07") == "2379.09"


def test_and_of_all_jobs_of_a_day_together() -> None:
    """Two jobs of 3.7 hours, each 446.52 a day: 600.00 takes one whole and 153.48 of the other."""
    half = ["3.7", "3.7", "3.7", "3.7", "3.7", "0", "0"]
    jobs = [job(cvr, week=half, pays_wage=False) for cvr in (CVR, OTHER_CVR)]
    spell = {"from": "2022-03-14", "to": "2022-03-15", "amount": "600"}
    found = said(case(employments=jobs, other_benefits=[spell]))
    lines = at(found, "2022-03-14 lines")
    assert [amount for _, _, _, amount, _ in lines] == ["0.00", "293.04"]
    assert at(found, "2022-03-15 amount") == "893.04"


def test_an_employers_refund_is_left_alone() -> None:
    refund = case(other_benefits=[{"from": "2022-03-14", "to": "2022-03-20", "amount": "1000"}])
    assert at(said(refund), "week 2022-03-14") == "4465.00"


def test_two_benefits_for_one_time_are_both_set_off() -> None:
    one = {"from": "2022-03-14", "to": "2022-03-20", "amount": "1000"}
    found = said(case(**NO_WAGE, other_benefits=[one, {**one, "amount": "465"}]))
    assert at(found, "week 2022-03-14") == "3000.00"


def test_a_week_has_no_part_of_what_was_received_before_or_after_it() -> None:
    """From Saturday to Monday: of 300.00 the first week has 200.00, and Monday's week 100.00."""
    found = said(received("300.00", "2022-03-19", "2022-03-21"))
    assert at(found, "week 2022-03-14") == "4465.00"  # nothing is paid of a weekend
    assert at(found, "week 2022-03-21") == "4365.00"
    assert at(found, "2022-03-21 amount") == "793.03"


def test_in_whatever_order_they_are_told() -> None:
    """What was received for Monday alone is taken first, or nothing would be left for it."""
    monday = {"from": "2022-03-14", "to": "2022-03-14", "amount": "893.03"}
    week = {"from": "2022-03-14", "to": "2022-03-20", "amount": "1000"}
    for told in ([monday, week], [week, monday]):
        found = said(case(**NO_WAGE, other_benefits=told))
        assert at(found, "week 2022-03-14") == "2571.97"


def test_the_text_says_it_after_the_cap_from_which_it_is_taken() -> None:
    (lines,) = [
        week.lines
        for week in explanation(calculate(read(received("1400.00"))))
        if week.monday == date(2022, 3, 14)
    ]
    cap, part = lines[-4:-2]
    assert cap.startswith("Ugen giver højst 4.465,00 kr.")
    assert part.startswith("Anden ydelse for tiden: 1.400,00 kr. × 7 / 7 dage = 1.400,00 kr.")


def test_a_day_says_what_took_from_it() -> None:
    found = said(received("1400.00"))
    rules = {one["rule"]: one for one in at(found, "2022-03-14 findings")}
    assert rules["part_of_other_benefit"]["output"] == "1400.00"
    assert rules["other_benefit_set_off"]["inputs"]["before"] == "893.03"
    assert "other_benefits_spread_over" in at(found, "unconfirmed")
    assert "other_benefits_spread_over" not in at(said(case()), "unconfirmed")
