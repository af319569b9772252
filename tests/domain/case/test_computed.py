"""Accounts just computed are found again, and only by facts that read the same."""

from datetime import date

from domain.benefit.calculate import calculate, reassessment_of
from domain.case.computed import asked, computed, reassessed
from tests.support.facts import employment, wage_earner

FIRST, UNTIL = "2020-04-27", date(2020, 6, 28)
WEEK, LONGER = (["7.4"] * 5 + ["0", "0"], ["7.40"] * 5 + ["0", "0"])


def test_the_same_facts_are_computed_once() -> None:
    known = asked(wage_earner(FIRST, "2020-06-28"))
    assert computed(known, UNTIL) is computed(asked(wage_earner(FIRST, "2020-06-28")), UNTIL)
    assert computed(known, UNTIL) == calculate(known.facts, UNTIL)
    assert computed(known, UNTIL) != computed(known, date(2020, 6, 27))
    assert reassessed(known, UNTIL) == reassessment_of(known.facts, UNTIL)


def test_facts_that_are_equal_and_read_differently_are_not_the_same() -> None:
    one, other = (wage_earner(FIRST, "2020-06-28", employment(week=w)) for w in (WEEK, LONGER))
    assert one == other
    assert asked(one) != asked(other)
