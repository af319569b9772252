"""What a recalculation changes: the named cases, the cut-off, and which fact moved which day."""

from datetime import date

import pytest

from domain.benefit.calculate import calculate
from domain.benefit.difference import Change, changes_of, cut_off, differences, paid_by
from domain.benefit.facts import Facts
from domain.benefit.what_if import what_if
from domain.shared.money import Money
from tests.support.facts import CVR, OTHER_CVR, employment, wage_earner

FIRST, UNTIL = "2022-01-03", "2022-03-06"
BEFORE = wage_earner(FIRST, UNTIL)


def holiday(first: str, last: str) -> dict[str, object]:
    return {"from": first, "to": last, "agreed": True}


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (BEFORE, BEFORE, (Change.NOTHING,)),
        (BEFORE, wage_earner(FIRST, "2022-02-01"), (Change.ANNULLED,)),
        (wage_earner(FIRST, "2022-02-01"), BEFORE, (Change.FIRST,)),
        (BEFORE, wage_earner("2022-01-17", UNTIL), (Change.START_LATER, Change.INSIDE)),
        (wage_earner("2022-01-17", UNTIL), BEFORE, (Change.START_EARLIER, Change.INSIDE)),
        (BEFORE, wage_earner(FIRST, "2022-02-20"), (Change.SHORTENED,)),
        (wage_earner(FIRST, "2022-02-20"), BEFORE, (Change.LENGTHENED,)),
        (BEFORE, wage_earner("2022-01-10", UNTIL), (Change.START_LATER, Change.INSIDE)),  # a week
        (wage_earner("2022-01-10", UNTIL), BEFORE, (Change.START_EARLIER, Change.INSIDE)),
        (BEFORE, wage_earner(FIRST, "2022-02-27"), (Change.SHORTENED,)),
        (wage_earner(FIRST, "2022-02-27"), BEFORE, (Change.LENGTHENED,)),
        (
            BEFORE,
            wage_earner(FIRST, UNTIL, holidays=[holiday("2022-02-14", "2022-02-16")]),
            (Change.INSIDE,),
        ),
    ],
)
def test_the_cases_of_a_recalculation(
    before: Facts, after: Facts, changes: tuple[Change, ...]
) -> None:
    old, new = (paid_by(calculate(one).weeks) for one in (before, after))
    assert changes_of(old, new) == changes


def test_a_difference_is_named_by_week_and_payee() -> None:
    after = wage_earner(FIRST, UNTIL, holidays=[holiday("2022-02-14", "2022-02-20")])
    old, new = (paid_by(calculate(one).weeks) for one in (BEFORE, after))
    (only,) = differences(old, new)
    assert (only.monday, only.payee) == (date(2022, 2, 14), CVR)
    assert (only.before, only.after, only.moved) == (Money(446500), Money(0), Money(-446500))


def test_no_day_before_the_cut_off_changed() -> None:
    after = wage_earner(FIRST, UNTIL, holidays=[holiday("2022-02-16", "2022-02-20")])
    assert cut_off(calculate(BEFORE), calculate(after)) == date(2022, 2, 16)
    assert cut_off(calculate(BEFORE), calculate(BEFORE)) is None


def test_each_line_names_the_fact_that_moved_the_day() -> None:
    after = wage_earner(
        FIRST,
        UNTIL,
        employment("100.00", wage_paid_until="2022-02-27"),
        holidays=[holiday("2022-02-14", "2022-02-15")],
    )
    moved = what_if(BEFORE, after)
    by_fact = {
        fact: sum(line.moved.oere for line in moved.lines if line.fact == fact)
        for fact in {line.fact for line in moved.lines}
    }
    assert by_fact.keys() == {f"hourly_wage {CVR}", f"wage_paid_until {CVR}", "holidays"}
    assert by_fact[f"wage_paid_until {CVR}"] == 0  # from the employer to the citizen
    assert by_fact["holidays"] == -2 * 680_80
    assert sum(by_fact.values()) == moved.difference.oere
    holidays = [line.day for line in moved.lines if line.fact == "holidays"]
    assert holidays == [date(2022, 2, 14), date(2022, 2, 15)]


def test_an_employment_that_comes_or_goes_is_one_fact() -> None:
    works = employment("100.00"), employment("90.00", OTHER_CVR)
    both, one = wage_earner(FIRST, UNTIL, *works), wage_earner(FIRST, UNTIL, works[0])
    for before, after in ((both, one), (one, both)):
        moved = what_if(before, after)
        assert {line.fact for line in moved.lines} == {f"employment {OTHER_CVR}"}


def test_facts_that_make_no_sense_alone_change_together() -> None:
    changed = {
        "refund_requests": [{"cvr": OTHER_CVR, "on": "2022-03-01"}],
        "dispensations": ["request"],
    }
    after = wage_earner(FIRST, UNTIL, employment("100.00", OTHER_CVR), **changed)
    moved = what_if(BEFORE, after)
    assert sum(line.moved.oere for line in moved.lines) == moved.difference.oere


def test_a_change_that_moves_nothing_has_no_lines() -> None:
    assert what_if(BEFORE, BEFORE).lines == ()
