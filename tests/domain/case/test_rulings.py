"""What a rule said is kept for each run of days, also where it comes back to an earlier word."""

from collections import Counter
from datetime import date
from decimal import Decimal

from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.case.rulings import rulings, spoken, words

PARTLY = date(2026, 2, 16), date(2026, 3, 1)  # two whole weeks
FACTS = Facts.model_validate(
    {
        "citizen": {"kind": "wage_earner"},
        "first_day_of_absence": "2026-01-05",
        "last_day_of_absence": "2026-03-22",
        "employments": (
            {
                "cvr": "13748136",
                "week": ("7.4", "7.4", "7.4", "7.4", "7.4", "0", "0"),
                "hourly_wage": "140.00",
            },
        ),
        "partial_resumptions": (
            {"from": PARTLY[0], "to": PARTLY[1], "hours_worked_per_week": "17"},
        ),
    }
)


def test_a_rule_that_comes_back_to_its_word_is_kept_three_times() -> None:
    said = [one for one in rulings(spoken(calculate(FACTS))) if one.rule == "line_rounded_half_up"]
    before, partly, after = said[0], said[1], said[-1]
    assert before.output == after.output != partly.output
    assert before.period.last_day < PARTLY[0] == partly.period.first_day
    assert partly.period.last_day <= PARTLY[1] < after.period.first_day


def test_every_finding_of_a_day_is_said_of_it_also_where_days_share_it() -> None:
    """Of two employments each has its own days: what is found of one stands beside the other."""
    every_day, at_the_end = FACTS.employments[0], ("0", "0", "0", "0", "0", "5", "0")
    beside = every_day.model_copy(
        update={"cvr": "24256790", "week": tuple(map(Decimal, at_the_end))}
    )
    account = calculate(FACTS.model_copy(update={"employments": (every_day, beside)}))
    differing = {id(day.findings): day.findings for day in account.days}.values()
    assert max(Counter(id(each) for one in differing for each in one).values()) > 1
    said = [
        (one.period, (one.rule, one.citation, one.output, one.parameter or ""))
        for one in rulings(spoken(account))
    ]
    for day in account.days:
        of_day = {told for period, told in said if day.date in period}
        assert of_day >= {words(finding) for finding in day.findings}
