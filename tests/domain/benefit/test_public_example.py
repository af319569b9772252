"""The public example: first day of absence 27-04-2020, a wage earner, an agreed holiday in May."""

from datetime import date
from pathlib import Path

from domain.benefit.account import DayKind
from domain.benefit.calculate import calculate
from domain.benefit.facts import Facts
from domain.rules.parameters import law_with
from domain.shared.money import Money

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"


def example(name: str) -> Facts:
    return Facts.model_validate_json((EXAMPLES / f"{name}.json").read_bytes())


def test_the_demo_pays_these_weeks() -> None:
    account = calculate(example("wage_earner"))
    paid = [(str(week.monday), str(week.amount)) for week in account.weeks if week.amount.oere]
    assert paid == [
        ("2020-06-01", "3267.84"),
        ("2020-06-08", "4084.80"),
        ("2020-06-15", "4084.80"),
        ("2020-06-22", "4084.80"),
    ]
    assert account.total == Money(15_522_24)


def test_whit_monday_is_not_paid_and_the_first_paid_day_follows_it() -> None:
    account = calculate(example("wage_earner"))
    kinds = {day.date: day.kind for day in account.days}
    first_paid = next(day for day in account.days if day.amount.oere)
    assert kinds[date(2020, 6, 1)] is DayKind.PUBLIC_HOLIDAY
    assert first_paid.date == date(2020, 6, 2)
    assert first_paid.hourly_rate == Money(110_40)
    assert first_paid.payee == "13748136"


def test_the_reassessment_date_depends_on_whether_the_holiday_counts() -> None:
    facts = example("wage_earner")
    dates = [
        calculate(facts, law=law_with({"agreed_holiday_counts_towards_duration": counts}))
        for counts in ("true", "false")
    ]
    assert [one.reassessment_date for one in dates] == [date(2020, 10, 31), date(2020, 11, 30)]
