"""What a rule said is kept for each run of days, also where it comes back to an earlier word."""

from datetime import date

from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.case.rulings import rulings

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
    said = [one for one in rulings(calculate(FACTS)) if one.rule == "line_rounded_half_up"]
    before, partly, after = said[0], said[1], said[-1]
    assert before.output == after.output != partly.output
    assert before.period.last_day < PARTLY[0] == partly.period.first_day
    assert partly.period.last_day <= PARTLY[1] < after.period.first_day
