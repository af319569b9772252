"""The law as one computation reads it: what was asked for, what was tried out."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.rules.employer_period import EMPLOYER_PERIOD_DAYS, employer_period
from domain.rules.parameters import law_with
from domain.rules.rates import WEEKLY_MAXIMUM, hourly_cap, weekly_cap
from domain.shared.dated import Law
from domain.shared.errors import Impossible
from domain.shared.law import Citation, Finding
from domain.shared.money import Amount, Money
from domain.shared.period import Period
from domain.shared.plain import plain

DAY = date(2020, 4, 27)


def test_a_computation_names_the_unconfirmed_values_it_read_and_no_others() -> None:
    law = Law()
    hourly_cap(law, DAY)
    assert law.unconfirmed == set()
    hourly_cap(law, date(2025, 4, 27))
    assert law.unconfirmed == {"weekly_maximum"}
    assert law.read == {"weekly_maximum", "weekly_hours"}


def test_a_new_computation_has_read_nothing() -> None:
    law = law_with({"weekly_maximum": "4500"})
    weekly_cap(law, DAY)
    afresh = law.afresh()
    assert (afresh.read, afresh.unconfirmed) == (set(), set())
    assert weekly_cap(afresh, DAY).output == Money(450_000)


def test_a_value_tried_out_holds_on_every_day_and_is_not_confirmed() -> None:
    law = law_with({"employer_period_days": "10"})
    for first_day in (date(1990, 1, 1), DAY, date(2080, 1, 1)):
        assert law.on(EMPLOYER_PERIOD_DAYS, first_day).value == 10
    assert law.unconfirmed == {"employer_period_days"}


def test_trying_a_value_out_leaves_the_law_as_it_is() -> None:
    law_with({"weekly_maximum": "1.50"})
    assert WEEKLY_MAXIMUM.on(DAY).value == Money(440_500)


def test_what_follows_from_a_value_follows_from_the_one_tried_out() -> None:
    assert hourly_cap(law_with({"weekly_maximum": "3700"}), DAY).output == Amount(Decimal(100))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("weekly_maximum", "much"),
        ("weekly_maximum", "1.234"),
        ("weekly_maximum", "-1"),
        ("duration_unit", "moons"),
        ("employer_period_days", "3.5"),
        ("deadline_day_is_in_time", "perhaps"),
        ("covid_overdue_until", "2020-02-30"),
        ("no_such_parameter", "1"),
        ("weekly_hours", "0"),
        ("duration_months", "0"),
        ("employer_period_days", "-1"),
        ("employer_period_days", "2501"),
        ("labour_market_contribution_percent", "100.5"),
        ("minimum_self_employed_share", "4/3"),
        ("public_holidays", "new_years_day,whit_sunday"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(Impossible, match=name):
        law_with({name: text})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("weekly_maximum", "4405", "4405.00"),
        ("minimum_self_employed_share", "3/4", "3/4"),
        ("deadline_day_is_in_time", "false", False),
        ("duration_unit", "weekdays", "weekdays"),
        ("banks_closed", "12-24,01-02", ["12-24", "01-02"]),
        ("extension_codes", "1,3", [1, 3]),
        ("public_holidays", "", []),
        ("covid_overdue_until", "2020-07-31", "2020-07-31"),
        ("partial_least_hours_a_week", "4.50", "4.5"),
    ],
)
def test_every_kind_of_value_can_be_tried_out(name: str, text: str, value: object) -> None:
    assert plain(law_with({name: text}).overrides[name].rows[0].value) == value


def test_the_finding_can_explain_itself_years_later() -> None:
    assert employer_period(Law(), DAY).as_data() == {
        "rule": "employer_period",
        "citation": "Sygedagpengeloven § 30, stk. 1",
        "inputs": {"first_day": "2020-04-27"},
        "output": {"from": "2020-04-27", "to": "2020-05-26"},
        "parameter": {
            "name": "employer_period_days",
            "value": 30,
            "from": "2012-01-02",
            "known_since": 1,
            "confirmed": True,
        },
    }


def test_values_have_one_plain_form() -> None:
    values = {
        "money": Money(1),
        "hours": Decimal("7.40"),
        "whole": Decimal("1E+2"),
        "amount": Amount(Decimal("0.50")),
        "share": Fraction(2, 3),
        "days": (Period(DAY, DAY),),
        DAY: None,
    }
    assert plain(values) == {
        "money": "0.01",
        "hours": "7.4",
        "whole": "100",
        "amount": "0.5",
        "share": "2/3",
        "days": [{"from": "2020-04-27", "to": "2020-04-27"}],
        "2020-04-27": None,
    }
    with pytest.raises(TypeError, match="complex"):
        plain(1j)


def test_a_finding_without_a_value_of_law_says_so() -> None:
    act = Citation("Sygedagpengeloven", "32", 1, 5)
    found = Finding("flexjob", act, {}, output=True).as_data()
    assert (found["parameter"], found["citation"]) == (
        None,
        "Sygedagpengeloven § 32, stk. 1, nr. 5",
    )
    assert str(Citation("Principmeddelelse 51-22")) == "Principmeddelelse 51-22"
